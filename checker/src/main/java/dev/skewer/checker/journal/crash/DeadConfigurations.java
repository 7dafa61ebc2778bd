package dev.skewer.checker.journal.crash;

import java.util.Arrays;

/**
 * The configurations that a {@link CrashSearch} has left for good, by a hash of 128 bits, and of each which of the operations it had
 * used that need not take effect. What led nowhere with some of these at hand leads nowhere with fewer, so one that had used no more than
 * another one stands for both. 32 to 64 bytes a configuration, and 8 to 16 for each 64 of these operations.
 */
final class DeadConfigurations {
    /** How many such operations are told apart in this way; more are to be in the hash. */
    static final int MOST_BITS = 4 * Long.SIZE;

    /** With so many of one hash, more are not compared. */
    private static final int MOST_ALIKE = 64;

    /** In place of a number: it was not taken up. */
    static final int NOT_ADDED = Integer.MIN_VALUE;

    private static final int BLAME = 2;

    private static final int USED = 3;

    private final int width;
    private long[] rows;
    private int size;
    /** By slot of a table that is at most half full: the number of a configuration, plus one. */
    private int[] slots = new int[128];

    /**
     * None is known.
     *
     * @param words how many longs say what was used
     */
    DeadConfigurations(int words) {
        width = USED + words;
        rows = new long[64 * width];
    }

    /** The number of a configuration that is known and had used nothing else; if there is none, the complement of the number that it gets. */
    int find(long low, long high, long[] used) {
        int mask = slots.length - 1;
        int slot = (int) (low ^ low >>> 32) & mask;
        int alike = 0;
        for (; slots[slot] != 0; slot = (slot + 1) & mask) {
            int at = (slots[slot] - 1) * width;
            if (rows[at] != low || rows[at + 1] != high) {
                continue;
            }
            if (isWithin(at, used)) {
                return slots[slot] - 1;
            }
            if (++alike == MOST_ALIKE) {
                return NOT_ADDED;
            }
        }
        if (2 * (size + 1) > slots.length) {
            grow();
            slot = free(low);
        }
        int at = size * width;
        if (at == rows.length) {
            rows = Arrays.copyOf(rows, at * 2);
        }
        rows[at] = low;
        rows[at + 1] = high;
        System.arraycopy(used, 0, rows, at + USED, used.length);
        rows[at + BLAME] = 0;
        slots[slot] = ++size;
        return ~(size - 1);
    }

    /** What the failure of one depended on: a bit for each invocation, modulo 64. */
    long blame(int number) {
        return rows[number * width + BLAME];
    }

    void blame(int number, long invocations) {
        rows[number * width + BLAME] = invocations;
    }

    private boolean isWithin(int at, long[] used) {
        for (int i = 0; i < used.length; i++) {
            if ((rows[at + USED + i] & ~used[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    private int free(long low) {
        int mask = slots.length - 1;
        int slot = (int) (low ^ low >>> 32) & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        slots = new int[slots.length * 2];
        for (int i = 0; i < size; i++) {
            slots[free(rows[i * width])] = i + 1;
        }
    }

    long bytes() {
        return 8L * rows.length + 4L * slots.length;
    }
}
