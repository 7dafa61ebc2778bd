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
        int lacking = -1;
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
                if (isOfSame && type == EdgeType.RW && !SetReads.has(h, read, add)) {
                    lacking = read;
                }
            }
        }
        if (lacking >= 0) {
            // It lacks what its own transaction adds as well.
            return lacking(lacking, adder);
        }
        throw new IllegalStateException(
                "transactions " + from + " and " + to + " do not depend on each other by " + type);
    }

    /** What of a transaction's adds a read lacks; who read is {@link Reason#FROM}. */
    Reason lacking(int read, int adder) {
        int lacking = -1;
        for (int add = h.endMicroOp[adder] - 1; add >= h.firstMicroOp[adder]; add--) {
            boolean isOfSame = !h.reads(add) && h.key(add) == h.key(read);
            boolean isBetter = lacking < 0 || !SetReads.lacks(h, read, lacking) || SetReads.lacks(h, read, add);
            if (isOfSame && !SetReads.has(h, read, add) && isBetter) {
                lacking = add;
            }
        }
        if (lacking < 0) {
            throw new IllegalStateException("read " + read + " has all that transaction " + adder + " added");
        }
        return new Reason(
                h.key(read), read(FROM, read) + ", without the " + element(lacking) + " that " + TO + " added");
    }

    private String read(String who, int read) {
        return who + " read " + text.read(read) + " from " + text.key(h.key(read));
    }

    private String element(int add) {
        return text.token(h.value[add]);
    }
}
