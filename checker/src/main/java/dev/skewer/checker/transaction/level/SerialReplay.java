package dev.skewer.checker.transaction.level;

import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.history.Token;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
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
    /** The elements of sets. */
    private final Map<Integer, long[]> sets = new HashMap<>();

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
        switch (history.type) {
            case REGISTER -> Arrays.fill(state, initial);
            case LIST, SET -> Arrays.fill(state, 0);
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

    private boolean step(int m) {
        int key = h.key(m);
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
            case REGISTER -> {
                if (isRead) {
                    yield h.value[m] == state[key];
                }
                state[key] = h.value[m];
                yield true;
            }
            case SET -> {
                long[] elements = sets.getOrDefault(key, new long[0]);
                if (isRead) {
                    yield Arrays.equals(elements, h.sets.get(h.value[m]));
                }
                sets.put(key, with(elements, h.value[m]));
                yield true;
            }
        };
    }

    private static long[] with(long[] elements, long element) {
        int at = Arrays.binarySearch(elements, element);
        if (at >= 0) {
            return elements;
        }
        long[] more = new long[elements.length + 1];
        System.arraycopy(elements, 0, more, 0, -1 - at);
        more[-1 - at] = element;
        System.arraycopy(elements, -1 - at, more, -at, elements.length + 1 + at);
        return more;
    }

    /** What a register holds that nothing was written to, unless something else is said. */
    public static long nothing() {
        return Token.NIL;
    }
}
