package dev.skewer.workloads.register;

import dev.skewer.workloads.Workload;
import dev.skewer.workloads.WorkloadProvider;
import java.util.List;

/** The register workload, for the registry. */
public final class RegisterWorkloads implements WorkloadProvider {
    @Override
    public List<Workload<?>> workloads() {
        return List.of(new RegisterWorkload());
    }
}
