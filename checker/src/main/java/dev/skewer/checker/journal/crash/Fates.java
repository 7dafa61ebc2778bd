package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.column.LongIntMap;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import java.util.BitSet;
import java.util.stream.IntStream;

/** What became of writes to several invocations in those of them that were cut. */
final class Fates {
    private final JournalHistory h;
    private final BitSet kept = new BitSet();
    private final BitSet undone = new BitSet();
    /** By operation: the crash that undid it in one of its invocations. */
    private final LongIntMap by = new LongIntMap();

    private final BitSet shared = new BitSet();

    Fates(JournalHistory history) {
        h = history;
    }

    /** Takes note of what became of the writes in an invocation, in place of what was noted of it before. */
    void add(Eras eras) {
        for (int i = 0; i < eras.count(); i++) {
            int p = eras.part(i);
            int op = h.partOp[p];
            if (!Kind.isWrite(h.kind[p]) || h.firstPart[op + 1] - h.firstPart[op] == 1) {
                continue;
            }
            if (eras.isCut()) {
                shared.set(op);
            }
            kept.clear(p);
            undone.clear(p);
            if (eras.fate(i) == Eras.KEPT) {
                kept.set(p);
            } else if (eras.fate(i) == Eras.UNDONE) {
                undone.set(p);
                by.put(op, eras.undoneBy(eras.eraOf(i)));
            }
        }
    }

    /** The writes to several invocations of which one is cut. */
    IntStream shared() {
        return shared.stream();
    }

    /** The crash that undid an operation in one of its invocations; NONE if none did. */
    int undoneBy(int op) {
        int next = undone.nextSetBit(h.firstPart[op]);
        return next >= 0 && next < h.firstPart[op + 1] ? by.get(op) : NONE;
    }

    /** What became of a part. */
    byte of(int p) {
        return undone.get(p) ? Eras.UNDONE : kept.get(p) ? Eras.KEPT : Eras.UNPLACED;
    }
}
