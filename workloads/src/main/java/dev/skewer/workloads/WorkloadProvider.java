package dev.skewer.workloads;

import java.util.List;

/** Brings workloads into {@link Workloads}; found by {@link java.util.ServiceLoader}. */
public interface WorkloadProvider {
    /** What it brings, in the order in which it is listed. */
    List<Workload<?>> workloads();
}
