package dev.skewer.workloads;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What one kind of operation did in a run, the final reads left out.
 *
 * @param count how many began
 * @param ok ended well
 * @param fail ended without effect
 * @param info ended with unknown effect
 * @param perSecond how many ended per second of the run
 * @param latency nanoseconds from invocation to completion of those that ended ok, to three digits
 */
public record OperationStats(long count, long ok, long fail, long info, double perSecond, Histogram latency) {
    /**
     * A percentile of the latency; zero if none ended ok.
     *
     * @param percentile 0 … 100, such as 99.9
     */
    public Duration percentile(double percentile) {
        return Duration.ofNanos(latency.getValueAtPercentile(percentile));
    }

    /** The longest; zero if none ended ok. */
    public Duration max() {
        return Duration.ofNanos(latency.getMaxValue());
    }
}
