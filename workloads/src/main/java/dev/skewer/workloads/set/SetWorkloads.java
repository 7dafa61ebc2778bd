package dev.skewer.workloads.set;

import dev.skewer.workloads.Workload;
import dev.skewer.workloads.WorkloadProvider;
import java.util.List;

/** The set workload, for the registry. */
public final class SetWorkloads implements WorkloadProvider {
    @Override
    public List<Workload<?>> workloads() {
        return List.of(new SetWorkload());
    }
}
