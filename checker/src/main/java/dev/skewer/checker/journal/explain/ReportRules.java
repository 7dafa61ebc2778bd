package dev.skewer.checker.journal.explain;

import static dev.skewer.checker.journal.history.JournalHistory.ABSENT;
import static dev.skewer.checker.journal.history.JournalHistory.NEVER;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;
import static dev.skewer.checker.journal.history.JournalHistory.UNREPORTED;

import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.history.JournalHistory.Status;
import dev.skewer.checker.journal.search.SearchSpace;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rules that follow from the definition of a journal for what some operations show, whatever else happened. Operations that
 * break one have no order, and no search has to say so. That they break none says nothing.
 *
 * <ul>
 *   <li>Rows: consecutive indexes, as many as the metadata beside them says, each entry once; each appended to this invocation,
 *       by an operation that did not fail and had begun; at the index at which the append says it put it, and not in an epoch
 *       or at a length before that.
 *   <li>An index holds one entry in an epoch, and an entry that a trim dropped stays away in later epochs.
 *   <li>An operation comes before another that it preceded in real time, or that shows its entry; epoch, length and first index
 *       only grow (the first two as a pair), nothing exists after a purge, and nothing is absent after the first append but for
 *       a purge.
 *   <li>An entry has one life: what does not show it comes before all or after all that show it or append it.
 * </ul>
 *
 * <p>The last two say which comes first of two operations; a cycle is a contradiction. Takes time in the square of the operations and
 * in the rows that they show.
 */
public final class ReportRules {
    /** More operations are not held against each other. */
    static final int MOST = Long.SIZE;

    private final JournalHistory h;
    private final InvocationParts groups;

    public ReportRules(JournalHistory history, InvocationParts groups) {
        h = history;
        this.groups = groups;
    }

    /**
     * Whether some operations break a rule; of others nothing is taken into account but which of them append or purge and which
     * failed.
     */
    public boolean contradicts(BitSet operations) {
        int[] ops = operations.stream()
                .filter(op -> h.status[op] == Status.OK && h.completeRank[op] != NEVER)
                .toArray();
        if (ops.length > MOST) {
            return false;
        }
        for (int op : ops) {
            for (int p = h.firstPart[op]; p < h.firstPart[op + 1]; p++) {
                if (Kind.isRead(h.kind[p]) && areRowsWrong(p, operations)) {
                    return true;
                }
            }
        }
        long[] before = new long[ops.length];
        for (int i = 0; i < ops.length; i++) {
            for (int j = 0; j < ops.length; j++) {
                if (i != j && h.completeRank[ops[i]] < h.invokeRank[ops[j]]) {
                    before[i] |= bit(j);
                }
                for (int p = h.firstPart[ops[i]]; p < h.firstPart[ops[i] + 1]; p++) {
                    for (int q = h.firstPart[ops[j]]; q < h.firstPart[ops[j] + 1]; q++) {
                        if (p == q || h.partInvocation[p] != h.partInvocation[q]) {
                            continue;
                        }
                        if (cannotBeBoth(p, q)) {
                            return true;
                        }
                        if (i != j && (isAhead(q, p) || showsState(q, p))) {
                            before[i] |= bit(j);
                        }
                    }
                }
            }
        }
        return hasCycle(before, lives(ops));
    }

    private static long bit(int i) {
        return 1L << i;
    }

    /** Completes which operations come before which; says whether one would have to come before itself. */
    private static boolean hasCycle(long[] before, Collection<Life> lives) {
        boolean changed = true;
        while (changed) {
            for (int k = 0; k < before.length; k++) {
                for (int i = 0; i < before.length; i++) {
                    before[i] |= (before[i] & bit(k)) == 0 ? 0 : before[k];
                }
            }
            for (int i = 0; i < before.length; i++) {
                if ((before[i] & bit(i)) != 0) {
                    return true;
                }
            }
            changed = false;
            for (Life life : lives) {
                changed |= life.apply(before);
            }
        }
        return false;
    }

    /** An entry as some operations saw it; a bit for each by its number among those looked at. */
    private static final class Life {
        private final int invocation;
        /** The one that appended it, if it is among them. */
        private long writer;
        /** Those that show it. */
        private long readers;
        /** Those that read the journal of its invocation, whether they show it or not. */
        private long journals;

        Life(int invocation) {
            this.invocation = invocation;
        }

