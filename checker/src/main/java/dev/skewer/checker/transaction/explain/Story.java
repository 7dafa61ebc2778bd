package dev.skewer.checker.transaction.explain;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Example;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The transactions of one story, and what each is called in it: T1, T2, … in the order in which they began. */
final class Story {
    private final TransactionHistory h;
    private final TransactionText text;
    /** Roles by transaction, in the order in which these began. */
    private final Map<Integer, String> roles = new TreeMap<>();

    private final BitSet subjects = new BitSet();
    private final List<Edge> edges = new ArrayList<>();

    private record Edge(int from, int to, EdgeType type, Reason reason) {}

    Story(TransactionHistory history) {
        h = history;
        text = new TransactionText(history);
    }

    /** Adds a transaction, unless it is there already. */
    Story with(int transaction, String role) {
        roles.merge(transaction, role, (known, other) -> known.isEmpty() ? other : known);
        return this;
    }

    /** Says that the story is about an object. */
    Story about(int key) {
        subjects.set(key);
        return this;
    }

    /** Says what puts one transaction before another, and adds both. */
    Story edge(int from, int to, EdgeType type, Reason reason) {
        with(from, "").with(to, "");
        if (reason.key() >= 0) {
            about(reason.key());
        }
        edges.add(new Edge(from, to, type, reason));
        return this;
    }

    /** What a transaction is called; known once all have been added. */
    String name(int transaction) {
        return "T" + (new ArrayList<>(roles.keySet()).indexOf(transaction) + 1);
    }

    /** The story of what was added. */
    Example tell(String title, String contradiction) {
        List<Example.Step> steps = new ArrayList<>();
        roles.forEach((transaction, role) -> steps.add(step(transaction, role)));
        List<Example.Edge> told = edges.stream()
                .map(edge -> new Example.Edge(
                        name(edge.from), name(edge.to), edge.type, edge.reason.text(name(edge.from), name(edge.to))))
                .toList();
        return new Example(title, steps, told, contradiction);
    }

    private Example.Step step(int t, String role) {
        boolean isKnown = h.completed[t] != TransactionHistory.NEVER;
        return new Example.Step(
                name(t),
                h.index(t),
                h.processName(t),
                h.invokeTime[t],
                isKnown ? h.completeTime[t] : -1,
                "txn",
                kind(t),
                text.transaction(t, subjects),
                role);
    }

    private Example.Kind kind(int t) {
        boolean reads = false;
        boolean writes = false;
        for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t]; m++) {
            reads |= h.reads(m);
            writes |= !h.reads(m);
        }
        return writes ? reads ? Example.Kind.OTHER : Example.Kind.ADD : Example.Kind.READ;
    }
}
