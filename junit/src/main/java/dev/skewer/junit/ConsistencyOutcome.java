package dev.skewer.junit;

import dev.skewer.checker.Verdict;
import dev.skewer.results.summary.RunSummary;
import java.nio.file.Path;

/**
 * What came of one run of a {@link ConsistencyTest}. A parameter of the test's method may be of this type, or of {@link RunSummary} or
 * {@link Verdict}.
 *
 * @param summary everything that is known of the run
 * @param folder what it left: history, verdict, report, log
 */
public record ConsistencyOutcome(RunSummary summary, Path folder) {
    /** What the checker says, and what the run adds to it. */
    public Verdict verdict() {
        return summary.verdict();
    }

    /** The page for people. */
    public Path report() {
        return folder.resolve("report.html");
    }

    /** What clients saw. */
    public Path history() {
        return folder.resolve(summary.history());
    }
}
