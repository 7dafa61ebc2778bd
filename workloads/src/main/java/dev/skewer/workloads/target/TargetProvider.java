package dev.skewer.workloads.target;

import java.util.List;

/** Brings targets into {@code Targets}; found by {@link java.util.ServiceLoader}. */
public interface TargetProvider {
    /** What it brings, in the order in which it is listed. */
    List<TargetType> targets();
}
