package dev.skewer.workloads.journal;

import dev.skewer.workloads.Workload;
import dev.skewer.workloads.WorkloadProvider;
import java.util.List;

/** The journal workload, for the registry. */
public final class JournalWorkloads implements WorkloadProvider {
    @Override
    public List<Workload<?>> workloads() {
        return List.of(new JournalWorkload());
    }
}
