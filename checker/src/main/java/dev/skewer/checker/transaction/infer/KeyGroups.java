package dev.skewer.checker.transaction.infer;

import dev.skewer.checker.transaction.history.TransactionHistory;

/** The micro-ops of each object together, in the order of their invocations: one counting sort, 4 bytes a micro-op. */
public final class KeyGroups {
    /** Where the micro-ops of each object begin; one more than there are objects. */
    public final int[] first;
    /** Micro-ops. */
    public final int[] microOp;

    /** Groups them. Those of transactions whose micro-ops are nowhere in the history are left out. */
    public KeyGroups(TransactionHistory h) {
        int keys = h.keys.size();
        first = new int[keys + 2];
        for (int m = 0; m < h.microOps; m++) {
            first[h.key(m) + 2]++;
        }
        for (int key = 2; key < first.length; key++) {
            first[key] += first[key - 1];
        }
        microOp = new int[h.microOps];
        for (int m = 0; m < h.microOps; m++) {
            microOp[first[h.key(m) + 1]++] = m;
        }
    }

    /** How many micro-ops an object has. */
    public int size(int key) {
        return first[key + 1] - first[key];
    }
}
