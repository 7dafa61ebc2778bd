package dev.skewer.results.summary;

import java.util.List;

/**
 * How the operations of one function fared over time: a row of buckets that covers the run from its start, and some of its operations
 * one by one. An operation belongs to the bucket in which it ended; one that never did to none.
 *
 * @param function its name, such as {@code read}
 * @param bucketNanos what one bucket covers
 * @param buckets from the start of the run; those of all functions of a run cover the same
 * @param points by the time at which they ended: in each bucket the slowest that ended ok, and a random sample of all
 */
public record LatencySeries(String function, long bucketNanos, List<Bucket> buckets, List<Point> points) {
    /** In place of a latency: no operation ended ok. */
    public static final long NONE = -1;

    /** Copies the lists. */
    public LatencySeries {
        buckets = List.copyOf(buckets);
        points = List.copyOf(points);
    }

    /**
     * The operations that ended within one stretch of time.
     *
     * @param ok those that took effect
     * @param fail those that certainly did not
     * @param info those of unknown outcome
     * @param p50 nanoseconds within which half of those that ended ok did, to about 3 %; {@link #NONE} if none did
     * @param p90 the same of 90 %
     * @param p99 the same of 99 %
     * @param max nanoseconds of the slowest of them, exactly; {@link #NONE} if there is none
     */
    public record Bucket(long ok, long fail, long info, long p50, long p90, long p99, long max) {}

    /**
     * One operation.
     *
     * @param at when it ended, in nanoseconds since the start of the run
     * @param latency nanoseconds from its call to its end
     * @param outcome how it ended; never {@link Outcome#OPEN}
     */
    public record Point(long at, long latency, Outcome outcome) {}
}
