package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalHistory.NONE;

import dev.skewer.checker.journal.JournalHistory.Kind;
import dev.skewer.checker.journal.JournalHistory.Status;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * What is known of append-alls of unknown outcome, across invocations. They happen in all of their invocations or in
 * none, and at one moment: what one invocation shows of it binds the others. There are few of them; each costs some
 * twenty bytes.
 */
final class UnknownAppendAlls {
    private final JournalHistory h;
    private final int[] ops;
    /** Some read shows it; beyond doubt. */
    private final boolean[] shown;
    /** Shown, or taken to have happened because some invocation needed it. */
    private final boolean[] assumed;
    /** Taken not to have happened because some invocation had no place for it. */
    private final boolean[] denied;
    /** Not before this rank, and not after that one. */
    private final int[] earliest;

    private final int[] latest;
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
        shown = new boolean[count];
        assumed = new boolean[count];
        denied = new boolean[count];
        earliest = new int[count];
        latest = new int[count];
        for (int i = 0; i < count; i++) {
            earliest[i] = history.invokeRank[ops[i]];
            latest[i] = history.completeRank[ops[i]];
        }
        if (count > 0) {
            readAll();
        }
    }

    /**
     * Finds those of which some read shows an entry: a bit an invocation and a bit an entry tell the few rows that matter from
     * the many. A read of another invocation that shows an entry of theirs is wrong however that came to be.
     */
    private void readAll() {
        BitSet theirs = new BitSet(h.entries.size());
        BitSet addressed = new BitSet(h.invocationCount());
        for (int op : ops) {
            for (int p = h.firstPart[op]; p < h.firstPart[op + 1]; p++) {
                theirs.set(h.value[p]);
                addressed.set(h.partInvocation[p]);
            }
        }
        for (int p = 0; p < h.parts; p++) {
            int content = h.content[p];
            if (content == NONE || !addressed.get(h.partInvocation[p]) || !Kind.isRead(h.kind[p]) || !h.isOk(p)) {
                continue;
            }
            int rows = h.contentCount(content);
            for (int row = 0; row < rows; row++) {
                int entry = h.contentEntry(content, row);
                if (theirs.get(entry)) {
                    int i = index(h.partOp[h.writer[entry]]);
                    shown[i] = true;
                    assumed[i] = true;
                }
            }
        }
    }

    private int index(int op) {
        return Arrays.binarySearch(ops, op);
    }

    boolean isEmpty() {
        return ops.length == 0;
    }

    /** The invocations that one of them appends to. */
    BitSet invocations() {
        BitSet invocations = new BitSet();
        for (int op : ops) {
            for (int p = h.firstPart[op]; p < h.firstPart[op + 1]; p++) {
                invocations.set(h.partInvocation[p]);
            }
        }
        return invocations;
    }

    /** Whether a read shows that an operation took effect. */
    boolean isShown(int op) {
        int i = index(op);
        return i >= 0 && shown[i];
    }

    /** Whether an operation is to have taken effect: a read shows it, or some invocation needed it. */
    boolean isAssumed(int op) {
        int i = index(op);
        return i >= 0 && assumed[i];
    }

    /** Whether an operation is one of these, and no read shows it. */
    boolean isUnseen(int op) {
        int i = index(op);
        return i >= 0 && !shown[i] && !assumed[i];
    }

    /** Whether an operation is to have had no effect. */
    boolean isDenied(int op) {
        int i = index(op);
        return i >= 0 && denied[i];
    }

    /** Takes back that an operation is to have taken effect, unless a read shows it. */
    void deny(int op) {
        int i = index(op);
        if (i >= 0 && assumed[i] && !shown[i]) {
            assumed[i] = false;
            denied[i] = true;
            earliest[i] = h.invokeRank[op];
            latest[i] = h.completeRank[op];
        }
    }

    /** The rank after which an operation takes effect, as far as is assumed. */
    int earliest(int op) {
        int i = index(op);
        return i < 0 ? h.invokeRank[op] : earliest[i];
    }

    /** The rank before which an operation takes effect, as far as is assumed. */
    int latest(int op) {
        int i = index(op);
        return i < 0 ? h.completeRank[op] : latest[i];
    }

    /**
     * Notes whether an invocation has a place for its part of one.
     *
     * @param op the operation
     * @param part its part in the invocation
     */
    void place(int op, int part, boolean there) {
        if (index(op) >= 0) {
            placed.set(part, there);
        }
    }

    /** Narrows when one took effect. */
    void bound(int op, int from, int to) {
        int i = index(op);
        if (i >= 0) {
            earliest[i] = Math.max(earliest[i], from);
            latest[i] = Math.min(latest[i], to);
        }
    }

    /**
     * Takes those that were placed somewhere to have happened everywhere.
     *
     * @param report takes those that were placed in some of their invocations and not in others
     * @return how many those are
     */
    int settleHalfPlaced(IntConsumer report) {
        int half = 0;
        for (int i = 0; i < ops.length; i++) {
            int from = h.firstPart[ops[i]];
            int to = h.firstPart[ops[i] + 1];
            int there = placed.get(from, to).cardinality();
            if (there > 0 && there < to - from) {
                half++;
                report.accept(ops[i]);
                assumed[i] = !denied[i];
            }
        }
        return half;
    }
}
