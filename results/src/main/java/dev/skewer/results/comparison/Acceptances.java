package dev.skewer.results.comparison;

import java.time.LocalDate;
import java.util.List;

/**
 * What is accepted on a day.
 *
 * @param all of them, those that have expired too
 * @param today the day
 */
public record Acceptances(List<Acceptance> all, LocalDate today) {
    /** Nothing is. */
    public static final Acceptances NONE = new Acceptances(List.of(), LocalDate.EPOCH);

    /** Copies the list. */
    public Acceptances {
        all = List.copyOf(all);
    }

    /** Whether something is accepted in a cell, and that has not expired. */
    boolean isAccepted(String cell, String anomaly) {
        return all.stream()
                .anyMatch(each -> each.cell().equals(cell) && each.anomaly().equals(anomaly) && !each.isExpired(today));
    }
}
