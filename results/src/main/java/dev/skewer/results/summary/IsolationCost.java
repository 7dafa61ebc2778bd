package dev.skewer.results.summary;

/**
 * What the paired reads of one isolation level cost: figures over rounds that were made in turn with the other levels.
 *
 * @param isolation the level's name
 * @param rounds how many rounds there were
 * @param readsPerSecond paired reads of one thread
 * @param p50Nanos nanoseconds within which half of the reads of a round returned
 * @param p99Nanos nanoseconds within which 99 % of them returned
 * @param writesPerSecond writes of the other thread meanwhile
 */
public record IsolationCost(
        String isolation, int rounds, Spread readsPerSecond, Spread p50Nanos, Spread p99Nanos, Spread writesPerSecond) {
    /**
     * A figure over several rounds.
     *
     * @param median of all
     * @param low the lower quartile
     * @param high the upper quartile
     */
    public record Spread(double median, double low, double high) {
        /** Whether the middle halves of two figures do not meet, so that the one is more than the other beyond what rounds differ. */
        public boolean differsFrom(Spread other) {
            return low > other.high || high < other.low;
        }
    }
}
