package dev.skewer.checker.transaction.explain;

import static dev.skewer.checker.transaction.explain.Reason.FROM;
import static dev.skewer.checker.transaction.explain.Reason.TO;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.history.TransactionHistory;

/**
 * Why transactions depend on each other that read and write registers: what was read names who wrote it; why one value came before
 * another is told as far as a single transaction shows it.
 */
final class ValueReasons implements DependencyReasons {
    private final TransactionHistory h;
    private final TransactionText text;

    ValueReasons(TransactionHistory history) {
        h = history;
        text = new TransactionText(history);
    }

    @Override
    public Reason of(int from, int to, EdgeType type) {
        for (int a = h.firstMicroOp[from]; a < h.endMicroOp[from]; a++) {
            for (int b = h.firstMicroOp[to]; b < h.endMicroOp[to]; b++) {
                if (h.key(a) == h.key(b) && fits(a, b, type)) {
                    return reason(a, b, type);
                }
            }
        }
        throw new IllegalStateException(
                "transactions " + from + " and " + to + " do not depend on each other by " + type);
    }

    private boolean fits(int a, int b, EdgeType type) {
        return switch (type) {
            case WW -> !h.reads(a) && !h.reads(b);
            case WR -> !h.reads(a) && h.reads(b) && h.value[a] == h.value[b];
            case RW -> h.reads(a) && !h.reads(b) && h.value[a] != h.value[b];
            case PROCESS, REALTIME -> throw new IllegalArgumentException(type + " is no dependency");
        };
    }

    private Reason reason(int a, int b, EdgeType type) {
        String name = text.key(h.key(a));
        return new Reason(
                h.key(a),
                switch (type) {
                    case WW ->
                        TO + " wrote " + text.token(h.value[b]) + " to " + name + " over the " + text.token(h.value[a])
                                + " that " + FROM + " wrote";
                    case WR -> TO + " read " + text.read(b) + " from " + name + ", which " + FROM + " wrote";
                    default ->
                        FROM + " read " + text.read(a) + " from " + name + ", over which " + TO + " wrote "
                                + text.token(h.value[b]);
                });
    }
}
