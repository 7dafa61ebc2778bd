package dev.skewer.results.comparison;

import dev.skewer.checker.Validity;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.CheckedHistory;
import dev.skewer.results.summary.Latency;
import dev.skewer.results.summary.RunSummary;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is compared of one run.
 *
 * @param valid its verdict
 * @param ops client operations
 * @param opportunities chances to fail
 * @param anomalies how often each was found
 * @param opsPerSecond client operations per second; 0 if that is not known
 * @param latency of its operations
 * @param isRerun whether it was made as others of its cell had shown that this is needed: it may show what is wrong, and no figure is taken from it, as what was chosen for
 *     how it turned out is no sample
 */
public record ComparedRun(
        Validity valid,
        long ops,
        long opportunities,
        SortedMap<String, Long> anomalies,
        double opsPerSecond,
        Latency latency,
        boolean isRerun) {
    /** Copies the map. */
    public ComparedRun {
        anomalies = Collections.unmodifiableSortedMap(new TreeMap<>(anomalies));
    }

    static ComparedRun of(CampaignSummary.Run run) {
        // What an unavailable target did until then is no measure of its speed.
        double speed = run.isUnavailable() ? 0 : run.opsPerSecond();
        return new ComparedRun(
                run.valid(), run.ops(), run.opportunities(), run.anomalies(), speed, run.latency(), run.isRerun());
    }

    static ComparedRun of(CheckedHistory history) {
        var counts = new TreeMap<String, Long>();
        history.verdict().anomalies().forEach((name, anomaly) -> counts.put(name, anomaly.count()));
        boolean isTimed = history instanceof RunSummary run && run.ending() != RunSummary.Ending.UNAVAILABLE;
        return new ComparedRun(
                history.valid(),
                history.verdict().ops(),
                history.verdict().opportunities(),
                counts,
                isTimed ? ((RunSummary) history).opsPerSecond() : 0,
                isTimed ? Latency.of(((RunSummary) history).measured().functions()) : Latency.NONE,
                false);
    }
}
