package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import java.util.Arrays;

/**
 * Calls at positions, and which of those above a position completed first: a Fenwick tree (Fenwick, <i>A new data structure
 * for cumulative frequency tables</i>, 1994) of minima. O(log n) an operation, 4 bytes a position.
 */
final class LeastAbove {
    private final int[] end;
    private final int[] first;

    /**
     * No calls yet.
     *
     * @param end by call: its completion
     */
    LeastAbove(int positions, int[] end) {
        this.end = end;
        first = new int[positions + 1];
        Arrays.fill(first, NONE);
    }

    void add(int position, int call) {
        for (int i = first.length - 1 - position; i < first.length; i += i & -i) {
            if (first[i] == NONE || end[call] < end[first[i]]) {
                first[i] = call;
            }
        }
    }

    /** The call that completed first of those above a position, or NONE. */
    int above(int position) {
        int least = NONE;
        for (int i = first.length - 2 - position; i > 0; i -= i & -i) {
            if (first[i] != NONE && (least == NONE || end[first[i]] < end[least])) {
                least = first[i];
            }
        }
        return least;
    }
}
