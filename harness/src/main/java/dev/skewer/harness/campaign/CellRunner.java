package dev.skewer.harness.campaign;

import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.PlannedCell;
import org.jspecify.annotations.Nullable;

/** Runs cells, one at a time. */
interface CellRunner extends AutoCloseable {
    /**
     * What came of a cell.
     *
     * @param cell its outcome, not complete if it was interrupted
     * @param failure why the campaign cannot go on (a full disk), in one line; null if it can
     */
    record Outcome(CampaignSummary.Cell cell, @Nullable String failure) {}

    /** Runs a cell; blocks until it is over or interrupted. */
    Outcome run(PlannedCell planned);

    /** Lets go of what it needs to run cells. */
    @Override
    void close();
}
