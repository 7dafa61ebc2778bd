package dev.skewer.workloads.bank;

import dev.skewer.workloads.Workload;
import dev.skewer.workloads.WorkloadProvider;
import java.util.List;

/** The bank workload, for the registry. */
public final class BankWorkloads implements WorkloadProvider {
    @Override
    public List<Workload<?>> workloads() {
        return List.of(new BankWorkload());
    }
}
