package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalHistory.ABSENT;
import static dev.skewer.checker.journal.JournalHistory.NONE;
import static dev.skewer.checker.journal.JournalHistory.UNREPORTED;

import dev.skewer.checker.journal.JournalHistory.Kind;

/**
 * What the reports say of where writes of unknown outcome can have gone: which positions acknowledged writes and reads
 * claim, and how far any report lies ahead. So a search tries such a write only where it may have been, and only while it
 * can change an answer.
 *
 * <p>Gathered once for a search, in time linear in the parts and the rows read; asked in constant time. Some 24 bytes for
 * each entry appended or read.
 */
final class UnknownBounds {
    private final JournalHistory h;
    private final ModelState state;

    private final int[] maxEpoch;
    private final int[] maxLength;
    private final int[] maxFirst;
    /** Something was read without the epoch that it belongs to, or reported without. */
    private final boolean[] open;

    private final boolean[] absent;
    /** Which entry was appended at an index in an epoch: model, epoch and index in one key. */
    private final LongIntMap claimed = new LongIntMap();
    /** The index at which an entry of unknown outcome was read. */
    private final LongIntMap indexes = new LongIntMap();

    /**
     * The bounds for some invocations.
     *
     * @param h the history
     * @param state where the search stands when it asks
     * @param invocations how many
     * @param parts of the history
     * @param model the state's number of each part's invocation
     */
    UnknownBounds(JournalHistory h, ModelState state, int invocations, int[] parts, int[] model) {
        this.h = h;
        this.state = state;
        maxEpoch = new int[invocations];
        maxLength = new int[invocations];
        maxFirst = new int[invocations];
        open = new boolean[invocations];
        absent = new boolean[invocations];
        for (int j = 0; j < parts.length; j++) {
            if (h.isOk(parts[j])) {
                note(parts[j], model[j]);
            } else if (h.kind[parts[j]] == Kind.TRIM) {
                // Where it leaves the length may depend on any first index, and is not reported.
                maxFirst[model[j]] = Integer.MAX_VALUE;
            }
        }
    }

    private void note(int p, int m) {
        byte kind = h.kind[p];
        switch (kind) {
            case Kind.APPEND, Kind.SET_STATE -> {
                open[m] |= h.epoch[p] == UNREPORTED || h.length[p] == UNREPORTED;
                reach(m, h.epoch[p], h.length[p] + 1);
                claim(m, h.epoch[p], h.length[p], h.value[p]);
            }
            case Kind.TRIM -> {
                open[m] |= h.epoch[p] == UNREPORTED || h.length[p] == UNREPORTED;
                reach(m, h.epoch[p], h.length[p]);
                if (h.value[p] < h.length[p]) {
                    maxFirst[m] = Math.max(maxFirst[m], h.length[p]);
                }
            }
            case Kind.COMPACT -> {
                // One that stopped short saw the length, of whatever epoch.
                open[m] |= h.first[p] == UNREPORTED || h.value[p] > h.first[p];
                reach(m, 0, Math.max(1, h.first[p]));
                maxFirst[m] = Math.max(maxFirst[m], h.first[p]);
            }
            case Kind.PURGE -> reach(m, 0, 1);
            default -> noteRead(p, m, kind);
        }
    }

    private void noteRead(int p, int m, byte kind) {
        if (kind == Kind.READ_JOURNAL) {
            open[m] = true;
            absent[m] |= h.contentCount(h.content[p]) == 0;
        } else if (h.epoch[p] == ABSENT) {
            absent[m] = true;
        } else {
            open[m] |= h.epoch[p] == UNREPORTED || h.first[p] == UNREPORTED;
            reach(m, h.epoch[p], h.length[p]);
            maxFirst[m] = Math.max(maxFirst[m], h.first[p]);
        }
        int content = h.content[p];
        int rows = content == NONE ? 0 : h.contentCount(content);
        for (int row = 0; row < rows; row++) {
            int index = h.contentIndex(content, row);
            int entry = h.contentEntry(content, row);
            if (kind != Kind.READ_JOURNAL) {
                claim(m, h.epoch[p], index, entry);
            }
            int writer = h.writer[entry];
            if (writer != NONE && !h.isOk(writer)) {
                indexes.put(entry, index);
            }
        }
    }

    private void reach(int m, int epoch, int length) {
        maxEpoch[m] = Math.max(maxEpoch[m], epoch);
        maxLength[m] = Math.max(maxLength[m], length);
    }

    private void claim(int m, int epoch, int index, int entry) {
        if (epoch >= 0 && epoch < 1 << 20 && index >= 0 && index < 1 << 24) {
            claimed.put(key(m, epoch, index), entry);
        }
    }

    private long key(int m, int epoch, int index) {
        return (long) m << 44 | (long) epoch << 24 | index;
    }

    /** Whether the position that a write of unknown outcome would take now is claimed by no other. */
    boolean isFree(int p, int m) {
        if (!Kind.isAppend(h.kind[p]) || h.isOk(p)) {
            return true;
        }
        int epoch = state.epoch(m);
        int length = state.length(m);
        int index = indexes.get(h.value[p]);
        if (index != LongIntMap.MISSING && index != length) {
            return false;
        }
        int there = epoch < 1 << 20 && length < 1 << 24 ? claimed.get(key(m, epoch, length)) : LongIntMap.MISSING;
        return there == LongIntMap.MISSING || there == h.value[p];
    }

    /** Whether some report lies ahead of the state that a write of unknown outcome would leave. */
    boolean isNeeded(int p, int m) {
        boolean earlier = open[m] || state.epoch(m) < maxEpoch[m];
        return switch (h.kind[p]) {
            case Kind.APPEND, Kind.SET_STATE -> earlier || state.length(m) < maxLength[m];
            case Kind.TRIM -> earlier;
            case Kind.COMPACT -> open[m] || state.first(m) < maxFirst[m];
            default -> absent[m];
        };
    }
}
