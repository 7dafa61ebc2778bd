package dev.skewer.checker.journal.search;

import static dev.skewer.checker.journal.history.JournalHistory.NEVER;

import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Status;

/**
 * Checks an order that a search has found, independently of how it was found: that it has every operation that returned,
 * each once, agrees with real time, and that the sequential model, applied to it, gives every answer. Linear in the parts
 * and the rows read.
 */
public final class OrderReplay {
    private OrderReplay() {}

    /** Whether an order of operations of a history explains all of the history. */
    public static boolean explains(JournalHistory h, int[] order) {
        boolean[] there = new boolean[h.ops];
        ModelState state = new ModelState(h, h.invocationCount());
        int lastInvoked = -1;
        for (int op : order) {
            if (there[op] || h.status[op] == Status.FAIL || h.completeRank[op] < lastInvoked) {
                return false;
            }
            there[op] = true;
            lastInvoked = Math.max(lastInvoked, h.invokeRank[op]);
            for (int p = h.firstPart[op]; p < h.firstPart[op + 1]; p++) {
                if (!state.apply(p, h.partInvocation[p])) {
                    return false;
                }
            }
        }
        for (int op = 0; op < h.ops; op++) {
            boolean must = h.status[op] == Status.OK && h.completeRank[op] != NEVER;
            if (must && !there[op]) {
                return false;
            }
        }
        return true;
    }
}
