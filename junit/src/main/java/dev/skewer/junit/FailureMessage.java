package dev.skewer.junit;

import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Stories;
import dev.skewer.harness.console.WorkflowStream;
import dev.skewer.results.Printable;
import dev.skewer.results.summary.RunSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The message of a failed test: what was found, as a story, and what to do about it. What comes from a history is made printable. */
final class FailureMessage {
    private static final int COLUMNS = 100;
    private static final Paint PLAIN = new Paint(false);

    private final List<String> lines = new ArrayList<>();

    private FailureMessage() {}

    /**
     * The message of a run.
     *
     * @param expected anomalies that it was to show; none: it was to be valid
     */
    static String of(ConsistencyOutcome outcome, List<String> expected) {
        RunSummary run = outcome.summary();
        FailureMessage message = new FailureMessage();
        String otherwise = expected.isEmpty() ? "" : ", and expected was " + String.join(", ", expected);
        message.lines.add(
                Printable.line(run.title()) + ", seed " + run.seed() + ": " + found(run.verdict()) + otherwise);
        run.problems().forEach(problem -> message.lines.add("  problem: " + Printable.line(problem)));
        message.verdict(run.verdict());
        message.pointers(outcome.report(), run.check());
        message.lines.add("again   " + run.again());
        return message.text();
    }

    /**
     * The message of the check of a history.
     *
     * @param name what it is called
     * @param claim what it was to be, such as {@code linearizable as register}
     * @param report the page
     * @param check the command that gives the verdict again; empty if there is none
     */
    static String of(String name, String claim, Verdict verdict, Path report, String check) {
        FailureMessage message = new FailureMessage();
        String what = verdict.valid() == Validity.FALSE ? " is not " : " could not be shown to be ";
        message.lines.add(Printable.line(name) + what + claim + ": " + found(verdict));
        message.verdict(verdict);
        message.pointers(report, check);
        return message.text();
    }

    private static String found(Verdict verdict) {
        return verdict.valid() == Validity.FALSE ? Stories.counts(verdict) : "verdict " + verdict.valid();
    }

    private void verdict(Verdict verdict) {
        verdict.notes().forEach(note -> lines.add("  " + Printable.line(note)));
        if (!verdict.anomalies().isEmpty()) {
            lines.add("");
            lines.addAll(Stories.all(verdict, PLAIN, COLUMNS));
        }
        lines.add("");
    }

    private void pointers(Path report, String check) {
        lines.add("report  " + report.toUri());
        if (!check.isEmpty()) {
            lines.add("check   " + check);
        }
    }

    private String text() {
        // A build prints it, maybe where a CI system reads what is printed for commands.
        return WorkflowStream.guarded(String.join(System.lineSeparator(), lines));
    }
}
