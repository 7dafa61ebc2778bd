package dev.skewer.workloads.transaction;

import dev.skewer.workloads.transaction.PlannedTransaction.Planned;
import java.util.ArrayList;
import java.util.List;

/** Reads of all that was written, for the end of a run. */
final class FinalReads {
    /** How many keys are read, the newest of each slot first. */
    private static final int MOST_KEYS = 10_000;

    private FinalReads() {}

    /**
     * Transactions that read all keys that were written.
     *
     * @param length how many each of them reads
     */
    static List<PlannedTransaction> of(KeyRotation keys, int length) {
        List<Planned> reads = reads(keys);
        var transactions = new ArrayList<PlannedTransaction>();
        for (int from = 0; from < reads.size(); from += length) {
            transactions.add(new PlannedTransaction(reads.subList(from, Math.min(from + length, reads.size()))));
        }
        return transactions;
    }

    private static List<Planned> reads(KeyRotation keys) {
        var reads = new ArrayList<Planned>();
        boolean isMore = true;
        for (long back = 0; isMore; back++) {
            isMore = false;
            for (int slot = 0; slot < keys.slots(); slot++) {
                if (keys.keysWritten(slot) > back) {
                    if (reads.size() == MOST_KEYS) {
                        return reads;
                    }
                    reads.add(new Planned(true, slot, back));
                    isMore = true;
                }
            }
        }
        if (reads.isEmpty()) {
            // Nothing was written, and so it must look.
            reads.add(new Planned(true, 0, 0));
        }
        return reads;
    }

    /** About how many transactions {@link #of} makes at most after so many writes. */
    static long atMost(long slots, long writes, int mostWrites, int length) {
        return Math.min(MOST_KEYS, slots + writes / mostWrites) / length + 1;
    }
}