        /** Orders those that do not show the entry; says whether that was news. */
        boolean apply(long[] before) {
            boolean changed = false;
            if (writer != 0) {
                changed = add(before, Long.numberOfTrailingZeros(writer), readers);
            }
            long after = 0;
            for (long rest = readers | writer; rest != 0; rest &= rest - 1) {
                after |= before[Long.numberOfTrailingZeros(rest)];
            }
            for (long rest = journals & ~readers; rest != 0; rest &= rest - 1) {
                int other = Long.numberOfTrailingZeros(rest);
                if ((before[other] & readers) != 0) {
                    changed |= add(before, other, readers | writer);
                }
                if ((after & bit(other)) != 0) {
                    for (long each = readers; each != 0; each &= each - 1) {
                        changed |= add(before, Long.numberOfTrailingZeros(each), bit(other));
                    }
                }
            }
            return changed;
        }

        private static boolean add(long[] before, int i, long more) {
            long known = before[i];
            before[i] |= more;
            return before[i] != known;
        }
    }

    private Collection<Life> lives(int[] ops) {
        Map<Integer, Life> lives = new LinkedHashMap<>();
        Map<Integer, Long> journals = new HashMap<>();
        for (int i = 0; i < ops.length; i++) {
            for (int p = h.firstPart[ops[i]]; p < h.firstPart[ops[i] + 1]; p++) {
                if (Kind.isAppend(h.kind[p])) {
                    life(h.value[p], lives).writer = bit(i);
                } else if (Kind.isRead(h.kind[p]) && h.content[p] != NONE) {
                    journals.merge(h.partInvocation[p], bit(i), (some, one) -> some | one);
                    for (int row = 0; row < h.contentCount(h.content[p]); row++) {
                        life(h.contentEntry(h.content[p], row), lives).readers |= bit(i);
                    }
                }
            }
        }
        lives.values().removeIf(life -> life.readers == 0);
        lives.values().forEach(life -> life.journals = journals.getOrDefault(life.invocation, 0L));
        return lives.values();
    }

    private Life life(int entry, Map<Integer, Life> lives) {
        // Rows that nothing appended have been found wrong before.
        return lives.computeIfAbsent(entry, unused -> new Life(h.partInvocation[h.writer[entry]]));
    }

    private boolean areRowsWrong(int p, BitSet operations) {
        int content = h.content[p];
        for (int i = 0; h.value[p] != NONE && i < h.stateCount(h.value[p]); i++) {
            if (cannotHaveSeen(p, h.writer[h.stateValue(h.value[p], i)])) {
                return true;
            }
        }
        if (content == NONE) {
            return false;
        }
        int rows = h.contentCount(content);
        if (h.kind[p] != Kind.READ_JOURNAL) {
            boolean counted = h.epoch[p] == ABSENT || (h.first[p] != UNREPORTED && h.length[p] != UNREPORTED);
            int expected = h.epoch[p] == ABSENT ? 0 : h.length[p] - h.first[p];
            if (counted && rows != expected) {
                return true;
            }
            if (rows > 0 && h.first[p] != UNREPORTED && h.contentIndex(content, 0) != h.first[p]) {
                return true;
            }
        }
        BitSet entries = new BitSet();
        for (int row = 0; row < rows; row++) {
            int index = h.contentIndex(content, row);
            int entry = h.contentEntry(content, row);
            if ((row > 0 && index != h.contentIndex(content, row - 1) + 1)
                    || entries.get(entry)
                    || cannotShow(p, index, entry, operations)) {
                return true;
            }
            entries.set(entry);
        }
        return false;
    }

    private boolean cannotShow(int p, int index, int entry, BitSet operations) {
        int writer = h.writer[entry];
        if (cannotHaveSeen(p, writer)) {
            return true;
        }
        if (!operations.get(h.partOp[writer]) || !h.isOk(writer)) {
            return false;
        }
        return (h.length[writer] != UNREPORTED && h.length[writer] != index)
                || (h.epoch[writer] != UNREPORTED && h.epoch[p] >= 0 && h.epoch[writer] > h.epoch[p])
                || isDropped(writer, p, index, operations);
    }

    /** Whether a read cannot have seen what a part wrote. */
    private boolean cannotHaveSeen(int p, int writer) {
        return writer == NONE
                || h.partInvocation[writer] != h.partInvocation[p]
                || h.status[h.partOp[writer]] == Status.FAIL
                || h.invoked(writer) > h.completed(p);
    }

    /** Whether one of the operations is a trim that dropped an entry before the epoch in which a read shows it. */
    private boolean isDropped(int writer, int p, int index, BitSet operations) {
        for (int b = operations.nextSetBit(0);
                b >= 0 && h.epoch[writer] != UNREPORTED;
                b = operations.nextSetBit(b + 1)) {
            int q = h.firstPart[b];
            if (h.status[b] == Status.OK
                    && h.kind[q] == Kind.TRIM
                    && h.partInvocation[q] == h.partInvocation[p]
                    && h.length[q] != UNREPORTED
                    && h.length[q] <= index
                    && h.epoch[q] > h.epoch[writer]
                    && h.epoch[p] >= h.epoch[q]) {
                return true;
            }
        }
        return false;
    }

