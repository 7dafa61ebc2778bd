package dev.skewer.checker.linear.search;

/**
 * Whether some of a few numbers have a given sum, by meeting in the middle: O(2^(n/2)) time and memory for n numbers. Sums are
 * those of long arithmetic, which wraps around. Used again and again; one thread.
 */
public final class SubsetSums {
    /** The most numbers that it takes. */
    public static final int MOST = 20;

    private final long[] sums = new long[1 << (MOST / 2)];
    private final long[] keys = new long[4 << (MOST / 2)];
    /** By slot: in which round the key was written. */
    private final int[] round = new int[keys.length];

    private int rounds;

    /**
     * Looks for numbers with a sum.
     *
     * @param numbers the first of these, at most {@link #MOST}
     */
    public boolean contain(long[] numbers, int count, long sum) {
        rounds++;
        int half = count / 2;
        int mask = (4 << half) - 1;
        int kept = spread(numbers, 0, half);
        for (int i = 0; i < kept; i++) {
            long key = sums[i];
            int slot = slot(key, mask);
            keys[slot] = key;
            round[slot] = rounds;
        }
        int rest = spread(numbers, half, count);
        for (int i = 0; i < rest; i++) {
            if (round[slot(sum - sums[i], mask)] == rounds) {
                return true;
            }
        }
        return false;
    }

    /** Writes the sums of all choices from a range of the numbers. */
    private int spread(long[] numbers, int from, int to) {
        int size = 1;
        sums[0] = 0;
        for (int i = from; i < to; i++) {
            for (int j = 0; j < size; j++) {
                sums[size + j] = sums[j] + numbers[i];
            }
            size *= 2;
        }
        return size;
    }

    /** The slot of a key, or the free one where it belongs. */
    private int slot(long key, int mask) {
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (round[slot] == rounds && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
