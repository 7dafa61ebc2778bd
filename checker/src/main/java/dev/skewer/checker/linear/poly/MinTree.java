package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import java.util.Arrays;

/** Ints by index, at first all {@link Integer#MAX_VALUE}, that finds the first small one of a range in O(log n). */
final class MinTree {
    private final int leaves;
    /** By node: the least value below it. Node 1 is the root, node i has the children 2 i and 2 i + 1. */
    private final int[] least;

    MinTree(int size) {
        leaves = Math.max(1, Integer.highestOneBit(Math.max(1, size - 1)) * 2);
        least = new int[2 * leaves];
        Arrays.fill(least, Integer.MAX_VALUE);
    }

    void set(int index, int value) {
        int node = index + leaves;
        least[node] = value;
        for (node >>= 1; node > 0; node >>= 1) {
            least[node] = Math.min(least[2 * node], least[2 * node + 1]);
        }
    }

    int get(int index) {
        return least[index + leaves];
    }

    /** Takes a value out. */
    void clear(int index) {
        set(index, Integer.MAX_VALUE);
    }

    /** The first index from one (inclusive) to another (exclusive) with a value below a bound, or NONE. */
    int firstBelow(int from, int to, int bound) {
        int node = from + leaves;
        while (true) {
            if (least[node] < bound) {
                while (node < leaves) {
                    node = least[2 * node] < bound ? 2 * node : 2 * node + 1;
                }
                return node - leaves < to ? node - leaves : NONE;
            }
            // On to the next subtree to the right: up as long as this is a right child.
            while ((node & 1) == 1) {
                node >>= 1;
            }
            if (node == 0) {
                return NONE;
            }
            node++;
        }
    }
}
