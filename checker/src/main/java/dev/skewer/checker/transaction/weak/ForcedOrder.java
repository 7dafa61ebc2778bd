package dev.skewer.checker.transaction.weak;

import java.util.Arrays;

/**
 * Pairs of transactions that wrote the same object, of which the first has to commit before the second, as a read saw the second's write
 * while its transaction has to see the first's: 12 bytes each. A read of what was there before any write cannot come after one: the
 * first such read is kept apart.
 */
final class ForcedOrder {
    int[] from = new int[64];
    int[] to = new int[64];
    /** The read that says so. */
    int[] read = new int[64];

    int size;

    /** The first read that saw an object before any write, though its transaction has to see {@link #missedWriter}; -1 if there is none. */
    int missingRead = -1;

    int missedWriter = -1;

    /**
     * Adds a pair.
     *
     * @param first a transaction that the read's has to see
     * @param second the source of the read
     */
    void add(int first, int second, int byRead) {
        if (second == ReadSources.INITIAL) {
            if (missingRead < 0) {
                missingRead = byRead;
                missedWriter = first;
            }
            return;
        }
        if (size == from.length) {
            int n = Math.addExact(size, (size >> 1) + 16);
            from = Arrays.copyOf(from, n);
            to = Arrays.copyOf(to, n);
            read = Arrays.copyOf(read, n);
        }
        from[size] = first;
        to[size] = second;
        read[size++] = byRead;
    }

    /** A read that says that one transaction has to commit before another; -1 if none does. */
    int reason(int first, int second) {
        for (int i = 0; i < size; i++) {
            if (from[i] == first && to[i] == second) {
                return read[i];
            }
        }
        return -1;
    }
}
