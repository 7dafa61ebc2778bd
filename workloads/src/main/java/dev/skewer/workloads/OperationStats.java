package dev.skewer.workloads;

import java.time.Duration;
import java.util.function.DoubleToLongFunction;

/**
 * What one kind of operation did in a run, the final reads left out.
 *
 * @param count how many began
 * @param ok ended well
 * @param fail ended without effect
 * @param info ended with unknown effect
 * @param perSecond how many ended per second of the run
 * @param latency told a percentile, 0 … 100, says in how many nanoseconds, to three digits, so many of those that ended ok had come
 *     from invocation to completion; zero if none ended ok
 */
public record OperationStats(
        long count, long ok, long fail, long info, double perSecond, DoubleToLongFunction latency) {
    /**
     * A percentile of the latency; zero if none ended ok.
     *
     * @param percentile 0 … 100, such as 99.9
     */
    public Duration percentile(double percentile) {
        return Duration.ofNanos(latency.applyAsLong(percentile));
    }

    /** The longest; zero if none ended ok. */
    public Duration max() {
        return percentile(100);
    }
}
