package dev.skewer.results.summary;

/**
 * How the operations of one function fared.
 *
 * @param function its name, such as {@code read}
 * @param ok operations that took effect
 * @param fail operations that certainly did not
 * @param info operations of unknown outcome
 * @param p50 nanoseconds within which half of them completed
 * @param p90 nanoseconds within which 90 % completed
 * @param p99 nanoseconds within which 99 % completed
 * @param p999 nanoseconds within which 99.9 % completed
 * @param max nanoseconds of the slowest
 */
public record FunctionStats(
        String function, long ok, long fail, long info, long p50, long p90, long p99, long p999, long max) {
    /** Those that ended, in whatever way. */
    public long ended() {
        return ok + fail + info;
    }
}
