package dev.skewer.checker.journal;

import java.util.Arrays;

/**
 * When each operation on several invocations took effect, as narrowed by those of its invocations whose order leaves no
 * choice: real bounds, which hold in every explanation. Kept from one round over the history to the next, and only where
 * the first round left something open. 8 bytes an operation.
 */
final class Intervals {
    /** After this rank. */
    final int[] earliest;
    /** Before this rank. */
    final int[] latest;

    Intervals(JournalHistory h) {
        earliest = Arrays.copyOf(h.invokeRank, h.ops);
        latest = Arrays.copyOf(h.completeRank, h.ops);
    }

    void narrow(int op, int from, int to) {
        earliest[op] = Math.max(earliest[op], from);
        latest[op] = Math.min(latest[op], to);
    }
}