    private boolean cannotBeBoth(int p, int q) {
        if (h.kind[p] == Kind.PURGE && h.kind[q] == Kind.PURGE) {
            return true;
        }
        if (h.epoch[p] < 0 || h.epoch[p] != h.epoch[q]) {
            return false;
        }
        boolean isAppend = Kind.isAppend(h.kind[q]) && h.length[q] != UNREPORTED;
        if (Kind.isAppend(h.kind[p])) {
            return isAppend && h.length[p] == h.length[q];
        }
        if (!Kind.isRead(h.kind[p]) || h.content[p] == NONE) {
            return false;
        }
        if (isAppend) {
            return differs(h.content[p], h.length[q], h.value[q]);
        }
        if (!Kind.isRead(h.kind[q]) || h.content[q] == NONE) {
            return false;
        }
        for (int row = 0; row < h.contentCount(h.content[q]); row++) {
            int index = h.contentIndex(h.content[q], row);
            if (differs(h.content[p], index, h.contentEntry(h.content[q], row))) {
                return true;
            }
        }
        return false;
    }

    /** Whether rows hold another entry at an index than the one that belongs there. */
    private boolean differs(int content, int index, int entry) {
        int rows = h.contentCount(content);
        int row = rows == 0 ? NONE : index - h.contentIndex(content, 0);
        return row >= 0 && row < rows && h.contentIndex(content, row) == index && h.contentEntry(content, row) != entry;
    }

    /** Whether a read shows the state that a part set. */
    private boolean showsState(int read, int writer) {
        if (!Kind.isRead(h.kind[read]) || h.kind[writer] != Kind.SET_STATE) {
            return false;
        }
        int state = h.value[read];
        for (int i = 0; state != NONE && i < h.stateCount(state); i++) {
            if (h.stateValue(state, i) == h.value[writer]) {
                return true;
            }
        }
        return false;
    }

    /** Whether what one part left the invocation at is beyond what a later one found. */
    private boolean isAhead(int earlier, int later) {
        if (h.kind[earlier] == Kind.PURGE) {
            return isAlive(later);
        }
        if (Kind.isRead(h.kind[later]) && h.epoch[later] == ABSENT) {
            return isAlive(earlier) && !mayBePurged(h.partInvocation[later], h.completed(later));
        }
        long left = point(earlier, true);
        long found = point(later, false);
        int firstLeft = first(earlier);
        int firstFound = first(later);
        return (left >= 0 && found >= 0 && left > found)
                || (firstLeft >= 0 && firstFound >= 0 && firstLeft > firstFound);
    }

    /** Whether a part needs an invocation that exists, or makes it exist. */
    private boolean isAlive(int p) {
        return Kind.isWrite(h.kind[p]) || h.epoch[p] >= 0 || (h.content[p] != NONE && h.contentCount(h.content[p]) > 0);
    }

    private boolean mayBePurged(int invocation, int rank) {
        for (int j = groups.start[invocation]; j < groups.start[invocation + 1]; j++) {
            int p = groups.part[j];
            if (h.kind[p] == Kind.PURGE && h.invoked(p) < rank) {
                return true;
            }
        }
        return false;
    }

    /** Epoch and length that a part reports, after it or as it found them, as far as it says; otherwise negative. */
    private long point(int p, boolean after) {
        if (h.epoch[p] < 0) {
            return NONE;
        }
        if (h.kind[p] == Kind.READ_JOURNAL) {
            int rows = h.contentCount(h.content[p]);
            return rows == 0 ? NONE : SearchSpace.point(h.epoch[p], h.contentIndex(h.content[p], rows - 1) + 1);
        }
        if (h.length[p] < 0) {
            return NONE;
        }
        int more = Kind.isAppend(h.kind[p]) && after ? 1 : 0;
        return SearchSpace.point(h.epoch[p], h.length[p] + more);
    }

    /** The first index that a part saw; negative if it does not say. */
    private int first(int p) {
        return switch (h.kind[p]) {
            case Kind.READ_JOURNAL -> h.contentCount(h.content[p]) == 0 ? NONE : h.contentIndex(h.content[p], 0);
            case Kind.COMPACT, Kind.READ, Kind.READ_RANGE, Kind.READ_METADATA ->
                h.epoch[p] == ABSENT ? NONE : h.first[p];
            default -> NONE;
        };
    }
}
