package dev.skewer.workloads.schedule;

import dev.skewer.workloads.fault.Fault;
import java.util.Map;

/**
 * The faults of a run, on the target that it runs on.
 *
 * @param faults by name
 * @param nodes how many nodes the target has, at least 1
 */
public record FaultsOnTarget(Map<String, Fault> faults, int nodes) {
    /** Copies the map. */
    public FaultsOnTarget {
        faults = Map.copyOf(faults);
    }

    /**
     * The fault with this name.
     *
     * @throws IllegalArgumentException if it is not among them
     */
    public Fault fault(String name) {
        Fault fault = faults.get(name);
        if (fault == null) {
            throw new IllegalArgumentException("fault '" + name + "' is not on the target");
        }
        return fault;
    }
}
