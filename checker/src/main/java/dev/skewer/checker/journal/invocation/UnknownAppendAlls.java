package dev.skewer.checker.journal.invocation;

import dev.skewer.checker.journal.history.Function;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Status;
import dev.skewer.checker.journal.versions.Placement;
import dev.skewer.checker.journal.versions.Scope;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The append-alls of unknown outcome, across invocations: each happens in all of its invocations or in none. Keeps where
 * the order of an invocation has a place for its part of one. Each costs four bytes and a bit a part.
 */
public final class UnknownAppendAlls {
    private final JournalHistory h;
    private final int[] ops;
    /** The parts that have a place. */
    private final BitSet placed = new BitSet();

    public UnknownAppendAlls(JournalHistory history) {
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

    private UnknownAppendAlls(JournalHistory history, int[] ops) {
        h = history;
        this.ops = ops;
    }

    /** The same operations, of which nothing is noted yet. */
    public UnknownAppendAlls blank() {
        return new UnknownAppendAlls(h, ops);
    }

    /** Takes over what was noted of other invocations. */
    public void addAll(UnknownAppendAlls others) {
        placed.or(others.placed);
    }

    /** Takes note of which of their parts the placement of an invocation has a place for, in place of what was noted before. */
    public void note(Scope scope, Placement placement) {
        for (int k = 0; ops.length > 0 && k < scope.n; k++) {
            if (isPartOfOne(scope, k)) {
                placed.set(scope.part[k], placement.role[k] == Placement.SUFFIX);
            }
        }
    }

    /** Takes note of which of their parts an order of several invocations has. */
    public void note(JointOrder joint) {
        BitSet there = new BitSet();
        for (int op : joint.order()) {
            there.set(op);
        }
        for (int op : ops) {
            for (int p = h.firstPart[op]; p < h.firstPart[op + 1]; p++) {
                if (joint.has(h.partInvocation[p])) {
                    placed.set(p, there.get(op));
                }
            }
        }
    }

    /** Whether a part has a place. */
    public boolean isPlaced(int part) {
        return placed.get(part);
    }

    private boolean isPartOfOne(Scope scope, int k) {
        return scope.fate[k] == Scope.UNKNOWN && scope.isShared(k);
    }

    /** The invocations of those that have a place for some of their parts and not for others. */
    public BitSet halfPlaced() {
        BitSet invocations = new BitSet();
        for (int op : ops) {
            int from = h.firstPart[op];
            int to = h.firstPart[op + 1];
            int there = placed.get(from, to).cardinality();
            for (int p = from; p < to && there > 0 && there < to - from; p++) {
                invocations.set(h.partInvocation[p]);
            }
        }
        return invocations;
    }
}
