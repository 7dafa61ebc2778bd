package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.checker.journal.history.JournalHistoryBuilder;
import dev.skewer.checker.journal.oracle.RandomHistories.Sample;
import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import java.util.ArrayList;
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
        return complaint(ops, Oracle.linearizable(ops));
    }

    /**
     * What is wrong with the checker's verdict on a history among whose invocations others were read.
     *
     * @param step how far apart they are numbered; see {@link SmallHistory#spread}
     */
    static @Nullable String complaint(List<SmallOp> ops, int step) {
        return complaint(SmallHistory.spread(ops, step), Oracle.linearizable(ops));
    }

    static @Nullable String complaint(List<SmallOp> ops, boolean right) {
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

    /**
     * The checker's verdict on a history with so many reads of nothing behind it that no search of all of it at once is
     * tried: what the checker can decide of a history of any length.
     *
     * @param ops at least one operation
     */
    static Verdict checkAmidTrivia(List<SmallOp> ops) {
        JournalHistoryBuilder builder = new JournalHistoryBuilder();
        List<Event> last = new ArrayList<>(List.of(new Event(new Symbols())));
        SmallHistory.feed(ops, event -> {
            builder.accept(event);
            last.set(0, event);
        });
        Event event = last.get(0);
        event.f = event.symbols.intern("scan");
        event.process = 1000;
        for (int scan = 0; scan < 11; scan++) {
            trivia(event, EventType.INVOKE, builder);
            trivia(event, EventType.OK, builder);
        }
        return JournalChecker.check(builder.build(), Budget.unlimited());
    }

    private static void trivia(Event event, EventType type, JournalHistoryBuilder builder) {
        event.type = type;
        event.index++;
        event.time += 1000;
        Tape value = event.value;
        value.clear();
        int all = value.begin(Token.VECTOR);
        for (int id = 1000; id < 3000; id++) {
            if (type == EventType.INVOKE) {
                value.addInt(id);
            } else {
                int map = value.begin(Token.MAP);
                value.addKeyword(event.symbols.intern("id"));
                value.addInt(id);
                value.addKeyword(event.symbols.intern("metadata"));
                value.addNil();
                value.addKeyword(event.symbols.intern("journal"));
                value.end(value.begin(Token.VECTOR));
                value.end(map);
            }
        }
        value.end(all);
        builder.accept(event);
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
