package dev.skewer.workloads;

import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.Checker;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.DurabilityPromise.Loss;
import dev.skewer.workloads.target.TargetType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What tests hold their targets to: of transactions, and of what was acknowledged when they crash. */
public final class Promises {
    /** What a run stores of it. */
    private static final List<String> NAMES = List.of(
            DurabilityPromise.KILL_MAY_LOSE.name(),
            DurabilityPromise.POWER_LOSS_MAY_LOSE.name(),
            CheckOption.CONSISTENCY_MODEL.name(),
            CheckOption.TIMESTAMPS.name());

    private Promises() {}

    /**
     * What the target promises of transactions at a level.
     *
     * @return the name of a consistency model; null if it promises nothing, or the workload's model is not one of transactions
     */
    static @Nullable String consistency(
            Workload<?> workload, TargetType target, String isolation, Map<String, String> options) {
        return option(workload.model(), CheckOption.CONSISTENCY_MODEL)
                .flatMap(option -> target.consistency(isolation, options))
                .orElse(null);
    }

    /** Whether a model's check has an option; the option if so. */
    static Optional<CheckOption> option(String model, CheckOption option) {
        return option(model, option.name());
    }

    private static Optional<CheckOption> option(String model, String name) {
        return Checkers.named(model).map(Checker::info).map(CheckerInfo::options).stream()
                .flatMap(List::stream)
                .filter(option -> option.name().equals(name))
                .findFirst();
    }

    /**
     * What the check of a test's history is told: what crashes may undo, and what transactions are held to.
     *
     * @param model what the history is checked against
     * @return by the name of the option
     */
    public static Map<String, String> choices(TestSpec spec, String model) {
        Map<String, String> choices = new TreeMap<>(of(spec, model).choices());
        String consistencyModel = spec.consistencyModel();
        if (consistencyModel != null) {
            choices.put(CheckOption.CONSISTENCY_MODEL.name(), consistencyModel);
        }
        boolean hasTimestamps = Targets.of(spec.target()).hasTimestamps(spec.isolation(), spec.targetOptions())
                && option(model, CheckOption.TIMESTAMPS).isPresent();
        if (hasTimestamps) {
            choices.put(CheckOption.TIMESTAMPS.name(), "yes");
        }
        return choices;
    }

    /**
     * What the check of a test's history was told, in what a run stored.
     *
     * @param stored by the name of the option, among others
     */
    public static Map<String, String> choices(Map<String, Object> stored) {
        Map<String, String> choices = new TreeMap<>();
        for (String name : NAMES) {
            if (stored.get(name) instanceof String choice) {
                choices.put(name, choice);
            }
        }
        return choices;
    }

    /**
     * The options of a check that was told so; what its model does not ask for, and what it does not know, is left out.
     *
     * @param choices by the name of the option
     */
    public static CheckOptions options(String model, Map<String, String> choices) {
        CheckOptions options = CheckOptions.none();
        for (Map.Entry<String, String> choice : choices.entrySet()) {
            Optional<CheckOption> option = option(model, choice.getKey());
            if (option.filter(each -> each.values().isEmpty() || each.values().contains(choice.getValue()))
                    .isPresent()) {
                options = options.with(option.get(), choice.getValue());
            }
        }
        return options;
    }

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
        return option(model, DurabilityPromise.KILL_MAY_LOSE).isPresent();
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
