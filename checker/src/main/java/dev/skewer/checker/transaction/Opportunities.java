package dev.skewer.checker.transaction;

import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.KeyGroups;

/** Reads of an object that another transaction wrote at the same time: what can show an anomaly. Linear. */
final class Opportunities {
    private Opportunities() {}

    /** How many there are. */
    static long count(TransactionHistory h, KeyGroups groups) {
        long count = 0;
        int[] nextWriter = new int[h.microOps];
        for (int key = 0; key < h.keys.size(); key++) {
            int next = -1;
            for (int i = groups.first[key + 1] - 1; i >= groups.first[key]; i--) {
                nextWriter[i] = next;
                int m = groups.microOp[i];
                if (!h.reads(m)) {
                    next = h.transaction[m];
                }
            }
            count += ofKey(h, groups, key, nextWriter);
        }
        return count;
    }

    private static long ofKey(TransactionHistory h, KeyGroups groups, int key, int[] nextWriter) {
        long count = 0;
        int writer = -1;
        for (int i = groups.first[key]; i < groups.first[key + 1]; i++) {
            int m = groups.microOp[i];
            int t = h.transaction[m];
            if (!h.reads(m)) {
                writer = writer < 0 || end(h, t) > end(h, writer) ? t : writer;
            } else if (h.status[t] == OK) {
                boolean during = writer >= 0 && writer != t && end(h, writer) > h.invoked[t];
                boolean later = nextWriter[i] >= 0 && nextWriter[i] != t && h.invoked[nextWriter[i]] < end(h, t);
                count += during || later ? 1 : 0;
            }
        }
        return count;
    }

    private static int end(TransactionHistory h, int t) {
        return h.completed[t];
    }
}
