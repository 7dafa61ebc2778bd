package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import java.util.Arrays;

/**
 * Gaps of time that get covered and stay so, and the next free one after any moment: a disjoint-set forest (Tarjan,
 * <i>Efficiency of a good but not linear set union algorithm</i>, 1975) with path halving. 8 bytes a gap.
 */
final class FreeGaps {
    /** By gap: itself if it is free, else a later gap with none free before it. */
    private final int[] next;
    /** By gap: who covered it, or NONE. */
    private final int[] coveredBy;

    FreeGaps(int gaps) {
        next = new int[gaps + 1];
        for (int gap = 0; gap <= gaps; gap++) {
            next[gap] = gap;
        }
        coveredBy = new int[gaps];
        Arrays.fill(coveredBy, NONE);
    }

    /** The first free gap from one on; the number of gaps if there is none. */
    int firstFrom(int gap) {
        int free = gap;
        while (next[free] != free) {
            next[free] = next[next[free]];
            free = next[free];
        }
        return free;
    }

    /** Covers what is free from one gap (inclusive) to another (exclusive). */
    void cover(int from, int to, int by) {
        for (int gap = firstFrom(from); gap < to; gap = firstFrom(gap)) {
            coveredBy[gap] = by;
            next[gap] = gap + 1;
        }
    }

    /** Who covered a gap first, or NONE. */
    int coveredBy(int gap) {
        return coveredBy[gap];
    }
}
