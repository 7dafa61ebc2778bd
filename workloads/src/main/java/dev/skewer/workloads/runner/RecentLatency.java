package dev.skewer.workloads.runner;

import org.HdrHistogram.Histogram;

/**
 * Latencies of the last one to two seconds: of a window that is full, and of the one that is being filled. A new window begins when
 * someone looks and the last one is old enough; so what is told never rests on a few moments alone. Used by one thread.
 */
final class RecentLatency {
    private static final long WINDOW_NANOS = 1_000_000_000;

    /** Enough to be looked at while it moves; both histograms together take some ten kilobytes. */
    private static final int DIGITS = 2;

    private Histogram full = new Histogram(DIGITS);
    private Histogram filling = new Histogram(DIGITS);
    private final Histogram both = new Histogram(DIGITS);
    private long since;

    /**
     * Takes one.
     *
     * @param nanos at least 0
     */
    void record(long nanos) {
        filling.recordValue(nanos);
    }

    /**
     * Looks at what there is, for {@link #percentile}.
     *
     * @param now nanoseconds since the run began
     */
    void at(long now) {
        both.reset();
        both.add(full);
        both.add(filling);
        if (now - since >= WINDOW_NANOS) {
            Histogram empty = full;
            full = filling;
            filling = empty;
            filling.reset();
            since = now;
        }
    }

    /**
     * A percentile, 0 … 100, of what was there at the last look, in nanoseconds; 0 if nothing was.
     *
     * @param percentile such as 99.9
     */
    long percentile(double percentile) {
        return both.getTotalCount() == 0 ? 0 : both.getValueAtPercentile(percentile);
    }
}
