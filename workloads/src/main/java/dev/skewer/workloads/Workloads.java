package dev.skewer.workloads;

import dev.skewer.registry.Registry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** All workloads, by name: those of each {@link WorkloadProvider}. */
public final class Workloads {
    private static final Registry<WorkloadProvider, Workload<?>> ALL = new Registry<>(
            "workload",
            WorkloadProvider.class,
            loader -> ServiceLoader.load(WorkloadProvider.class, loader),
            WorkloadProvider::workloads,
            workload -> Arrays.asList(workload.name(), workload.sentence(), workload.explanation()));

    private Workloads() {}

    /** All of them, in the order in which they are listed. */
    public static List<Workload<?>> all() {
        return ALL.all();
    }

    /** Their names. */
    public static List<String> names() {
        return ALL.names();
    }

    /**
     * The one with this name.
     *
     * @throws SpecException if there is none
     */
    public static Workload<?> of(String name) {
        return ALL.named(name).orElseThrow(() -> new SpecException(ALL.unknown(name)));
    }

    /** The jar that brought the one with this name, if that is a plugin's. */
    public static Optional<String> plugin(String name) {
        return ALL.plugin(name);
    }
}
