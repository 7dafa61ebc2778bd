package dev.skewer.results.comparison;

import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.Change.Effect;
import dev.skewer.results.summary.Change.Kind;
import dev.skewer.results.summary.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Throughput and latencies of both sides: of each cell with enough runs by itself, and of the cells of one target and workload together, which have in common what a change of
 * that target would slow down.
 *
 * <p>Nothing is claimed unless the machines can be compared: both sides measured how fast theirs was meanwhile ({@link MachineRatio}), or the user says that it was one. Otherwise
 * the figures are told and decide nothing: a job that lands on a slower machine is no regression.
 */
final class SpeedComparison {
    private static final List<Measure> MEASURES = List.of(
            new Measure(Estimate.THROUGHPUT, ComparedRun::opsPerSecond, false),
            new Measure(Estimate.P50, run -> (double) run.latency().p50Nanos(), true),
            new Measure(Estimate.P99, run -> (double) run.latency().p99Nanos(), true));

    private final Comparand base;
    private final Comparand candidate;
    private final Thresholds thresholds;
    private final MachineRatio machine;
    private final @Nullable String obstacle;

    /**
     * One figure.
     *
     * @param name of it
     * @param of a run; 0 if it does not have it
     * @param isTime whether less of it is better
     */
    private record Measure(String name, ToDoubleFunction<ComparedRun> of, boolean isTime) {
        boolean isOf(ComparedCell cell) {
            // Clients that keep to a rate have the throughput that they were told to have.
            return cell.isMeasured() && (isTime || !cell.isPaced());
        }
    }

    SpeedComparison(Comparand base, Comparand candidate, Thresholds thresholds) {
        this.base = base;
        this.candidate = candidate;
        this.thresholds = thresholds;
        obstacle = obstacle();
        machine = thresholds.isSameMachine() || obstacle != null ? MachineRatio.SAME : ratio(base, candidate);
    }

    private static MachineRatio ratio(Comparand base, Comparand candidate) {
        return MachineRatio.of(
                base.conditions().reference().orElseThrow(),
                candidate.conditions().reference().orElseThrow());
    }

    private @Nullable String obstacle() {
        Optional<String> crowd = crowd();
        if (crowd.isPresent() || thresholds.isSameMachine()) {
            return crowd.orElse(null);
        }
        for (Comparand side : List.of(base, candidate)) {
            if (side.conditions().reference().isEmpty()) {
                return "nothing is known of how fast the machine of " + side.name()
                        + " was (campaign --calibrate measures it)";
            }
        }
        return MachineRatio.obstacle(
                        base.conditions().reference().orElseThrow(),
                        candidate.conditions().reference().orElseThrow())
                .orElse(null);
    }

    /** What a cell has beside it is a matter of how long the others took, and all of its runs have the same. */
    private Optional<String> crowd() {
        return Stream.of(base, candidate)
                .filter(side -> side.conditions().jobs() > 1)
                .findFirst()
                .map(side -> "cells of " + side.name() + " ran "
                        + side.conditions().jobs() + " at a time (--jobs), and took each other's processors");
    }

    /** In what the conditions are known to differ too much for any figures to be compared; empty if they do not, or nothing is known of one machine. */
    Optional<String> difference() {
        boolean isKnown = crowd().isPresent()
                || (base.conditions().reference().isPresent()
                        && candidate.conditions().reference().isPresent());
        return isKnown ? Optional.ofNullable(obstacle) : Optional.empty();
    }

    /** The figures of one cell that both sides have. */
    List<Estimate> of(ComparedCell before, ComparedCell now) {
        var estimates = new ArrayList<Estimate>();
        for (Measure measure : MEASURES) {
            if (!measure.isOf(before) || !measure.isOf(now)) {
                continue;
            }
            double[] had = before.figures(measure.of());
            double[] has = now.figures(measure.of());
            if (had.length == 0 || has.length == 0) {
                continue;
            }
            estimates.add(
                    isTestable(had, has)
                            ? estimate(measure, had, has, ofRuns(measure, had, has))
                            : new Estimate(
                                    measure.name(),
                                    mean(had),
                                    mean(has),
                                    mean(has) / mean(had) / Math.exp(of(measure).log()),
                                    0,
                                    Double.POSITIVE_INFINITY,
                                    Double.NaN));
        }
        return estimates;
    }

