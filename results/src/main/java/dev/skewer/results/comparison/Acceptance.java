package dev.skewer.results.comparison;

import java.time.LocalDate;

/**
 * Something that is not as expected, known, and accepted for the time being.
 *
 * @param cell the key of the cell in which it is
 * @param test the cell's name, for a person
 * @param anomaly the name of an anomaly; {@value #UNKNOWN} for a verdict that is unknown; {@value #NOT_FOUND} for an expected anomaly that is not found
 * @param until the last day on which it holds
 * @param reason why, in a line
 * @param place where it is written, such as {@code baseline.yaml:12}
 */
public record Acceptance(String cell, String test, String anomaly, LocalDate until, String reason, String place) {
    /** That the verdict is unknown. */
    public static final String UNKNOWN = "unknown";
    /** That an anomaly which is expected is not found. */
    public static final String NOT_FOUND = "not-found";

    /** Whether it does not hold any more. */
    public boolean isExpired(LocalDate today) {
        return today.isAfter(until);
    }
}
