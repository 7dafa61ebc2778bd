package dev.skewer.checker.journal;

import java.util.Arrays;

/**
 * The configurations that a search has been in: a set of int arrays, compared whole, kept in one growing array behind a
 * table of open addressing. About 8 bytes beside the ints of each.
 */
final class Configurations {
    private int[] store = new int[1 << 10];
    private int used = 1;
    /** Where a configuration begins in the store, by hash slot; 0 is free. It begins with its length. */
    private int[] table = new int[1 << 8];

    private int size;

    /**
     * Adds a configuration.
     *
     * @param ints holds it
     * @param length how many of them
     * @return false if it was there already
     */
    boolean add(int[] ints, int length) {
        int mask = table.length - 1;
        int slot = hash(ints, 0, length) & mask;
        while (table[slot] != 0) {
            int at = table[slot];
            if (store[at] == length && Arrays.equals(store, at + 1, at + 1 + length, ints, 0, length)) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        if (used + length + 1 > store.length) {
            store = Arrays.copyOf(store, Math.max(used + length + 1, JournalValueDecoder.grown(store.length)));
        }
        table[slot] = used;
        store[used] = length;
        System.arraycopy(ints, 0, store, used + 1, length);
        used += length + 1;
        if (2 * ++size > table.length) {
            grow();
        }
        return true;
    }

    int size() {
        return size;
    }

    /** About how many bytes it takes, with what it takes for a moment when it grows the next time: both copies are there then. */
    long bytes() {
        return 4L * store.length + 4L * JournalValueDecoder.grown(store.length) + 3 * 4L * table.length;
    }

    private void grow() {
        table = new int[table.length * 2];
        int mask = table.length - 1;
        for (int at = 1; at < used; at += store[at] + 1) {
            int slot = hash(store, at + 1, store[at]) & mask;
            while (table[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            table[slot] = at;
        }
    }

    private static int hash(int[] ints, int from, int length) {
        long hash = length;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ ints[i]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return (int) (hash >>> 32 ^ hash);
    }
}
