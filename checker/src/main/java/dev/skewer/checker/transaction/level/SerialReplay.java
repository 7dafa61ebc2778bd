package dev.skewer.checker.transaction.level;

import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Does transactions one after the other, and looks whether each read is what it returned: the definition of serializability, and so a
 * certificate that shares nothing with what found the order. Linear in micro-ops; lists are compared by their longest version.
 */
public final class SerialReplay {
    private final TransactionHistory h;
    private final byte[] tookEffect;
    /** Of lists how many elements each has; of registers what each holds. */
    private final long[] state;
    /** Whether the register had what the latest conditional write expects. */
    private boolean hasExpected;

    private final SetReplay sets;

    /**
     * A replay.
     *
     * @param tookEffect 0 for transactions that are left out
     * @param initial what registers hold at first
     */
    public SerialReplay(TransactionHistory history, byte[] tookEffect, long initial) {
        h = history;
        this.tookEffect = tookEffect;
        state = new long[history.keys.size()];
        sets = new SetReplay(history);
        if (history.type == DataType.REGISTER) {
            Arrays.fill(state, initial);
        }
    }

    /** The first micro-op that is not as it should be in an order of transactions; nothing if all are. */
    public OptionalInt refutation(int[] order) {
        for (int t : order) {
            for (int m = h.firstMicroOp[t]; tookEffect[t] != 0 && m < h.endMicroOp[t]; m++) {
                if (!step(m)) {
                    return OptionalInt.of(m);
                }
            }
        }
        return OptionalInt.empty();
    }

    /** A conditional write looks at its first micro-op, and writes at its second. */
    private boolean conditionalStep(int m, int key) {
        if (!h.conditional.begins(m)) {
            if (hasExpected) {
                state[key] = h.conditional.written(m);
            }
            return true;
        }
        hasExpected = state[key] == h.conditional.expected(m);
        return switch (h.conditional.outcome(m)) {
            case DONE -> hasExpected;
            case REFUSED -> !hasExpected;
            case UNKNOWN -> true;
        };
    }

    private boolean step(int m) {
        int key = h.key(m);
        if (!h.conditional.isEmpty() && h.conditional.has(m)) {
            return conditionalStep(m, key);
        }
        boolean isRead = h.reads(m);
        if (isRead && h.value[m] == TransactionHistory.UNKNOWN) {
            return h.status[h.transaction[m]] != TransactionHistory.OK;
        }
        return switch (h.type) {
            case LIST -> {
                if (isRead) {
                    yield h.value[m] + (h.endsWithOwn(m) ? h.appendedBefore(m) : 0) == state[key];
                }
                int at = (int) state[key]++;
                // Beyond the longest version nobody looked.
                yield at >= h.lists.length(key) || h.lists.version(key)[at] == h.value[m];
            }
            case SET -> {
                if (isRead) {
                    yield sets.read(m);
                }
                sets.add(m);
                yield true;
            }
            case REGISTER -> {
                if (isRead) {
                    yield h.value[m] == state[key];
                }
                state[key] = h.value[m];
                yield true;
            }
        };
    }
}
