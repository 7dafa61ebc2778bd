package dev.skewer.checker.transaction.explain;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Example;
import dev.skewer.checker.transaction.graph.Cycle;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.List;

/** Tells cycles. */
public final class CycleStories {
    private final TransactionHistory h;
    private final DependencyReasons reasons;

    /** For a history. */
    public CycleStories(TransactionHistory history) {
        h = history;
        reasons = switch (history.type) {
            case LIST -> new ListReasons(history);
            case REGISTER -> new ValueReasons(history);
            case SET -> new SetReasons(history);
        };
    }

    /** The story of a cycle. */
    public Example tell(Cycle cycle, String kind) {
        Story story = new Story(h);
        int size = cycle.size();
        List<Integer> transactions = cycle.transactions();
        for (int i = 0; i < size; i++) {
            int from = transactions.get(i);
            int to = transactions.get((i + 1) % size);
            EdgeType type = cycle.types().get(i);
            story.edge(from, to, type, reason(from, to, type));
        }
        StringBuilder why = new StringBuilder();
        for (int i = 0; i < size; i++) {
            int from = transactions.get(i);
            int to = transactions.get((i + 1) % size);
            String sentence = reason(from, to, cycle.types().get(i)).text(story.name(from), story.name(to));
            why.append(sentence)
                    .append(", so ")
                    .append(story.name(from))
                    .append(i == 0 ? " comes before " : " before ")
                    .append(story.name(to))
                    .append(i < size - 1 ? "; " : ". ");
        }
        return story.tell(title(cycle, kind), why + "No order of these transactions has all of that.");
    }

    /** Why one transaction is before another. */
    Reason reason(int from, int to, EdgeType type) {
        return switch (type) {
            case WW, WR, RW, RWP -> reasons.of(from, to, type);
            case PROCESS ->
                new Reason(-1, "process " + h.processName(from) + " called " + Reason.FROM + " before " + Reason.TO);
            case REALTIME -> new Reason(-1, Reason.FROM + " had returned before " + Reason.TO + " was called");
        };
    }

    private static String title(Cycle cycle, String kind) {
        int reads = cycle.antidependencies();
        String what = reads == 0
                ? cycle.count(EdgeType.WR) == 0 ? "Writes of " : "Information that flowed in a circle between "
                : reads == 1
                        ? "Read skew among "
                        : cycle.hasAdjacentAntidependencies() ? "Write skew among " : "A long fork among ";
        String phantom = cycle.needsPredicates() ? ", by what was looked for and not found" : "";
        String order = kind.endsWith("-realtime")
                ? ", in real time"
                : kind.endsWith("-process") ? ", in the order of a process" : "";
        return what + cycle.size() + " transactions"
                + (reads == 0 && cycle.count(EdgeType.WR) == 0 ? " that are interleaved" : "") + phantom + order;
    }
}
