package dev.skewer.harness.campaign;

import dev.skewer.results.summary.Expectation;
import dev.skewer.workloads.Faults;
import dev.skewer.workloads.ScheduleText;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.fault.FaultType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One row of a campaign: the same test with one or more seeds, and what it must turn out to be.
 *
 * @param name what tells it from the others, such as {@code journal snapshot flush+compact}
 * @param runs one spec a seed; at least one
 * @param expected what it must turn out to be
 */
public record Cell(String name, List<TestSpec> runs, Expectation expected) {
    /** Copies the list. */
    public Cell {
        runs = List.copyOf(runs);
    }

    /**
     * What tells a spec from others, without what is as usual.
     *
     * @param faults what its faults are called together; empty for their own names
     */
    static String nameOf(TestSpec spec, Optional<String> faults, boolean withConcurrency, boolean withKeys) {
        var words = new ArrayList<String>();
        words.add(spec.workload());
        spec.workloadChoices().forEach((name, value) -> words.add(name + "=" + value));
        if (!spec.target().equals(TestSpec.DEFAULT_TARGET)) {
            words.add(spec.target());
        }
        words.add(spec.isolation());
        spec.unpromisedConsistencyModel().ifPresent(model -> words.add("consistency-model=" + model));
        Targets.of(spec.target()).choices(spec.targetOptions()).forEach((name, value) -> words.add(name + "=" + value));
        if (!spec.durability().equals(Targets.of(spec.target()).durabilities().standard())) {
            words.add(spec.durability());
        }
        if (!spec.defects().isEmpty()) {
            words.add(String.join("+", spec.defects()));
        }
        if (!spec.faults().isEmpty()) {
            words.add(faults.orElseGet(() -> faults(spec)));
        }
        if (withConcurrency) {
            words.add("concurrency=" + spec.concurrency());
        }
        if (withKeys) {
            words.add("keys=" + spec.keys());
        }
        return String.join(" ", words);
    }

    private static String faults(TestSpec spec) {
        List<String> all = Faults.suiting(Targets.of(spec.target())).stream()
                .map(FaultType::name)
                .toList();
        List<String> given = spec.faults().stream().map(ScheduleText::of).toList();
        boolean isAll = all.size() > 1 && given.size() == all.size() && given.containsAll(all);
        return isAll ? "all faults" : String.join("+", given);
    }
}
