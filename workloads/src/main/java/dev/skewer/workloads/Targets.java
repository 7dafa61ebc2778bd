package dev.skewer.workloads;

import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.EmbeddedTarget;
import dev.skewer.workloads.target.TargetType;
import java.util.List;

/** All targets, by name. */
public final class Targets {
    private static final List<TargetType> ALL = List.of(EmbeddedTarget.TYPE);

    private Targets() {}

    /** All of them, in the order in which they are listed. */
    public static List<TargetType> all() {
        return ALL;
    }

    /** Their names. */
    public static List<String> names() {
        return ALL.stream().map(TargetType::name).toList();
    }

    /** The names of those that speak a protocol. */
    public static List<String> speaking(Class<? extends Connection> protocol) {
        return ALL.stream()
                .filter(type -> type.protocols().contains(protocol))
                .map(TargetType::name)
                .toList();
    }

    /**
     * The one with this name.
     *
     * @throws SpecException if there is none
     */
    public static TargetType of(String name) {
        for (TargetType type : ALL) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw SpecException.unknown("target", name, names());
    }
}
