package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NEVER;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.column.LongIntMap;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.history.JournalHistory.Status;

/**
 * The appends of unknown outcome that took effect for certain, as a read shows what they appended: before that read returned, and so
 * in all of their invocations, whatever crashes did. Each entry has one append, so nothing is guessed. Linear in the history.
 */
final class SeenAppends {
    private final JournalHistory h;
    /** By operation: the operation that shows it and returned first. */
    private final LongIntMap readers = new LongIntMap();

    private SeenAppends(JournalHistory history) {
        h = history;
    }

    /** Those of a history. */
    static SeenAppends of(JournalHistory h) {
        var seen = new SeenAppends(h);
        boolean any = false;
        for (int p = 0; p < h.parts && !any; p++) {
            any = Kind.isAppend(h.kind[p]) && h.status[h.partOp[p]] == Status.INFO;
        }
        for (int p = 0; any && p < h.parts; p++) {
            if (Kind.isRead(h.kind[p]) && h.isOk(p)) {
                seen.look(p);
            }
        }
        return seen;
    }

    private void look(int read) {
        int content = h.content[read];
        for (int row = 0; content != NONE && row < h.contentCount(content); row++) {
            note(h.contentEntry(content, row), read);
        }
        int state = h.value[read];
        for (int i = 0; state != NONE && i < h.stateCount(state); i++) {
            note(h.stateValue(state, i), read);
        }
    }

    private void note(int entry, int read) {
        int append = h.writer[entry];
        if (append == NONE || h.status[h.partOp[append]] != Status.INFO) {
            return;
        }
        int op = h.partOp[append];
        int known = readers.get(op);
        if (known == LongIntMap.MISSING || h.completeRank[known] > h.completed(read)) {
            readers.put(op, h.partOp[read]);
        }
    }

    /** The rank by which an operation of unknown outcome took effect; NEVER if nothing shows that it did. */
    int by(int op) {
        int reader = readers.get(op);
        return reader == LongIntMap.MISSING ? NEVER : h.completeRank[reader];
    }

    /** The operation that shows another one, and returned first of those; NONE if none does. */
    int reader(int op) {
        int reader = readers.get(op);
        return reader == LongIntMap.MISSING ? NONE : reader;
    }
}
