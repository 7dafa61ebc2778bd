package dev.skewer.workloads;

import java.util.List;

/** All workloads, by name: those of each {@link WorkloadProvider}. */
public final class Workloads {
    private static final Registry<WorkloadProvider, Workload<?>> ALL =
            new Registry<>("workload", WorkloadProvider.class, WorkloadProvider::workloads, Workload::name);

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
        return ALL.of(name);
    }
}
