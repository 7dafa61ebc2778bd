package dev.skewer.checker.linear.parts;

import java.util.Arrays;

/**
 * Entries by hash, several to one, numbered in the order in which they were added: open addressing to the last entry of each
 * hash, and from each to the one before it. 24 bytes an entry.
 */
final class SumIndex {
    /** No entry. */
    static final int NONE = -1;

    private final long[] hash;
    private final int[] before;
    private final int[] slots;
    private int size;

    SumIndex(int capacity) {
        hash = new long[capacity];
        before = new int[capacity];
        slots = new int[Integer.highestOneBit(Math.max(1, capacity)) * 4];
        Arrays.fill(slots, NONE);
    }

    void add(long key) {
        int slot = slot(key);
        hash[size] = key;
        before[size] = slots[slot];
        slots[slot] = size++;
    }

    /** The last entry with a hash, or NONE. */
    int last(long key) {
        return slots[slot(key)];
    }

    /** The entry with the same hash before another, or NONE. */
    int before(int entry) {
        return before[entry];
    }

    /** About how many bytes it takes. */
    long bytes() {
        return 12L * hash.length + 4L * slots.length;
    }

    private int slot(long key) {
        int mask = slots.length - 1;
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (slots[slot] != NONE && hash[slots[slot]] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
