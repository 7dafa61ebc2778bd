package dev.skewer.checker.transaction.explain;

import static dev.skewer.checker.transaction.explain.Reason.FROM;
import static dev.skewer.checker.transaction.explain.Reason.TO;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.history.SetReads;
import dev.skewer.checker.transaction.history.TransactionHistory;

/** Why transactions depend on each other that read and add to sets: what a read has, and what it lacks. */
final class SetReasons implements DependencyReasons {
    private final TransactionHistory h;
    private final TransactionText text;

    SetReasons(TransactionHistory history) {
        h = history;
        text = new TransactionText(history);
    }

    @Override
    public Reason of(int from, int to, EdgeType type) {
        int adder = type == EdgeType.RW ? to : from;
        int reader = type == EdgeType.RW ? from : to;
        for (int read = h.firstMicroOp[reader]; read < h.endMicroOp[reader]; read++) {
            for (int add = h.firstMicroOp[adder]; h.reads(read) && add < h.endMicroOp[adder]; add++) {
                boolean isOfSame = !h.reads(add) && h.key(add) == h.key(read);
                if (isOfSame && type == EdgeType.WR && SetReads.has(h, read, add)) {
                    return new Reason(
                            h.key(read), read(TO, read) + ", with the " + element(add) + " that " + FROM + " added");
                }
                if (isOfSame && type == EdgeType.RW && SetReads.lacks(h, read, add)) {
                    return lacking(read, adder);
                }
            }
        }
        throw new IllegalStateException(
                "transactions " + from + " and " + to + " do not depend on each other by " + type);
    }

    /** What of a transaction's adds a read lacks; who read is {@link Reason#FROM}. */
    Reason lacking(int read, int adder) {
        for (int add = h.firstMicroOp[adder]; add < h.endMicroOp[adder]; add++) {
            if (!h.reads(add) && h.key(add) == h.key(read) && SetReads.lacks(h, read, add)) {
                return new Reason(
                        h.key(read), read(FROM, read) + ", without the " + element(add) + " that " + TO + " added");
            }
        }
        throw new IllegalStateException("read " + read + " has all that transaction " + adder + " added");
    }

    private String read(String who, int read) {
        return who + " read " + text.read(read) + " from " + text.key(h.key(read));
    }

    private String element(int add) {
        return text.token(h.value[add]);
    }
}