    /** Adds what the figures claim; gives why they claim nothing, or little, if that is so though there are some. */
    Optional<Change> claim(Claims claims) {
        Map<String, List<ComparedCell[]>> groups = new LinkedHashMap<>();
        for (ComparedCell now : candidate.cells()) {
            base.cell(now.key())
                    .filter(before -> before.isMeasured() && now.isMeasured())
                    .ifPresent(before -> groups.computeIfAbsent(now.group(), unused -> new ArrayList<>())
                            .add(new ComparedCell[] {before, now}));
        }
        boolean hasFigures = groups.values().stream()
                .flatMap(List::stream)
                .anyMatch(pair -> !of(pair[0], pair[1]).isEmpty());
        if (obstacle != null) {
            return hasFigures
                    ? Optional.of(notJudged("throughput and latency are not judged: " + obstacle))
                    : Optional.empty();
        }
        groups.forEach((group, pairs) -> {
            for (Measure measure : MEASURES) {
                together(group, pairs, measure, claims);
                for (ComparedCell[] pair : pairs) {
                    alone(pair[0], pair[1], measure, claims);
                }
            }
        });
        return hasFigures && machine.isRough(thresholds.confidence()) ? Optional.of(rough()) : Optional.empty();
    }

    private Change rough() {
        return notJudged(String.format(
                Locale.ROOT,
                "throughput and latency are judged roughly: the machine was so unsteady that how fast it was is known within a factor of %.1f, and what differs by less is not seen",
                machine.margin(thresholds.confidence())));
    }

    private static Change notJudged(String sentence) {
        return Change.of(Kind.SPEED_NOT_COMPARED, Effect.NOTED, "", "", sentence);
    }

    private void together(String group, List<ComparedCell[]> pairs, Measure measure, Claims claims) {
        var had = new ArrayList<Double>();
        var has = new ArrayList<Double>();
        for (ComparedCell[] pair : pairs) {
            double[] before = pair[0].figures(measure.of());
            double[] now = pair[1].figures(measure.of());
            if (measure.isOf(pair[0]) && measure.isOf(pair[1]) && before.length > 0 && now.length > 0) {
                had.add(mean(before));
                has.add(mean(now));
            }
        }
        if (had.size() < SpeedTest.MIN_CELLS) {
            return;
        }
        double[] ratios = new double[had.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = has.get(i) / had.get(i);
        }
        claim(
                "",
                group + ", " + ratios.length + " cells",
                measure,
                estimate(
                        measure,
                        had.stream().mapToDouble(Double::doubleValue).toArray(),
                        has.stream().mapToDouble(Double::doubleValue).toArray(),
                        SpeedTest.ofCells(ratios, of(measure))),
                SpeedTest.ofCells(ratios, of(measure)),
                claims);
    }

    private void alone(ComparedCell before, ComparedCell now, Measure measure, Claims claims) {
        double[] had = before.figures(measure.of());
        double[] has = now.figures(measure.of());
        if (measure.isOf(before) && measure.isOf(now) && isTestable(had, has)) {
            SpeedTest test = ofRuns(measure, had, has);
            claim(now.key(), now.test(), measure, estimate(measure, had, has, test), test, claims);
        }
    }

    private void claim(String key, String test, Measure measure, Estimate estimate, SpeedTest speed, Claims claims) {
        double times = thresholds.ratio();
        boolean isMore = speed.ratio() > 1;
        boolean isWorse = isMore == measure.isTime();
        Kind kind = measure.isTime()
                ? isMore ? Kind.LONGER_LATENCY : Kind.SHORTER_LATENCY
                : isMore ? Kind.FASTER : Kind.SLOWER;
        String word = CompareText.name(measure.name()) + " is "
                + (measure.isTime() ? isMore ? "longer" : "shorter" : isMore ? "higher" : "lower");
        claims.add(Math.min(speed.more(times), speed.less(1 / times)), p -> {
            Estimate sides = estimate.withP(p);
            return new Change(
                    kind,
                    isWorse ? Effect.WORSE : Effect.BETTER,
                    key,
                    test,
                    word + ": " + CompareText.sides(sides)
                            + (thresholds.isSameMachine() ? "" : ", beside the reference"),
                    Optional.of(sides));
        });
    }

    private SpeedTest ofRuns(Measure measure, double[] had, double[] has) {
        return SpeedTest.ofRuns(had, has, of(measure));
    }

    private MachineRatio of(Measure measure) {
        return measure.isTime() ? machine.ofTimes() : machine;
    }

    private Estimate estimate(Measure measure, double[] had, double[] has, SpeedTest test) {
        return new Estimate(
                measure.name(),
                mean(had),
                mean(has),
                test.ratio(),
                test.low(thresholds.confidence()),
                test.high(thresholds.confidence()),
                Double.NaN);
    }

    private static boolean isTestable(double[] had, double[] has) {
        return had.length >= SpeedTest.MIN_RUNS && has.length >= SpeedTest.MIN_RUNS;
    }

    /** The geometric mean. */
    private static double mean(double[] values) {
        return Math.exp(Arrays.stream(values).map(Math::log).average().orElseThrow());
    }
}
