package dev.skewer.checker.transaction.timestamp;

import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.transaction.history.Timestamps;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Arrays;

/**
 * When each transaction read and committed by its timestamps, as ranks: equal timestamps have equal ranks, and later ones higher ranks.
 * Transactions times their logarithm, or linear where timestamps are near each other, as those of a counter are.
 */
final class Moments {
    /** There is no such moment. */
    static final int NONE = -1;

    /** By transaction, the moment whose state its reads show. */
    final int[] read;
    /** By transaction, the moment at which what it wrote appears; none of one that wrote nothing. */
    final int[] commit;
    /** By transaction, its start. */
    final int[] start;
    /** By transaction, whether it wrote. */
    final boolean[] writes;

    Moments(TransactionHistory h, boolean isSerializable) {
        start = new int[h.size];
        commit = new int[h.size];
        writes = new boolean[h.size];
        for (int m = 0; m < h.microOps; m++) {
            if (!h.reads(m)) {
                writes[h.transaction[m]] = true;
            }
        }
        rank(h);
        read = isSerializable ? new int[h.size] : start;
        for (int t = 0; t < h.size; t++) {
            if (isSerializable) {
                read[t] = commit[t] != NONE || writes[t] ? commit[t] : start[t];
            }
            if (!writes[t]) {
                commit[t] = NONE;
            }
        }
    }

    /** The latest moment of a transaction. */
    int last(int t) {
        return Math.max(read[t], commit[t]);
    }

    private void rank(TransactionHistory h) {
        long lowest = Long.MAX_VALUE;
        long highest = Long.MIN_VALUE;
        for (int t = 0; t < h.size; t++) {
            if (h.status[t] == OK) {
                for (long each : new long[] {h.timestamps.start(t), h.timestamps.commit(t)}) {
                    if (each != Timestamps.NONE) {
                        lowest = Math.min(lowest, each);
                        highest = Math.max(highest, each);
                    }
                }
            }
        }
        long span = highest - lowest;
        long[] sorted = span >= 0 && span < Integer.MAX_VALUE ? new long[0] : sorted(h);
        for (int t = 0; t < h.size; t++) {
            boolean isOk = h.status[t] == OK;
            start[t] = isOk ? rank(h.timestamps.start(t), lowest, sorted) : NONE;
            commit[t] = isOk ? rank(h.timestamps.commit(t), lowest, sorted) : NONE;
        }
    }

    private static int rank(long timestamp, long lowest, long[] sorted) {
        if (timestamp == Timestamps.NONE) {
            return NONE;
        }
        return sorted.length == 0 ? (int) (timestamp - lowest) : Arrays.binarySearch(sorted, timestamp);
    }

    /** All timestamps in their order, each once. */
    private static long[] sorted(TransactionHistory h) {
        long[] all = new long[2 * h.size];
        int size = 0;
        for (int t = 0; t < h.size; t++) {
            if (h.status[t] == OK && h.timestamps.start(t) != Timestamps.NONE) {
                all[size++] = h.timestamps.start(t);
            }
            if (h.status[t] == OK && h.timestamps.commit(t) != Timestamps.NONE) {
                all[size++] = h.timestamps.commit(t);
            }
        }
        Arrays.sort(all, 0, size);
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || all[i] != all[i - 1]) {
                all[distinct++] = all[i];
            }
        }
        return Arrays.copyOf(all, distinct);
    }
}
