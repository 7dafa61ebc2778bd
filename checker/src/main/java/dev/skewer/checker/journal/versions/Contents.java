package dev.skewer.checker.journal.versions;

import static dev.skewer.checker.journal.history.JournalHistory.ABSENT;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import java.util.Arrays;

/**
 * Replays the suffix chain of one invocation, epoch by epoch, and compares what each read saw with the entries that its
 * metadata promises.
 *
 * <p>Within an epoch entries are only added, so after its appends one array of entries by index serves all reads of the
 * epoch: a read of {@code first … length - 1} must equal that slice, one comparison of ints an entry. On the way each
 * entry gets its <em>life</em>: the suffix position that brought it and the one that dropped it. Reads that do not match
 * are kept for {@link ReadSkew}, which tells from the lives what they saw instead.
 *
 * <p>A position that no acknowledged write owns is a hole. The first entry read there whose append has no known outcome
 * fills it: the entry names its append.
 */
public final class Contents {
    /** In place of an entry: somebody appended it, nobody knows who. */
    static final int HOLE = -1;

    private final JournalHistory h;
    private final VersionOrder order;

    /** The position that brought each entry, by entry id; NONE if no position did. */
    public final int[] birth;
    /** The position that dropped each entry; {@link Integer#MAX_VALUE} if none did. */
    public final int[] death;

    private int[] current = new int[64];
    private int[] head = new int[16];
    private int[] next = new int[64];

    /** Local parts whose journal is not what their metadata promises. */
    public int[] mismatched = new int[16];

    public int mismatches;
    /** Positions without an owner, position 0 apart. */
    int holes;

    public Contents(JournalHistory history, VersionOrder order) {
        h = history;
        this.order = order;
        birth = new int[history.entries.size()];
        death = new int[history.entries.size()];
        Arrays.fill(birth, NONE);
    }

    /** Replays the scope's invocation. */
    public void replay(Scope s, Placement at) {
        mismatches = 0;
        bucketReads(s, at);
        for (int k = 0; k < s.n; k++) {
            if (Kind.isAppend(s.kind[k])) {
                birth[s.value[k]] = NONE;
            }
        }
        holes = 0;
        for (int position = 1; position < at.suffixCount; position++) {
            if (at.suffixOwner[position] == NONE) {
                holes++;
            }
        }
        int length = 0;
        for (int e = 0; e < order.epochs; e++) {
            int from = order.start[e];
            int to = order.end[e];
            for (int i = from; i < length; i++) {
                if (current[i] != HOLE) {
                    death[current[i]] = order.base[e];
                }
            }
            if (to > current.length) {
                current = Arrays.copyOf(current, to + (to >> 1));
            }
            for (int i = length; i < from; i++) {
                current[i] = HOLE;
            }
            for (int i = from; i < to; i++) {
                int position = order.base[e] + i + 1 - from;
                int owner = at.suffixOwner[position];
                current[i] = owner == NONE ? HOLE : s.value[owner];
                if (owner != NONE) {
                    live(current[i], position);
                }
            }
            length = to;
            if (holes > 0 && order.unknowns > 0) {
                for (int k = head[e]; k != NONE; k = next[k]) {
                    fillHoles(s, at, e, k);
                }
            }
            for (int k = head[e]; k != NONE; k = next[k]) {
                if (!matches(s, k)) {
                    if (mismatches == mismatched.length) {
                        mismatched = Arrays.copyOf(mismatched, mismatches * 2);
                    }
                    mismatched[mismatches++] = k;
                }
            }
        }
        if (order.purged != NONE) {
            for (int i = 0; i < length; i++) {
                if (current[i] != HOLE) {
                    death[current[i]] = order.purged;
                }
            }
        }
    }

    /** The position that brought an entry to an invocation; NONE if it never came, or went to another. */
    int bornIn(int invocation, int entry) {
        int writer = h.writer[entry];
        return writer == NONE || h.partInvocation[writer] != invocation ? NONE : birth[entry];
    }

    private void live(int entry, int position) {
        birth[entry] = position;
        death[entry] = Integer.MAX_VALUE;
    }

    /** Links the reads with metadata and journal by epoch; the oldest comes first. */
    private void bucketReads(Scope s, Placement at) {
        if (order.epochs > head.length) {
            head = new int[order.epochs * 2];
        }
        if (s.n > next.length) {
            next = new int[s.n + (s.n >> 1)];
        }
        Arrays.fill(head, 0, order.epochs, NONE);
        for (int k = s.n - 1; k >= 0; k--) {
            if (Kind.isPaired(s.kind[k]) && at.role[k] == Placement.OBSERVER && s.epoch[k] != ABSENT) {
                next[k] = head[s.epoch[k]];
                head[s.epoch[k]] = k;
            }
        }
    }

    private boolean matches(Scope s, int k) {
        int content = s.content[k];
        int count = s.length[k] - s.first[k];
        if (h.contentCount(content) != count) {
            return false;
        }
        if (count == 0) {
            return true;
        }
        return h.isConsecutive(content)
                && h.arena.get(content + 1) == s.first[k]
                && (h.arena.matches(content + 2, current, s.first[k], count)
                        || matchesAroundHoles(s, k, content, count));
    }

    /** A hole may hold any entry that nothing else accounts for; everything else must match. */
    private boolean matchesAroundHoles(Scope s, int k, int content, int count) {
        if (holes == 0) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            int expected = current[s.first[k] + i];
            int seen = h.contentEntry(content, i);
            if (expected != seen && (expected != HOLE || birth[seen] != NONE || !mayFill(s.invocation, seen))) {
                return false;
            }
        }
        return true;
    }

    private boolean mayFill(int invocation, int entry) {
        int writer = h.writer[entry];
        return writer != NONE
                && h.partInvocation[writer] == invocation
                && h.status[h.partOp[writer]] == JournalHistory.Status.INFO;
    }

    private void fillHoles(Scope s, Placement at, int epoch, int k) {
        int content = s.content[k];
        int rows = h.contentCount(content);
        for (int i = 0; i < rows; i++) {
            int index = h.contentIndex(content, i);
            int entry = h.contentEntry(content, i);
            if (index >= s.length[k]
                    || current[index] != HOLE
                    || birth[entry] != NONE
                    || !mayFill(s.invocation, entry)) {
                continue;
            }
            int position = slot(epoch, index);
            int writer = localWriter(s, entry);
            if (writer == NONE || at.suffixOwner[position] != NONE) {
                continue;
            }
            at.own(writer, position);
            order.forgetUnknown(writer);
            current[index] = entry;
            live(entry, position);
            holes--;
        }
    }

    /** The position that last wrote an index, seen from an epoch. */
    private int slot(int epoch, int index) {
        int e = epoch;
        while (e > 0 && order.start[e] > index) {
            e--;
        }
        return order.position(e, index + 1);
    }

    private int localWriter(Scope s, int entry) {
        for (int i = 0; i < order.unknowns; i++) {
            int k = order.unknown[i];
            if (s.part[k] == h.writer[entry]) {
                return k;
            }
        }
        return NONE;
    }
}
