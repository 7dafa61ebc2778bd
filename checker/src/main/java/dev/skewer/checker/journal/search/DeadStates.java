package dev.skewer.checker.journal.search;

import java.util.Arrays;

/**
 * The states that a search has left for good, by a hash of 128 bits, each with what its failure depended on. 40 bytes a
 * state at most.
 */
public final class DeadStates {
    private long[] low = new long[64];
    private long[] high = new long[64];
    private long[] blame = new long[64];
    private int size;
    /** By slot of a table of twice the size: the number of a state, plus one. */
    private int[] slots = new int[128];

    /** The number of a state that is known, or the complement of the number that it gets now. */
    public int find(long lowHash, long highHash) {
        int slot = slot(lowHash, highHash);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (size == low.length) {
            grow();
            slot = slot(lowHash, highHash);
        }
        low[size] = lowHash;
        high[size] = highHash;
        blame[size] = 0;
        slots[slot] = size + 1;
        return ~size++;
    }

    private int slot(long lowHash, long highHash) {
        int mask = slots.length - 1;
        int slot = (int) (lowHash ^ lowHash >>> 32) & mask;
        while (slots[slot] != 0 && (low[slots[slot] - 1] != lowHash || high[slots[slot] - 1] != highHash)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        low = Arrays.copyOf(low, size * 2);
        high = Arrays.copyOf(high, size * 2);
        blame = Arrays.copyOf(blame, size * 2);
        slots = new int[size * 4];
        for (int i = 0; i < size; i++) {
            slots[slot(low[i], high[i])] = i + 1;
        }
    }

    /** What the failure of a state depended on: the invocations, a bit each. */
    public long blame(int number) {
        return blame[number];
    }

    public void addBlame(int number, long invocations) {
        blame[number] |= invocations;
    }

    public long bytes() {
        return 24L * low.length + 4L * slots.length;
    }
}
