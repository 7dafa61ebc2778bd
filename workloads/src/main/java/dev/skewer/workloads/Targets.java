package dev.skewer.workloads;

import dev.skewer.registry.Registry;
import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.TargetProvider;
import dev.skewer.workloads.target.TargetType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** All targets, by name: those of each {@link TargetProvider}. */
public final class Targets {
    private static final Registry<TargetProvider, TargetType> ALL = new Registry<>(
            "target",
            TargetProvider.class,
            loader -> ServiceLoader.load(TargetProvider.class, loader),
            TargetProvider::targets,
            type -> Arrays.asList(type.name(), type.sentence(), type.explanation()));

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
        return ALL.named(name).orElseThrow(() -> new SpecException(ALL.unknown(name)));
    }

    /** The jar that brought the one with this name, if that is a plugin's. */
    public static Optional<String> plugin(String name) {
        return ALL.plugin(name);
    }
}
