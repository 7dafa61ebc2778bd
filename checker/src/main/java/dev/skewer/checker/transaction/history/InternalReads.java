package dev.skewer.checker.transaction.history;

import java.util.Arrays;

/** Reads that contradict what their own transaction read or wrote before: the first ones, and how many there are. */
public final class InternalReads {
    private static final int MOST_KEPT = 1 << 10;

    private int[] microOps = new int[0];
    private long count;

    void add(int microOp) {
        if (count < MOST_KEPT) {
            microOps = Arrays.copyOf(microOps, microOps.length + 1);
            microOps[microOps.length - 1] = microOp;
        }
        count++;
    }

    /** How many there are. */
    public long count() {
        return count;
    }

    /** The micro-ops of the first ones. */
    public int[] microOps() {
        return microOps.clone();
    }
}
