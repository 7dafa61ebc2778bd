package dev.skewer.results.comparison;

import dev.skewer.results.Figures;
import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.Change.Effect;
import dev.skewer.results.summary.Change.Kind;
import dev.skewer.results.summary.Estimate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;

/**
 * How soon a cell shows what is expected of it, on both sides, in operations until its run ended with it. Where every run found it, {@link SpeedTest} compares their logarithms;
 * where some did not, how many did is compared by Fisher's exact test, as how long they would have taken is not known.
 */
final class DetectionComparison {
    private final ComparedCell before;
    private final ComparedCell now;
    private final Thresholds thresholds;

    private DetectionComparison(ComparedCell before, ComparedCell now, Thresholds thresholds) {
        this.before = before;
        this.now = now;
        this.thresholds = thresholds;
    }

    /** That of a cell; empty if nothing is expected to be found, or one side has found nothing at all, which is told otherwise. */
    static Optional<DetectionComparison> of(ComparedCell before, ComparedCell now, Thresholds thresholds) {
        boolean isSought = !now.expected().isValid() && before.found() > 0 && now.found() > 0;
        return isSought ? Optional.of(new DetectionComparison(before, now, thresholds)) : Optional.empty();
    }

    /** Whether a side that has found nothing looked, with all its runs, for less long than one run took before: on a machine that stood still, say. */
    static boolean isCutShort(ComparedCell before, ComparedCell now) {
        return before.found() > 0 && total(now) < longest(before);
    }

    /** How long both looked, in words. */
    static String sought(ComparedCell before, ComparedCell now) {
        return Figures.count(total(now)) + " together, where one took up to " + Figures.count(longest(before))
                + " to find it";
    }

    private static double total(ComparedCell cell) {
        return cell.runs().stream().mapToDouble(ComparedRun::ops).sum();
    }

    private static double longest(ComparedCell cell) {
        return Arrays.stream(operations(cell)).max().orElseThrow();
    }

    /**
     * Adds what the cells of several claim together, one ratio each: whether what is expected is found later by and large, as after a change to clients or checks.
     */
    static void claimTogether(List<DetectionComparison> all, Thresholds thresholds, Claims claims) {
        if (all.size() < SpeedTest.MIN_CELLS) {
            return;
        }
        double[] had = all.stream().mapToDouble(each -> mean(each.before)).toArray();
        double[] has = all.stream().mapToDouble(each -> mean(each.now)).toArray();
        double[] ratios =
                IntStream.range(0, had.length).mapToDouble(i -> has[i] / had[i]).toArray();
        SpeedTest test = SpeedTest.ofCells(ratios, MachineRatio.SAME);
        double times = thresholds.ratio();
        claims.add(Math.min(test.more(times), test.less(1 / times)), p -> {
            var sides = new Estimate(
                    Estimate.DETECTION,
                    geometricMean(had),
                    geometricMean(has),
                    test.ratio(),
                    test.low(thresholds.confidence()),
                    test.high(thresholds.confidence()),
                    p);
            boolean isLater = test.ratio() > 1;
            return new Change(
                    isLater ? Kind.FOUND_LATER : Kind.FOUND_SOONER,
                    isLater ? Effect.WORSE : Effect.BETTER,
                    "",
                    all.size() + " cells that are to show something",
                    "it is found " + (isLater ? "later" : "sooner") + ": after " + CompareText.sides(sides),
                    Optional.of(sides));
        });
    }

    /** The figures: geometric means over the runs that found it. */
    Estimate estimate() {
        double had = mean(before);
        double has = mean(now);
        return new Estimate(Estimate.DETECTION, had, has, has / had, 0, Double.POSITIVE_INFINITY, Double.NaN);
    }

    /** Adds what the figures claim. */
    void claim(Claims claims) {
        double[] had = operations(before);
        double[] has = operations(now);
        boolean isAlwaysFound = had.length == before.planned().size()
                && has.length == now.planned().size();
        if (!isAlwaysFound) {
            claims.add(
                    fewer(),
                    p -> new Change(
                            Kind.FOUND_LATER,
                            Effect.WORSE,
                            now.key(),
                            now.test(),
                            what() + " is found by fewer runs: " + now.found() + " of "
                                    + now.planned().size() + ", " + before.found() + " of "
                                    + before.planned().size() + " before, " + CompareText.probability(p),
                            Optional.of(estimate().withP(p))));
        } else if (had.length >= SpeedTest.MIN_RUNS && has.length >= SpeedTest.MIN_RUNS) {
            SpeedTest test = SpeedTest.ofRuns(had, has, MachineRatio.SAME);
            double times = thresholds.ratio();
            boolean isLater = test.ratio() > 1;
            claims.add(
                    Math.min(test.more(times), test.less(1 / times)),
                    p -> later(isLater, estimate(test).withP(p)));
        }
    }

    private Estimate estimate(SpeedTest test) {
        Estimate sides = estimate();
        return new Estimate(
                sides.measure(),
                sides.base(),
                sides.candidate(),
                test.ratio(),
                test.low(thresholds.confidence()),
                test.high(thresholds.confidence()),
                Double.NaN);
    }

    private Change later(boolean isLater, Estimate sides) {
        return new Change(
                isLater ? Kind.FOUND_LATER : Kind.FOUND_SOONER,
                isLater ? Effect.WORSE : Effect.BETTER,
                now.key(),
                now.test(),
                what() + " is found " + (isLater ? "later" : "sooner") + ": after " + CompareText.sides(sides),
                Optional.of(sides));
    }

    private String what() {
        return String.join(", ", now.expected().anomalies());
    }

    private double fewer() {
        int[][] table = {
            {now.found(), now.planned().size() - now.found()},
            {before.found(), before.planned().size() - before.found()}
        };
        return FisherExactTest.withDefaults()
                .with(AlternativeHypothesis.LESS_THAN)
                .test(table)
                .getPValue();
    }

    private static double[] operations(ComparedCell cell) {
        return cell.planned().stream()
                .filter(cell::isFoundBy)
                .mapToDouble(run -> (double) Math.max(1, run.ops()))
                .toArray();
    }

    private static double mean(ComparedCell cell) {
        return geometricMean(operations(cell));
    }

    private static double geometricMean(double[] values) {
        double logs = 0;
        for (double each : values) {
            logs += Math.log(each);
        }
        return Math.exp(logs / values.length);
    }
}
