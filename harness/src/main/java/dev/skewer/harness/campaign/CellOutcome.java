package dev.skewer.harness.campaign;

import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.harness.run.TestRun;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came of one cell.
 *
 * @param cell what was to be done
 * @param runs what was done, and the folder of each run as the user would write it; fewer than planned if it was cut short
 * @param isComplete whether every planned run was made and none was interrupted
 * @param skipped why it cannot be run here, in one line; null if it can
 */
public record CellOutcome(
        Cell cell,
        List<Run> runs,
        boolean isComplete,
        @Nullable String skipped) {
    /** Copies the list. */
    public CellOutcome {
        runs = List.copyOf(runs);
    }

    /** A cell that cannot be run here. */
    static CellOutcome skipped(Cell cell, String why) {
        return new CellOutcome(cell, List.of(), true, why);
    }

    /** Whether it was left out, as it cannot be run here. */
    public boolean isSkipped() {
        return skipped != null;
    }

    /**
     * One run.
     *
     * @param folder where it is, as the user would write it
     * @param result what came of it
     */
    public record Run(String folder, TestRun.Result result) {
        /** Its verdict. */
        public Verdict verdict() {
            return result.summary().verdict();
        }
    }

    /** Whether the cell turned out as expected; a cell that was cut short did so only if it had shown it already. */
    public boolean isAsExpected() {
        boolean met = cell.expected().isMetBy(runs.stream().map(Run::verdict).toList());
        return met && (isComplete || !cell.expected().isValid());
    }

    /** The verdicts of all runs as one. */
    public Validity verdict() {
        return runs.stream()
                .map(run -> run.verdict().valid())
                .reduce(Validity::and)
                .orElse(Validity.UNKNOWN);
    }

    /** Client operations of all runs. */
    public long ops() {
        return runs.stream().mapToLong(run -> run.verdict().ops()).sum();
    }

    /** Opportunities to fail of all runs. */
    public long opportunities() {
        return runs.stream().mapToLong(run -> run.verdict().opportunities()).sum();
    }

    /** Client operations per second, over all runs. */
    public double opsPerSecond() {
        double seconds = runs.stream()
                        .mapToLong(run -> run.result().summary().elapsed().toNanos())
                        .sum()
                / 1e9;
        return seconds > 0 ? ops() / seconds : 0;
    }

    /** How often each anomaly was found, in all runs. */
    public SortedMap<String, Long> anomalies() {
        var counts = new TreeMap<String, Long>();
        for (Run run : runs) {
            run.verdict().anomalies().forEach((name, anomaly) -> counts.merge(name, anomaly.count(), Long::sum));
        }
        return Collections.unmodifiableSortedMap(counts);
    }
}
