package dev.skewer.results.comparison;

/**
 * When a comparison speaks up.
 *
 * @param minimalEffect what has to be exceeded to matter, as a part of the base: 0.2 is a rate that is more than 1.2 times the base's, or a throughput of less than 1 / 1.2 of it; 0 or more
 * @param significance how likely all that is claimed of figures may be without cause, all of it together; between 0 and 1
 * @param isSameMachine whether both sides were measured on one machine that was as fast both times, as the user says
 */
public record Thresholds(double minimalEffect, double significance, boolean isSameMachine) {
    /** What holds if nothing else is said. */
    public static final Thresholds STANDARD = new Thresholds(0.2, 0.01, false);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is not kept
     */
    public Thresholds {
        if (!(minimalEffect >= 0) || Double.isInfinite(minimalEffect) || !(significance > 0) || !(significance < 1)) {
            throw new IllegalArgumentException("thresholds out of range");
        }
    }

    /** The ratio beyond which a difference matters; its inverse on the other side. */
    double ratio() {
        return 1 + minimalEffect;
    }

    /** How sure an interval is that is shown beside a ratio. */
    double confidence() {
        return 1 - significance;
    }
}
