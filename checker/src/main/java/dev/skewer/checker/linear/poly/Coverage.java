package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

/**
 * By how many intervals each gap of a range is covered, as intervals are taken away one by one: finds the gaps that become
 * free, each once. O(log n) to take an interval away and for each free gap; 8 bytes a gap and up to twice that.
 */
final class Coverage {
    /** More than any number of intervals. */
    private static final int TAKEN = 1 << 30;

    private final int leaves;
    /** By node: what is to be added to all gaps below it. */
    private final int[] added;
    /** By node: the least coverage below it, without what is added above it. */
    private final int[] least;

    /**
     * Makes the coverage of gaps.
     *
     * @param covered by gap: by how many intervals
     */
    Coverage(int[] covered, int gaps) {
        leaves = Math.max(1, Integer.highestOneBit(Math.max(1, gaps - 1)) * 2);
        added = new int[leaves];
        least = new int[2 * leaves];
        for (int i = 0; i < leaves; i++) {
            least[leaves + i] = i < gaps ? covered[i] : TAKEN;
        }
        for (int node = leaves - 1; node > 0; node--) {
            least[node] = Math.min(least[2 * node], least[2 * node + 1]);
        }
    }

    /** Takes away an interval that covers the gaps from one (inclusive) to another (exclusive). */
    void remove(int from, int to) {
        add(1, 0, leaves, from, to, -1);
    }

    private void add(int node, int low, int high, int from, int to, int amount) {
        if (from <= low && high <= to) {
            least[node] += amount;
            if (node < leaves) {
                added[node] += amount;
            }
            return;
        }
        int middle = (low + high) >>> 1;
        if (from < middle) {
            add(2 * node, low, middle, from, to, amount);
        }
        if (to > middle) {
            add(2 * node + 1, middle, high, from, to, amount);
        }
        least[node] = added[node] + Math.min(least[2 * node], least[2 * node + 1]);
    }

    /** The first free gap of a range that was not given before, or NONE. */
    int takeFree(int from, int to) {
        int gap = free(1, 0, leaves, from, to, 0);
        if (gap != NONE) {
            add(1, 0, leaves, gap, gap + 1, TAKEN);
        }
        return gap;
    }

    private int free(int node, int low, int high, int from, int to, int above) {
        if (to <= low || high <= from || least[node] + above > 0) {
            return NONE;
        }
        if (node >= leaves) {
            return low;
        }
        int middle = (low + high) >>> 1;
        int gap = free(2 * node, low, middle, from, to, above + added[node]);
        return gap != NONE ? gap : free(2 * node + 1, middle, high, from, to, above + added[node]);
    }
}
