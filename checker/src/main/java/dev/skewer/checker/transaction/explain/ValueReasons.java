package dev.skewer.checker.transaction.explain;

import static dev.skewer.checker.transaction.explain.Reason.FROM;
import static dev.skewer.checker.transaction.explain.Reason.TO;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.history.Token;
import org.jspecify.annotations.Nullable;

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
        if (type.isAntidependency()) {
            Reason sure = overwritten(from, to, type);
            if (sure != null) {
                return sure;
            }
        }
        Reason repeated = null;
        for (int a = h.firstMicroOp[from]; a < h.endMicroOp[from]; a++) {
            for (int b = h.firstMicroOp[to]; b < h.endMicroOp[to]; b++) {
                if (h.key(a) != h.key(b)) {
                    continue;
                }
                if (fits(a, b, type)) {
                    return reason(a, b, type);
                }
                if (type == EdgeType.RW && h.reads(a) && !h.reads(b)) {
                    repeated = reason(a, b, type);
                }
            }
        }
        if (repeated != null) {
            return repeated;
        }
        throw new IllegalStateException(
                "transactions " + from + " and " + to + " do not depend on each other by " + type);
    }

    /** Why a read is before a write for which the writer read the same version first, or that nothing can be below; null if that is not so. */
    private @Nullable Reason overwritten(int from, int to, EdgeType type) {
        for (int a = h.firstMicroOp[from]; a < h.endMicroOp[from]; a++) {
            int read = -1;
            boolean isOfType = h.reads(a) && h.isMissing(a) == (type == EdgeType.RWP);
            for (int b = h.firstMicroOp[to]; isOfType && b < h.endMicroOp[to]; b++) {
                if (h.key(a) == h.key(b)) {
                    boolean isSame = read >= 0 && h.value[read] == h.value[a];
                    if (!h.reads(b) && (isSame || h.value[a] == Token.NIL)) {
                        return reason(a, b, type);
                    }
                    read = h.reads(b) && read < 0 ? b : read;
                }
            }
        }
        return null;
    }

    private boolean fits(int a, int b, EdgeType type) {
        return switch (type) {
            case WW -> !h.reads(a) && !h.reads(b);
            case WR -> !h.reads(a) && h.reads(b) && h.value[a] == h.value[b];
            case RW ->
                h.reads(a)
                        && !h.isMissing(a)
                        && h.value[a] != TransactionHistory.UNKNOWN
                        && !h.reads(b)
                        && h.value[a] != h.value[b];
            case RWP -> h.isMissing(a) && !h.reads(b) && h.value[a] != h.value[b];
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
                    case RWP ->
                        FROM + " asked for " + text.asked(a) + " and did not find " + name + ", to which " + TO
                                + " wrote " + text.token(h.value[b]);
                    default ->
                        FROM + " read " + text.read(a) + " from " + name + ", over which " + TO + " wrote "
                                + text.token(h.value[b]);
                });
    }
}
