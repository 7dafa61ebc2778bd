package dev.skewer.checker.transaction.explain;

import static dev.skewer.checker.transaction.explain.Reason.FROM;
import static dev.skewer.checker.transaction.explain.Reason.TO;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import org.jspecify.annotations.Nullable;

/** Why transactions depend on each other that read and append to lists. */
final class ListReasons implements DependencyReasons {
    private final TransactionHistory h;
    private final TransactionText text;

    ListReasons(TransactionHistory history) {
        h = history;
        text = new TransactionText(history);
    }

    @Override
    public Reason of(int from, int to, EdgeType type) {
        Reason best = nearest(from, to, type);
        if (best == null && type == EdgeType.WW) {
            Reason read = nearest(from, to, EdgeType.RW);
            read = read == null ? nearest(from, to, EdgeType.RWP) : read;
            best = read == null
                    ? committed(from, to)
                    : new Reason(
                            read.key(),
                            read.sentence()
                                    + ", and then appended itself, so its own came first or an update was lost");
        }
        if (best == null) {
            throw new IllegalStateException(
                    "transactions " + from + " and " + to + " do not depend on each other by " + type);
        }
        return best;
    }

    /** Of dirty reads, which show elements between that come and go. */
    private @Nullable Reason committed(int from, int to) {
        for (int a = h.firstMicroOp[from]; a < h.endMicroOp[from]; a++) {
            for (int b = h.firstMicroOp[to]; b < h.endMicroOp[to]; b++) {
                if (!h.reads(a) && !h.reads(b) && h.key(a) == h.key(b)) {
                    return new Reason(
                            h.key(a),
                            "reads of " + text.key(h.key(a)) + " show what " + Reason.FROM + " appended before what "
                                    + Reason.TO + " did, if what did not return is left out");
                }
            }
        }
        return null;
    }

    private @Nullable Reason nearest(int from, int to, EdgeType type) {
        Reason best = null;
        int nearest = Integer.MAX_VALUE;
        for (int a = h.firstMicroOp[from]; a < h.endMicroOp[from]; a++) {
            for (int b = h.firstMicroOp[to]; b < h.endMicroOp[to]; b++) {
                if (h.key(a) == h.key(b)) {
                    int distance = distance(a, b, type);
                    if (distance >= 0 && distance < nearest) {
                        nearest = distance;
                        best = reason(a, b, type);
                    }
                }
            }
        }
        return best;
    }

    /** How many elements lie between what two micro-ops did; negative if they do not depend on each other. */
    private int distance(int a, int b, EdgeType type) {
        return switch (type) {
            case WW -> h.reads(a) || h.reads(b) ? -1 : position(b) - position(a) - 1;
            case WR -> h.reads(a) || !h.reads(b) || isUnseen(a) ? -1 : (int) h.value[b] - position(a) - 1;
            case RW -> h.isMissing(a) ? -1 : readBefore(a, b);
            case RWP -> h.isMissing(a) ? readBefore(a, b) : -1;
            case PROCESS, REALTIME -> throw new IllegalArgumentException(type + " is no dependency");
        };
    }

    private int readBefore(int a, int b) {
        return !h.reads(a) || h.reads(b) || h.value[a] < 0 ? -1 : position(b) - (int) h.value[a];
    }

    private boolean isUnseen(int append) {
        return position(append) == h.lists.length(h.key(append));
    }

    /** Where the element of an append stands; behind all if it was never seen. */
    private int position(int append) {
        long[] version = h.lists.version(h.key(append));
        int length = h.lists.length(h.key(append));
        int at = 0;
        while (at < length && version[at] != h.value[append]) {
            at++;
        }
        return at;
    }

    private Reason reason(int a, int b, EdgeType type) {
        int key = h.key(a);
        String name = text.key(key);
        String sentence = switch (type) {
            case WW ->
                isUnseen(b)
                        ? FROM + " appended " + text.token(h.value[a]) + " to " + name + ", which was seen, and " + TO
                                + " " + text.token(h.value[b]) + ", which never was, so it came later"
                        : TO + " appended " + text.token(h.value[b]) + " to " + name + " after " + FROM
                                + " had appended " + text.token(h.value[a]);
            case WR ->
                TO + " read " + text.read(b) + " from " + name + ", with the " + text.token(h.value[a]) + " that "
                        + FROM + " appended";
            case RWP ->
                FROM + " asked for " + text.asked(a) + " and did not find " + name + ", to which " + TO + " appended "
                        + text.token(h.value[b]);
            default ->
                FROM + " read " + text.read(a) + " from " + name + ", without the " + text.token(h.value[b]) + " that "
                        + TO + " appended";
        };
        return new Reason(key, sentence);
    }
}
