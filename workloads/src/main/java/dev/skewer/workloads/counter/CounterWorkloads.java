package dev.skewer.workloads.counter;

import dev.skewer.workloads.Workload;
import dev.skewer.workloads.WorkloadProvider;
import java.util.List;

/** The counter workload, for the registry. */
public final class CounterWorkloads implements WorkloadProvider {
    @Override
    public List<Workload<?>> workloads() {
        return List.of(new CounterWorkload());
    }
}
