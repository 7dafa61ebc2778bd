package dev.skewer.harness.campaign;

import dev.skewer.checker.Validity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a campaign.
 *
 * @param campaign what was to be done
 * @param folder where everything is, as the user would write it
 * @param cells what was done; fewer than planned if it was cut short
 * @param costOfIsolation a row an isolation; empty if it was not measured
 * @param failure why it could not be carried out or kept whole (a full disk), in one line; null if it could
 */
public record CampaignOutcome(
        Campaign campaign,
        String folder,
        List<CellOutcome> cells,
        List<CostOfIsolation.Row> costOfIsolation,
        @Nullable String failure) {
    /** Copies the lists. */
    public CampaignOutcome {
        cells = List.copyOf(cells);
        costOfIsolation = List.copyOf(costOfIsolation);
    }

    /** Whether every planned cell was run to its end, or cannot be run here. */
    public boolean isComplete() {
        return cells.size() == campaign.cells().size() && cells.stream().allMatch(CellOutcome::isComplete);
    }

    /** How many cells cannot be run here. */
    public long skipped() {
        return cells.stream().filter(CellOutcome::isSkipped).count();
    }

    /** Whether nothing was run at all. */
    public boolean isEmpty() {
        return cells.stream().allMatch(cell -> cell.runs().isEmpty());
    }

    /**
     * The campaign as one verdict: false if a cell that was run is not as expected, or nothing was run, so that a gate which has
     * come to test nothing does not pass; unknown if all are as expected but some were not run to their end; true
     * otherwise. What cannot be run here, and was skipped, counts for nothing.
     */
    public Validity verdict() {
        boolean isWrong =
                cells.stream().anyMatch(cell -> cell.isComplete() && !cell.isSkipped() && !cell.isAsExpected());
        if (isWrong || isEmpty()) {
            return Validity.FALSE;
        }
        return isComplete() ? Validity.TRUE : Validity.UNKNOWN;
    }
}
