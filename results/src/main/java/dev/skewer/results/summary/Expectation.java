package dev.skewer.results.summary;

import dev.skewer.checker.Validity;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What a cell of a campaign must turn out to be.
 *
 * @param text as the campaign file says it: {@link #VALID}, {@link #VALID_OR_UNAVAILABLE}, {@link #LOST_SUFFIX}, {@link #DETECTED}, or names of
 *     anomalies
 * @param anomalies each must be found, in at least one run; empty means that every run must be valid
 */
public record Expectation(String text, List<String> anomalies) {
    /** Every run is valid. */
    public static final String VALID = "valid";
    /** Every run is valid, or was until the target did not answer any more. */
    public static final String VALID_OR_UNAVAILABLE = "valid-or-unavailable";
    /** Every run is valid, and in at least one a crash undid something that was acknowledged, as the target's promise allows. */
    public static final String LOST_SUFFIX = "lost-suffix";
    /** The anomalies that planted mistakes claim to cause are found. */
    public static final String DETECTED = "detected";

    /** Copies the list. */
    public Expectation {
        anomalies = List.copyOf(anomalies);
    }

    /** Whether a target may stop to answer: a run that found nothing until then is not held against it. */
    public boolean allowsUnavailable() {
        return text.equals(VALID_OR_UNAVAILABLE);
    }

    /** Whether the promise allows crashes to undo what was acknowledged, and that is to be seen. */
    private boolean asksForLoss() {
        return text.equals(LOST_SUFFIX);
    }

    /** Whether the expectation is that the store keeps its promise. */
    public boolean isValid() {
        return anomalies.isEmpty();
    }

    /**
     * Whether it was met by all the runs of a cell. That a cell is run again can only take it away: each run must be valid where that is expected, and what is
     * expected to be seen must be seen by the runs that were planned.
     */
    public boolean isMetBy(Collection<CampaignSummary.Run> runs) {
        if (isValid()) {
            return !runs.isEmpty()
                    && runs.stream()
                            .allMatch(run ->
                                    run.valid() == Validity.TRUE || (allowsUnavailable() && run.wasUnavailable()))
                    && (!asksForLoss()
                            || runs.stream()
                                    .anyMatch(run ->
                                            !run.isRerun() && run.faults().undone() > 0));
        }
        return anomalies.stream()
                .allMatch(name -> runs.stream()
                        .anyMatch(run -> !run.isRerun() && run.anomalies().containsKey(name)));
    }

    /**
     * Whether one run alone has shown all that is expected, so that it need not go on.
     *
     * @param found names of the anomalies found so far
     */
    public boolean isShownBy(Set<String> found) {
        return !isValid() && found.containsAll(anomalies);
    }
}
