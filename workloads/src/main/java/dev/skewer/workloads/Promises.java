package dev.skewer.workloads;

import dev.skewer.checker.Checker;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.DurabilityPromise;

/** What tests hold their targets to when these crash. */
public final class Promises {
    private Promises() {}

    /**
     * What the target of a test promises, as far as the model that its history is checked against asks for it; that nothing is lost, where
     * nothing crashes as there are no faults.
     */
    public static DurabilityPromise of(TestSpec spec, String model) {
        boolean isAsked = Checkers.named(model)
                .map(Checker::info)
                .map(CheckerInfo::options)
                .filter(options -> options.contains(DurabilityPromise.KILL_MAY_LOSE))
                .isPresent();
        return isAsked && !spec.faults().isEmpty()
                ? Targets.of(spec.target()).promise(spec.durability(), spec.targetOptions())
                : DurabilityPromise.DURABLE;
    }
}
