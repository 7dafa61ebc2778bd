package dev.skewer.workloads;

import dev.skewer.registry.Nearest;
import dev.skewer.workloads.fault.FaultPackage;
import dev.skewer.workloads.fault.FaultType;
import dev.skewer.workloads.target.TargetType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Those faults of some packages that a target suits and that work here.
 *
 * @param faults their names, in the order in which faults are listed
 * @param leftOut why the others are not among them, a line a reason
 */
public record FaultSelection(List<String> faults, List<String> leftOut) {
    /** Copies the lists. */
    public FaultSelection {
        faults = List.copyOf(faults);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * The package with this name.
     *
     * @throws SpecException if there is none
     */
    public static FaultPackage packageNamed(String name) {
        List<String> names =
                Stream.of(FaultPackage.values()).map(FaultPackage::label).toList();
        return Stream.of(FaultPackage.values())
                .filter(each -> each.label().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new SpecException("unknown fault package '" + name + "'" + Nearest.hint(name, names)));
    }

    /**
     * The faults of packages.
     *
     * @param packages at least one
     * @param options of a test, for the target; the others have their standard value
     * @throws SpecException if no fault is left
     */
    public static FaultSelection of(List<FaultPackage> packages, TargetType target, Map<String, String> options) {
        var faults = new ArrayList<String>();
        var leftOut = new LinkedHashMap<String, List<String>>();
        for (FaultType<?> fault : Faults.all()) {
            if (packages.stream().noneMatch(each -> each.has(fault))) {
                continue;
            }
            String obstacle = fault.suits(target)
                    ? fault.availability(target, options).obstacle()
                    : "target '" + target.name() + "' does not suit them";
            if (obstacle == null) {
                faults.add(fault.name());
            } else {
                leftOut.computeIfAbsent(obstacle, first -> new ArrayList<>()).add(fault.name());
            }
        }
        List<String> reasons = leftOut.entrySet().stream()
                .map(entry -> String.join(", ", entry.getValue()) + ": " + entry.getKey())
                .toList();
        if (faults.isEmpty()) {
            throw SpecException.ofTarget("no fault of package "
                    + String.join(
                            ", ", packages.stream().map(FaultPackage::label).toList())
                    + " works on target '" + target.name() + "' here"
                    + (reasons.isEmpty() ? "" : "; " + String.join("; ", reasons)));
        }
        return new FaultSelection(faults, reasons);
    }
}
