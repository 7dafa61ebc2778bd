package dev.skewer.workloads;

import dev.skewer.checker.Checker;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.DurabilityPromise.Loss;
import java.util.List;
import java.util.Optional;

/** What tests hold their targets to when these crash. */
public final class Promises {
    private Promises() {}

    /**
     * What the target of a test promises, as far as the model that its history is checked against asks for it; that nothing is lost, where
     * nothing crashes as there are no faults.
     */
    public static DurabilityPromise of(TestSpec spec, String model) {
        return isAsked(model) && !spec.faults().isEmpty()
                ? promise(spec, spec.durability())
                : DurabilityPromise.DURABLE;
    }

    private static boolean isAsked(String model) {
        return Checkers.named(model)
                .map(Checker::info)
                .map(CheckerInfo::options)
                .filter(options -> options.contains(DurabilityPromise.KILL_MAY_LOSE))
                .isPresent();
    }

    private static DurabilityPromise promise(TestSpec spec, String durability) {
        return Targets.of(spec.target()).promise(durability, spec.targetOptions());
    }

    /**
     * Why a test could not be judged: its target may lose by one of its faults what it acknowledged, or showed, and the model that its
     * history is checked against holds every loss to be wrong. Empty if that is not so.
     */
    public static Optional<String> obstacle(TestSpec spec) {
        if (spec.faults().isEmpty() || isAsked(Workloads.of(spec.workload()).model())) {
            return Optional.empty();
        }
        DurabilityPromise promise = promise(spec, spec.durability());
        for (String fault : spec.faultNames()) {
            if (promise.by(fault) != Loss.NOTHING) {
                List<String> durable = Targets.of(spec.target()).durabilities().names().stream()
                        .filter(durability -> promise(spec, durability).by(fault) == Loss.NOTHING)
                        .toList();
                String instead =
                        durable.isEmpty() ? "" : "choose --durability " + String.join(" or ", durable) + ", or ";
                return Optional.of("a history of workload '" + spec.workload() + "' does not tell what '" + fault
                        + "' may lose at durability '" + spec.durability() + "' from what it must not; " + instead
                        + "--workload journal");
            }
        }
        return Optional.empty();
    }
}
