package dev.skewer.targets.jdbc;

import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.TargetType;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A kind of database in a process of its own.
 *
 * @param options that have it run so
 * @param safe the durability at which a kill loses nothing
 * @param unsafe the one at which it loses what was acknowledged
 */
record ServedType(TargetType type, Map<String, String> options, String safe, String unsafe) {
    /** Those that can be opened here. */
    static Stream<ServedType> present() {
        return new JdbcTargets()
                .targets().stream()
                        .filter(type -> type.controls().contains(Controls.Processes.class))
                        .map(type -> new ServedType(
                                type,
                                type.options().stream()
                                                .anyMatch(
                                                        option -> option.name().equals("process"))
                                        ? Map.of("process", "true")
                                        : Map.of(),
                                type.durabilities().names().contains("binlog") ? "binlog" : "sync",
                                "async"))
                        .filter(served ->
                                served.type().availability(served.options()).isAvailable());
    }

    /** Whether its driver asks the server before it sends a statement's values. */
    boolean preparesStatements() {
        return type.name().equals("h2") || type.name().equals("hsqldb");
    }

    /** Whether its clients send whole operations, and so cannot tell how far one came. */
    boolean takesOperations() {
        return type.name().equals("sqlite");
    }

    @Override
    public String toString() {
        return type.name();
    }
}
