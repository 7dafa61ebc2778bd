package dev.skewer.results.measure;

import dev.skewer.results.summary.LatencySeries;
import dev.skewer.results.summary.LatencySeries.Bucket;
import dev.skewer.results.summary.LatencySeries.Point;
import dev.skewer.results.summary.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/**
 * The latencies of one function over time: a histogram for each bucket of time, and the slowest operation in it.
 *
 * <p>A histogram of one decimal digit has 16 to 32 steps in each doubling of the latency, and is told by the middle of a step, which is
 * within about 3 %. It takes 2 or 3 KB, and all of a function less than a megabyte.
 */
final class LatencyRecorder {
    private static final int DIGITS = 1;
    /** How many operations are kept one by one, besides the slowest of each bucket. */
    private static final int SAMPLE = 300;

    private final String function;
    private final Reservoir sample;
    private final @Nullable IntCountsHistogram[] ok = new IntCountsHistogram[Buckets.COUNT];
    private final long[] fail = new long[Buckets.COUNT];
    private final long[] info = new long[Buckets.COUNT];
    private final long[] max = new long[Buckets.COUNT];
    private final long[] maxAt = new long[Buckets.COUNT];

    /**
     * Nothing yet.
     *
     * @param seed of the sample
     */
    LatencyRecorder(String function, long seed) {
        this.function = function;
        sample = new Reservoir(SAMPLE, seed);
    }

    /**
     * Takes an operation that has ended.
     *
     * @param bucket that of its end
     * @param at when it ended
     * @param nanos how long it took, at least 0
     */
    void accept(int bucket, long at, long nanos, Outcome outcome) {
        sample.accept(at, nanos, outcome);
        switch (outcome) {
            case OK -> {
                IntCountsHistogram latencies = ok[bucket];
                if (latencies == null) {
                    latencies = new IntCountsHistogram(DIGITS);
                    ok[bucket] = latencies;
                }
                if (latencies.getTotalCount() == 0 || nanos > max[bucket]) {
                    max[bucket] = nanos;
                    maxAt[bucket] = at;
                }
                latencies.recordValue(nanos);
            }
            case FAIL -> fail[bucket]++;
            case INFO, OPEN -> info[bucket]++;
        }
    }

    /** Merges neighbours. */
    void merge() {
        for (int i = 0; i < Buckets.COUNT; i++) {
            int left = 2 * i;
            int right = left + 1;
            boolean isThere = right < Buckets.COUNT;
            fail[i] = isThere ? fail[left] + fail[right] : 0;
            info[i] = isThere ? info[left] + info[right] : 0;
            mergeOk(i, left, right, isThere);
        }
    }

    private void mergeOk(int into, int left, int right, boolean isThere) {
        IntCountsHistogram first = isThere ? ok[left] : null;
        IntCountsHistogram second = isThere ? ok[right] : null;
        if (first == null || (second != null && max[right] > max[left])) {
            max[into] = isThere ? max[right] : 0;
            maxAt[into] = isThere ? maxAt[right] : 0;
        } else {
            max[into] = max[left];
            maxAt[into] = maxAt[left];
        }
        if (first != null && second != null) {
            first.add(second);
        }
        ok[into] = first == null ? second : first;
    }

    /** What was measured so far. */
    LatencySeries series(Buckets row) {
        var buckets = new ArrayList<Bucket>();
        var points = new LinkedHashSet<>(sample.points());
        for (int i = 0; i < row.used(); i++) {
            IntCountsHistogram latencies = ok[i];
            if (latencies == null) {
                long none = LatencySeries.NONE;
                buckets.add(new Bucket(0, fail[i], info[i], none, none, none, none));
            } else {
                points.add(new Point(maxAt[i], max[i], Outcome.OK));
                buckets.add(new Bucket(
                        latencies.getTotalCount(),
                        fail[i],
                        info[i],
                        percentile(latencies, 50, max[i]),
                        percentile(latencies, 90, max[i]),
                        percentile(latencies, 99, max[i]),
                        max[i]));
            }
        }
        List<Point> sorted = points.stream()
                .sorted(Comparator.comparingLong(Point::at).thenComparingLong(Point::latency))
                .toList();
        return new LatencySeries(function, row.width(), buckets, sorted);
    }

    private static long percentile(IntCountsHistogram latencies, double percentile, long max) {
        return Math.min(max, latencies.medianEquivalentValue(latencies.getValueAtPercentile(percentile)));
    }
}
