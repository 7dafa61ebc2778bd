package dev.skewer.checker.transaction.weak;

import dev.skewer.checker.column.LongIntMap;
import dev.skewer.checker.transaction.history.TransactionHistory;

/** The transactions of each process that took effect, in the order in which it called them: 8 bytes a transaction. */
final class Sessions {
    /** By transaction, the number of its process, from zero up. */
    final int[] session;
    /** Where those of each process begin in {@link #transaction}; one more than there are processes. */
    final int[] first;

    final int[] transaction;

    Sessions(ReadSources reads) {
        TransactionHistory h = reads.h;
        session = new int[h.size];
        LongIntMap numbers = new LongIntMap();
        int processes = 0;
        int size = 0;
        for (int t = 0; t < h.size; t++) {
            long key = h.process[t] - (long) Integer.MIN_VALUE;
            int known = numbers.get(key);
            if (known == LongIntMap.MISSING) {
                known = processes++;
                numbers.put(key, known);
            }
            session[t] = known;
            size += reads.tookEffect[t] != 0 ? 1 : 0;
        }
        first = new int[processes + 2];
        for (int t = 0; t < h.size; t++) {
            first[session[t] + 2] += reads.tookEffect[t] != 0 ? 1 : 0;
        }
        for (int s = 2; s < first.length; s++) {
            first[s] += first[s - 1];
        }
        transaction = new int[size];
        for (int t = 0; t < h.size; t++) {
            if (reads.tookEffect[t] != 0) {
                transaction[first[session[t] + 1]++] = t;
            }
        }
    }

    /** How many processes there are. */
    int count() {
        return first.length - 2;
    }
}
