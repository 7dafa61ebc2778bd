package dev.skewer.workloads.fault;

import java.util.List;

/** Brings faults into {@code Faults}; found by {@link java.util.ServiceLoader}. */
public interface FaultProvider {
    /** What it brings, in the order in which it is listed. */
    List<FaultType<?>> faults();
}
