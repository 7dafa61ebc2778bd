package dev.skewer.workloads;

import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.TargetProvider;
import dev.skewer.workloads.target.TargetType;
import java.util.List;

/** All targets, by name: those of each {@link TargetProvider}. */
public final class Targets {
    private static final Registry<TargetProvider, TargetType> ALL =
            new Registry<>("target", TargetProvider.class, TargetProvider::targets, TargetType::name);

    private Targets() {}

    /** All of them, in the order in which they are listed. */
    public static List<TargetType> all() {
        return ALL.all();
    }

    /** Their names. */
    public static List<String> names() {
        return ALL.names();
    }

    /** The names of those that speak a protocol. */
    public static List<String> speaking(Class<? extends Connection> protocol) {
        return all().stream()
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
        return ALL.of(name);
    }
}
