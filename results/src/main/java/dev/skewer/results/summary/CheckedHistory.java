package dev.skewer.results.summary;

import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import java.util.List;
import java.util.Optional;

/** What is known of a history that was checked, whoever recorded it. */
public sealed interface CheckedHistory extends Summary permits RunSummary, CheckSummary {
    /** What tells it from others for a program, the same each time that the same is done: twelve hexadecimal digits. */
    String id();

    /** What the history is of, in one line. */
    String title();

    /** What the checker says, and what the run adds to it. */
    Verdict verdict();

    /** What the verdict cost. */
    CheckCost cost();

    /** The command that checks the history again: the exact repetition of the verdict. */
    String check();

    /** Counts and latencies; nothing if they were not asked for. */
    Optional<OperationMetrics> metrics();

    /** The history around the examples of the verdict; nothing where they were not kept. */
    List<Excerpt> excerpts();

    @Override
    default Validity valid() {
        return verdict().valid();
    }

    /** Findings of all names together. */
    default long anomalyCount() {
        return verdict().anomalies().values().stream()
                .mapToLong(anomaly -> anomaly.count())
                .sum();
    }
}
