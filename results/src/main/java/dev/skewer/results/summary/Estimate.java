package dev.skewer.results.summary;

/**
 * How a figure of one side compares with that of the other.
 *
 * @param measure what is compared: {@code rate} (anomalies per million opportunities), {@code throughput} (client operations per second),
 *     {@code p50} or {@code p99} (nanoseconds), or {@code detection} (client operations until an anomaly was found)
 * @param base the figure of the base
 * @param candidate the figure of the candidate
 * @param ratio the candidate's by the base's, after what is said of their machines; infinite where the base's is 0
 * @param low the lower end of the ratio's confidence interval; 0 if there is none
 * @param high its upper end; infinite if there is none
 * @param p how likely a difference as large as this one is where there is none beyond the minimal effect, corrected for all that was tested
 *     beside it; NaN if nothing was tested
 */
public record Estimate(String measure, double base, double candidate, double ratio, double low, double high, double p) {
    /** Anomalies per million opportunities. */
    public static final String RATE = "rate";
    /** Client operations per second. */
    public static final String THROUGHPUT = "throughput";
    /** The latency within which half of the operations returned, in nanoseconds. */
    public static final String P50 = "p50";
    /** The latency within which 99 % of the operations returned, in nanoseconds. */
    public static final String P99 = "p99";
    /** Client operations until an anomaly was found. */
    public static final String DETECTION = "detection";

    /** The same with another probability. */
    public Estimate withP(double other) {
        return new Estimate(measure, base, candidate, ratio, low, high, other);
    }

    /** Whether there is an interval at all. */
    public boolean hasInterval() {
        return low > 0 || high < Double.POSITIVE_INFINITY;
    }
}
