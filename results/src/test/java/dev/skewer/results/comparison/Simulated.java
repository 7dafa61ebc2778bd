package dev.skewer.results.comparison;

import dev.skewer.results.summary.IsolationCost.Spread;
import dev.skewer.results.summary.ReferenceSpeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Counts as runs have them: of a Poisson distribution whose rate differs between runs, by a gamma distribution. */
final class Simulated {
    private final SplittableRandom random;

    Simulated(long seed) {
        random = new SplittableRandom(seed);
    }

    /**
     * Counts of one side.
     *
     * @param runs how many
     * @param mean of the counts
     * @param shape of the gamma distribution; 0 for counts that differ by chance only, 1 for those that differ as much as they are large
     */
    Counts counts(int runs, double mean, int shape) {
        var events = new ArrayList<Long>();
        var opportunities = new ArrayList<Long>();
        for (int i = 0; i < runs; i++) {
            // Runs are not equally long either.
            long length = random.nextLong(5_000, 10_000);
            double rate = mean / 7_500;
            events.add(poisson(rate * length * (shape == 0 ? 1 : gamma(shape))));
            opportunities.add(length);
        }
        return new Counts(events, opportunities);
    }

    /** Of mean 1. */
    private double gamma(int shape) {
        double sum = 0;
        for (int i = 0; i < shape; i++) {
            sum += exponential();
        }
        return sum / shape;
    }

    private long poisson(double mean) {
        long count = -1;
        for (double time = 0; time <= mean; time += exponential()) {
            count++;
        }
        return count;
    }

    private double exponential() {
        return -Math.log(1 - random.nextDouble());
    }

    /** Figures around a value, as far apart as the logarithm's standard deviation says. */
    double[] figures(int runs, double value, double deviation) {
        double[] figures = new double[runs];
        for (int i = 0; i < runs; i++) {
            figures[i] = value * Math.exp(deviation * normal());
        }
        return figures;
    }

    /** What a machine's reference comes to whose rounds are so far apart. */
    ReferenceSpeed reference(int rounds, double value, double deviation) {
        double[] sorted =
                Arrays.stream(figures(rounds, value, deviation)).sorted().toArray();
        var spread = new Spread(sorted[rounds / 2], sorted[rounds / 4], sorted[rounds - 1 - rounds / 4]);
        return new ReferenceSpeed(rounds, spread, spread);
    }

    double normal() {
        return Math.sqrt(2 * exponential()) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
