package dev.skewer.results.summary;

import java.util.Collection;
import java.util.function.ToLongFunction;

/**
 * The latencies of a run in two figures, to be compared with those of another: the geometric mean over its functions, each weighted with its
 * operations that ended {@code ok}. So the ratio of two runs is the mean of the ratios of their functions, and a function that takes a
 * thousand times as long as others does not drown them.
 *
 * @param p50Nanos of the times within which half of them returned; 0 if there are none
 * @param p99Nanos of the times within which 99 % of them returned; 0 if there are none
 */
public record Latency(long p50Nanos, long p99Nanos) {
    /** Of a run in which nothing ended {@code ok}. */
    public static final Latency NONE = new Latency(0, 0);

    /** The latencies of these functions together. */
    public static Latency of(Collection<FunctionStats> functions) {
        return new Latency(mean(functions, FunctionStats::p50), mean(functions, FunctionStats::p99));
    }

    private static long mean(Collection<FunctionStats> functions, ToLongFunction<FunctionStats> nanos) {
        double logs = 0;
        long weight = 0;
        for (FunctionStats function : functions) {
            // No clock shows less than a nanosecond.
            logs += function.ok() * Math.log((double) Math.max(1, nanos.applyAsLong(function)));
            weight += function.ok();
        }
        return weight == 0 ? 0 : Math.round(Math.exp(logs / weight));
    }
}
