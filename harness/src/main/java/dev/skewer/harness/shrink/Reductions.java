package dev.skewer.harness.shrink;

import dev.skewer.workloads.SpecException;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.schedule.FaultSchedule;
import dev.skewer.workloads.target.TargetType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * How a test is made smaller, part by part, those first whose absence saves most: faults, processes and keys, planted mistakes, options. What is tested
 * stays: workload, target and isolation; and the seed.
 */
final class Reductions {
    private final Predicate<TestSpec> fails;
    private final Predicate<TestSpec> failsAsSoon;

    /**
     * Ways to make a test smaller.
     *
     * @param fails whether a test fails often enough
     * @param failsAsSoon whether it does, and not much later than the smallest before it
     */
    Reductions(Predicate<TestSpec> fails, Predicate<TestSpec> failsAsSoon) {
        this.fails = fails;
        this.failsAsSoon = failsAsSoon;
    }

    /** The smallest that was found. */
    TestSpec reduced(TestSpec spec) {
        TestSpec rest = smallerShape(fewerFaults(spec));
        rest = fewerDefects(simplerSchedules(rest));
        rest = standardOptions(rest);
        rest = first(rest, fails, List.of(builder -> builder.durability(null)));
        rest = first(rest, fails, List.of(builder -> builder.rate(0)));
        return first(rest, fails, List.of(builder -> builder.opTimeout(TestSpec.DEFAULT_OP_TIMEOUT)));
    }

    /**
     * With fewer processes and keys: the fewest processes that do on one key, as most races need no other; and where none do, the fewest
     * keys, and then processes.
     */
    private TestSpec smallerShape(TestSpec spec) {
        TestSpec onOne = first(
                spec,
                failsAsSoon,
                upTo(spec.concurrency()).stream()
                        .<UnaryOperator<TestSpec.Builder>>map(
                                n -> builder -> builder.concurrency(n).keys(1))
                        .toList());
        if (!onOne.equals(spec)) {
            return onOne;
        }
        TestSpec fewerKeys = first(
                spec,
                failsAsSoon,
                powers(spec.keys()).stream()
                        .skip(1)
                        .<UnaryOperator<TestSpec.Builder>>map(n -> builder -> builder.keys(n))
                        .toList());
        return first(
                fewerKeys,
                failsAsSoon,
                powers(spec.concurrency()).stream()
                        .<UnaryOperator<TestSpec.Builder>>map(n -> builder -> builder.concurrency(n))
                        .toList());
    }

    private TestSpec fewerFaults(TestSpec spec) {
        List<FaultSchedule> needed =
                DeltaDebugging.minimize(spec.faults(), part -> fails(spec, builder -> builder.schedules(part)));
        return spec.toBuilder().schedules(needed).build();
    }

    /** Each schedule with fewer steps, then once only, or twice. */
    private TestSpec simplerSchedules(TestSpec spec) {
        TestSpec rest = spec;
        for (int i = 0; i < spec.faults().size(); i++) {
            int number = i;
            TestSpec before = rest;
            FaultSchedule schedule = rest.faults().get(i);
            var steps = DeltaDebugging.minimize(
                    schedule.steps(),
                    part -> !part.isEmpty()
                            && part.get(0).after().isEmpty()
                            && fails(
                                    before,
                                    replacing(
                                            before,
                                            number,
                                            new FaultSchedule(schedule.when(), part, schedule.times()))));
            FaultSchedule shorter = new FaultSchedule(schedule.when(), steps, schedule.times());
            rest = replacing(before, number, shorter).apply(before.toBuilder()).build();
            TestSpec shortest = rest;
            rest = first(
                    rest,
                    fails,
                    powers(schedule.times() == 0 ? 4 : (int) Math.min(4, schedule.times())).stream()
                            .<UnaryOperator<TestSpec.Builder>>map(times ->
                                    replacing(shortest, number, new FaultSchedule(shorter.when(), steps, times)))
                            .toList());
        }
        return rest;
    }

    private static UnaryOperator<TestSpec.Builder> replacing(TestSpec spec, int number, FaultSchedule schedule) {
        var schedules = new ArrayList<>(spec.faults());
        schedules.set(number, schedule);
        return builder -> builder.schedules(schedules);
    }

    private TestSpec fewerDefects(TestSpec spec) {
        List<String> needed =
                DeltaDebugging.minimize(spec.defects(), part -> fails(spec, builder -> builder.defects(part)));
        return spec.toBuilder().defects(needed).build();
    }

    private TestSpec standardOptions(TestSpec spec) {
        return standardTargetOptions(standardWorkloadOptions(spec));
    }

    private TestSpec standardWorkloadOptions(TestSpec spec) {
        TestSpec rest = spec;
        for (String name : spec.workloadChoices().keySet()) {
            var options = new LinkedHashMap<>(rest.workloadOptions());
            options.remove(name);
            rest = first(rest, fails, List.of(builder -> builder.workloadOptions(options)));
        }
        return rest;
    }

    private TestSpec standardTargetOptions(TestSpec spec) {
        TargetType type = Targets.of(spec.target());
        Map<String, String> standard = type.allOptions(Map.of());
        TestSpec rest = spec;
        for (String name : spec.targetOptions().keySet()) {
            var options = new LinkedHashMap<>(rest.targetOptions());
            options.remove(name);
            if (!java.util.Objects.equals(
                    standard.get(name), rest.targetOptions().get(name))) {
                rest = first(rest, fails, List.of(builder -> builder.targetOptions(options)));
            }
        }
        return rest;
    }

    /** The first change that makes another test which fails too; the test itself if none does. */
    private static TestSpec first(
            TestSpec spec, Predicate<TestSpec> isEnough, List<UnaryOperator<TestSpec.Builder>> changes) {
        for (UnaryOperator<TestSpec.Builder> change : changes) {
            Optional<TestSpec> other = changed(spec, change);
            if (other.isPresent() && !other.get().equals(spec) && isEnough.test(other.get())) {
                return other.get();
            }
        }
        return spec;
    }

    private boolean fails(TestSpec spec, UnaryOperator<TestSpec.Builder> change) {
        return changed(spec, change).filter(fails).isPresent();
    }

    /** A test that cannot be is none. */
    private static Optional<TestSpec> changed(TestSpec spec, UnaryOperator<TestSpec.Builder> change) {
        try {
            return Optional.of(change.apply(spec.toBuilder()).build());
        } catch (SpecException e) {
            return Optional.empty();
        }
    }

    /** 1, 2, 4 and so on below a number, and the number. */
    private static List<Integer> upTo(int number) {
        var all = new ArrayList<>(powers(number));
        all.add(number);
        return all;
    }

    /** 1, 2, 4 and so on, below a number. */
    private static List<Integer> powers(int below) {
        var powers = new ArrayList<Integer>();
        for (long power = 1; power < below; power *= 2) {
            powers.add((int) power);
        }
        return powers;
    }
}
