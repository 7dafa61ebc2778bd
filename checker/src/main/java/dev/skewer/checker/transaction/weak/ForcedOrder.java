package dev.skewer.checker.transaction.weak;

import java.util.Arrays;

/**
 * Pairs of transactions that wrote the same object, of which the first has to commit before the second, as a read saw the second's write
 * while its transaction has to see the first's: 12 bytes each. A read of what was there before any write cannot come after one: the
 * first such read is kept apart.
 */
final class ForcedOrder {
    /** Here 12, and in a list of edges and a graph 8 and 4. */
    private static final int BYTES_A_PAIR = 24;

    private static final int MOST = 1 << 30;

    int[] from = new int[64];
    int[] to = new int[64];
    /** The read that says so. */
    int[] read = new int[64];

    int size;

    private final int most;
    private boolean isWhole = true;

    /** The first read that saw an object before any write, though its transaction has to see {@link #missedWriter}; -1 if there is none. */
    int missingRead = -1;

    int missedWriter = -1;

    /**
     * No pairs yet.
     *
     * @param bytes how much the pairs, and the graph that is made of them, may take; more of them are left out
     */
    ForcedOrder(long bytes) {
        most = (int) Math.min(MOST, bytes / BYTES_A_PAIR);
    }

    /** Whether no pair was left out. */
    boolean isWhole() {
        return isWhole;
    }

    /** Takes note that what forces pairs was not looked at to its end. */
    void leaveOut() {
        isWhole = false;
    }

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
        boolean isRepeated = size > 0 && from[size - 1] == first && to[size - 1] == second;
        if (isRepeated || size == most) {
            isWhole &= isRepeated;
            return;
        }
        if (size == from.length) {
            int n = Math.min(most, size + (size >> 1) + 16);
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
