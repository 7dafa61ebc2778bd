package dev.skewer.checker.journal;

import dev.skewer.checker.journal.JournalHistory.Status;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The append-alls of unknown outcome, across invocations: each happens in all of its invocations or in none. Keeps where
 * the order of an invocation has a place for its part of one. There are few of them; each costs four bytes and a bit a part.
 */
final class UnknownAppendAlls {
    private final JournalHistory h;
    private final int[] ops;
    /** The parts that have a place. */
    private final BitSet placed = new BitSet();

    UnknownAppendAlls(JournalHistory history) {
        h = history;
        int[] found = new int[16];
        int count = 0;
        for (int op = 0; op < history.ops; op++) {
            if (history.status[op] == Status.INFO && history.function[op] == Function.APPEND_ALL.code()) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = op;
            }
        }
        ops = Arrays.copyOf(found, count);
    }

    /** Takes note of which of their parts the placement of an invocation has a place for. */
    void note(Scope scope, Placement placement) {
        for (int k = 0; ops.length > 0 && k < scope.n; k++) {
            if (scope.fate[k] == Scope.UNKNOWN && placement.role[k] == Placement.SUFFIX) {
                placed.set(scope.part[k]);
            }
        }
    }

    /** How many of them have a place for some of their parts and not for others. */
    int halfPlaced() {
        int half = 0;
        for (int op : ops) {
            int from = h.firstPart[op];
            int to = h.firstPart[op + 1];
            int there = placed.get(from, to).cardinality();
            half += there > 0 && there < to - from ? 1 : 0;
        }
        return half;
    }
}
