package dev.skewer.site.index;

import dev.skewer.checker.Validity;
import dev.skewer.results.summary.SummaryHead;
import java.util.List;
import java.util.Map;

/**
 * A run, or a cell of a campaign, as a listing knows it. The names in it are shared between all that have the same.
 *
 * @param id tells a cell from the others in any campaign; empty of a run
 * @param name of a cell; empty of a run
 * @param workload what was done
 * @param target to what
 * @param faults while what happened
 * @param expected what a cell was to turn out to be; empty of a run
 * @param outcome whether it did; of a run {@link SummaryHead.Outcome#AS_EXPECTED}
 * @param verdict of the checker
 * @param anomalies found, name to count
 * @param ops client operations
 * @param opsPerSecond the same per second, rounded
 * @param opportunities chances to fail
 */
public record Cell(
        String id,
        String name,
        String workload,
        String target,
        List<String> faults,
        String expected,
        SummaryHead.Outcome outcome,
        Validity verdict,
        Map<String, Long> anomalies,
        long ops,
        long opsPerSecond,
        long opportunities) {
    /** Copies the collections. */
    public Cell {
        faults = List.copyOf(faults);
        anomalies = Map.copyOf(anomalies);
    }
}
