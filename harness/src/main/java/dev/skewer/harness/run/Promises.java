package dev.skewer.harness.run;

import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.Checker;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.DurabilityPromise.Loss;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a target promises of what was acknowledged when it crashes: from a test to the check of its history, and stored with it. */
final class Promises {
    private Promises() {}

    /**
     * What the target of a test promises, as far as the model that its history is checked against asks for it; that nothing is lost, where
     * nothing crashes as there are no faults.
     */
    static DurabilityPromise of(TestSpec spec, String model) {
        boolean isAsked = Checkers.named(model)
                .map(Checker::info)
                .map(CheckerInfo::options)
                .filter(options -> options.contains(DurabilityPromise.KILL_MAY_LOSE))
                .isPresent();
        return isAsked && !spec.faults().isEmpty()
                ? Targets.of(spec.target()).promise(spec.durability(), spec.targetOptions())
                : DurabilityPromise.DURABLE;
    }

    /** The arguments of {@code skewer check} that say so. */
    static List<String> arguments(DurabilityPromise promise) {
        List<String> arguments = new ArrayList<>();
        promise.choices().forEach((name, value) -> arguments.addAll(List.of("--" + name, value)));
        return arguments;
    }

    /** The options of a check under a promise. */
    static CheckOptions options(DurabilityPromise promise) {
        return promise.choose(CheckOptions.none());
    }

    /** The promise among what a run left; that nothing is lost where it left none. */
    static DurabilityPromise stored(Map<String, Object> stored) {
        Loss kill = loss(stored.get(DurabilityPromise.KILL_MAY_LOSE.name()), Loss.NOTHING);
        return new DurabilityPromise(kill, loss(stored.get(DurabilityPromise.POWER_LOSS_MAY_LOSE.name()), kill));
    }

    private static Loss loss(@org.jspecify.annotations.Nullable Object label, Loss otherwise) {
        for (Loss loss : Loss.values()) {
            if (loss.label().equals(String.valueOf(label).toLowerCase(Locale.ROOT))) {
                return loss;
            }
        }
        return otherwise;
    }
}
