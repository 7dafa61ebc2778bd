package dev.skewer.results.comparison;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether a figure that is more than nothing, a throughput or a latency, is larger on one side than on the other by more than some ratio: Welch's t test on
 * logarithms (Welch, <i>The generalization of 'Student's' problem when several different population variances are involved</i>, Biometrika 1947), so that ratios
 * are what is compared and a run twice as slow weighs as much as one twice as fast.
 *
 * <p>What is tested is not whether there is any difference, which in the end there always is, but whether it is larger than what is stated to matter (a minimum-effect test; Murphy
 * & Myors, <i>Testing the Hypothesis That Treatments Have Negligible Effects</i>, Journal of Applied Psychology 1999). So a difference within that never alarms more often than the
 * probability says, however many runs there are.
 *
 * <p>Two shapes: {@link #ofRuns} compares the runs of one cell; {@link #ofCells} has the ratio of each of several cells, and asks what they have in common. The second needs
 * one run a cell only, as each cell is a repetition; it is how a store that is slower in all that it does is found with a campaign of one seed.
 */
final class SpeedTest {
    /** Fewer runs of a side say too little about how much they differ. */
    static final int MIN_RUNS = 3;
    /** Fewer cells say too little about what they have in common. */
    static final int MIN_CELLS = 4;

    private final double mean;
    private final double error;
    private final double freedom;

    private SpeedTest(double mean, double error, double freedom) {
        this.mean = mean;
        this.error = error;
        this.freedom = freedom;
    }

    /**
     * Of the runs of one cell.
     *
     * @param base figures of more than 0, at least {@value #MIN_RUNS}
     * @param candidate the same
     * @param machine how the machines compare
     */
    static SpeedTest ofRuns(double[] base, double[] candidate, MachineRatio machine) {
        double[] before = logs(base);
        double[] after = logs(candidate);
        double ofBase = variance(before) / before.length;
        double ofCandidate = variance(after) / after.length;
        return beside(
                machine,
                mean(after) - mean(before),
                ofBase + ofCandidate,
                MachineRatio.freedom(ofBase, before.length - 1, ofCandidate, after.length - 1));
    }

    /**
     * Of the ratios of several cells.
     *
     * @param ratios the candidate's figure by the base's, at least {@value #MIN_CELLS}
     * @param machine how the machines compare
     */
    static SpeedTest ofCells(double[] ratios, MachineRatio machine) {
        double[] logs = logs(ratios);
        return beside(machine, mean(logs), variance(logs) / logs.length, logs.length - 1);
    }

    /** The machines' ratio is measured too, and not exactly: a variance more, with degrees of freedom of its own. */
    private static SpeedTest beside(MachineRatio machine, double mean, double variance, double freedom) {
        return new SpeedTest(
                mean - machine.log(),
                Math.sqrt(variance + machine.variance()),
                MachineRatio.freedom(variance, freedom, machine.variance(), machine.freedom()));
    }

    /** The candidate's figure by the base's. */
    double ratio() {
        return Math.exp(mean);
    }

    /** How likely so much is if the ratio is at most {@code times}. */
    double more(double times) {
        return tail(mean - Math.log(times));
    }

    /** How likely so little is if the ratio is at least {@code times}. */
    double less(double times) {
        return tail(Math.log(times) - mean);
    }

    private double tail(double beyond) {
        if (error == 0) {
            return beyond > 0 ? 0 : 1;
        }
        return TDistribution.of(freedom).survivalProbability(beyond / error);
    }

    double low(double confidence) {
        return Math.exp(mean - margin(confidence));
    }

    double high(double confidence) {
        return Math.exp(mean + margin(confidence));
    }

    private double margin(double confidence) {
        return error == 0 ? 0 : error * TDistribution.of(freedom).inverseSurvivalProbability((1 - confidence) / 2);
    }

    private static double[] logs(double[] values) {
        return Arrays.stream(values).map(Math::log).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1);
    }
}
