package dev.skewer.results.measure;

import dev.skewer.results.summary.LatencySeries.Point;
import dev.skewer.results.summary.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random sample of operations, in which each is with the same probability, however many there are: algorithm L of Li,
 * <i>Reservoir-sampling algorithms of time complexity O(n(1 + log(N/n)))</i> (ACM TOMS 20, 1994), which draws how many to pass over instead
 * of a number for each. The same operations give the same sample.
 */
final class Reservoir {

    private final SplittableRandom random;
    private final long[] at;
    private final long[] latency;
    private final Outcome[] outcome;
    /** The largest of as many random numbers as the sample is large, of those that all operations so far would have drawn. */
    private double weight = 1;

    private long seen;
    /** The number of the next operation that comes into the sample. */
    private long next;

    Reservoir(int size, long seed) {
        random = new SplittableRandom(seed);
        at = new long[size];
        latency = new long[size];
        outcome = new Outcome[size];
        weight = power();
        next = size + skip();
    }

    void accept(long time, long nanos, Outcome how) {
        long number = seen++;
        if (number < at.length) {
            set((int) number, time, nanos, how);
        } else if (number == next) {
            set(random.nextInt(at.length), time, nanos, how);
            weight *= power();
            next += 1 + skip();
        }
    }

    private void set(int place, long time, long nanos, Outcome how) {
        at[place] = time;
        latency[place] = nanos;
        outcome[place] = how;
    }

    private double power() {
        return Math.exp(Math.log(positive()) / at.length);
    }

    private long skip() {
        return (long) Math.floor(Math.log(positive()) / Math.log1p(-weight));
    }

    /** A random number above 0 and at most 1. */
    private double positive() {
        return 1 - random.nextDouble();
    }

    /** The sample, in no order. */
    List<Point> points() {
        var points = new ArrayList<Point>();
        for (int i = 0; i < Math.min(seen, at.length); i++) {
            points.add(new Point(at[i], latency[i], outcome[i]));
        }
        return points;
    }
}
