package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.checker.journal.JournalHistoryBuilder;
import dev.skewer.checker.journal.oracle.RandomHistories.Sample;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Asks the checker and the oracle about the same history. */
final class Comparison {
    private Comparison() {}

    /**
     * What is wrong with the checker's verdict on a history.
     *
     * @return null if it is the oracle's, and has what a verdict must have
     */
    static @Nullable String complaint(List<SmallOp> ops) {
        boolean right = Oracle.linearizable(ops);
        Verdict verdict;
        try {
            verdict = check(ops);
        } catch (RuntimeException | AssertionError e) {
            return "the checker throws " + e;
        }
        Validity expected = right ? Validity.TRUE : Validity.FALSE;
        if (verdict.valid() != expected) {
            return "the oracle says " + expected + ", the checker " + verdict.valid() + " "
                    + new TreeSet<>(verdict.anomalies().keySet()) + verdict.notes();
        }
        if (right != verdict.anomalies().isEmpty()) {
            return "a verdict of " + expected + " with anomalies "
                    + verdict.anomalies().keySet();
        }
        boolean untold = verdict.anomalies().values().stream()
                .anyMatch(anomaly -> anomaly.count() < 1 || anomaly.examples().isEmpty());
        return untold ? "an anomaly without an example: " + verdict.anomalies() : null;
    }

    /** The checker's verdict. */
    static Verdict check(List<SmallOp> ops) {
        JournalHistoryBuilder builder = new JournalHistoryBuilder();
        SmallHistory.feed(ops, builder);
        return JournalChecker.check(builder.build(), Budget.unlimited());
    }

    /** A complaint about the smallest history that still gives one of the same kind, with that history as text. */
    static String report(Sample sample, String complaint) {
        List<SmallOp> smallest = Reductions.smallest(sample.ops(), smaller -> {
            String other = complaint(smaller);
            return other != null && kind(other).equals(kind(complaint));
        });
        return "; " + complaint(smallest) + "\n; from a history that is " + sample.sort() + " " + sample.origin() + "\n"
                + SmallHistory.edn(smallest);
    }

    /** A complaint without its particulars. */
    private static String kind(String complaint) {
        return complaint.replaceAll("\\[.*", "").strip();
    }
}
