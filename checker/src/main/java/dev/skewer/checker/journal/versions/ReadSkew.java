package dev.skewer.checker.journal.versions;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.history.JournalHistory.Status;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a read whose journal is not the one that its metadata describes.
 *
 * <p>First what no version could show: entries nobody appended, entries of a failed append, one entry twice, rows out of
 * order or with a gap. Then the lives of the entries: if they all lived at one moment the journal is a version of its
 * own, and the read is <em>skewed</em> between that version and the one of its metadata; the write in between names the
 * kind. If they did not, or the moment had passed before the read began, an entry came back or was lost. Linear in the
 * rows of the read, times the epochs after its metadata in the worst case.
 */
public final class ReadSkew {
    private final JournalHistory h;
    private final VersionOrder order;
    private final Contents contents;
    /** The read that last saw an entry, plus one, by entry id: finds an entry that occurs twice. */
    private final int[] seenBy;

    private int reads;

    public ReadSkew(JournalHistory history, VersionOrder order, Contents contents) {
        h = history;
        this.order = order;
        this.contents = contents;
        seenBy = new int[history.entries.size()];
    }

    /**
     * Reports one read.
     *
     * @param s its invocation
     * @param at where the parts of the invocation stand
     * @param k the read
     * @param found where to
     */
    public void report(Scope s, Placement at, int k, FindingBuffer found) {
        boolean settled = !order.hadUnknown && !at.chosen;
        if (!reportRows(s, k, found)) {
            Finding finding = between(s, at, k);
            found.add(finding, k, NONE, settled || contradictsOwnEpoch(s, at, k));
        }
    }

    /** Reports rows that no version of any journal could show; they are definite whatever else happened. */
    public boolean reportRows(Scope s, int k, FindingBuffer found) {
        int p = s.part[k];
        int content = h.content[p];
        int rows = h.contentCount(content);
        int before = found.size();
        int stamp = ++reads;
        int previous = -1;
        boolean gap = false;
        boolean disorder = false;
        boolean misplaced = false;
        for (int i = 0; i < rows; i++) {
            int index = h.contentIndex(content, i);
            int entry = h.contentEntry(content, i);
            if (seenBy[entry] == stamp) {
                found.add(Finding.DUPLICATE_ENTRY, k, NONE, true);
            }
            seenBy[entry] = stamp;
            int writer = h.writer[entry];
            if (writer == NONE) {
                found.add(Finding.PHANTOM_NEVER, k, NONE, true);
            } else if (h.partInvocation[writer] != h.partInvocation[p]) {
                found.add(elsewhere(writer, p), k, NONE, true);
            } else if (h.status[h.partOp[writer]] == Status.FAIL) {
                found.add(Finding.ABORTED_READ, k, NONE, true);
            } else if (h.invoked(writer) > h.completed(p)) {
                found.add(Finding.PHANTOM_EARLY, k, NONE, true);
            } else if (h.isOk(writer) && h.length[writer] >= 0 && h.length[writer] != index) {
                misplaced = true;
            }
            disorder |= index <= previous;
            gap |= i > 0 && index > previous + 1;
            previous = index;
        }
        if (found.size() == before) {
            if (disorder) {
                found.add(Finding.REORDERED_ROWS, k, NONE, true);
            } else if (misplaced) {
                found.add(Finding.MISPLACED, k, NONE, true);
            } else if (gap) {
                found.add(Finding.GAP, k, NONE, true);
            }
        }
        return found.size() > before;
    }

    /** What an entry is that another invocation has, or another era of the same. */
    private Finding elsewhere(int writer, int p) {
        if (h.source(h.partInvocation[writer]) != h.source(h.partInvocation[p])) {
            return Finding.PHANTOM_ELSEWHERE;
        }
        if (h.status[h.partOp[writer]] == Status.FAIL) {
            return Finding.ABORTED_READ;
        }
        return h.invoked(writer) > h.completed(p) ? Finding.PHANTOM_EARLY : Finding.SKEW_CRASH;
    }

    /** Whether some acknowledged append of the metadata's own epoch put another entry where the read shows one, or none. */
    private boolean contradictsOwnEpoch(Scope s, Placement at, int k) {
        int p = s.part[k];
        int content = h.content[p];
        int e = h.epoch[p];
        if (h.contentCount(content) != h.length[p] - h.first[p]) {
            return true;
        }
        for (int i = 0; i < h.contentCount(content); i++) {
            int index = h.contentIndex(content, i);
            if (index != h.first[p] + i) {
                return true;
            }
            if (index < order.start[e] || index >= h.length[p]) {
                continue;
            }
            int owner = at.suffixOwner[order.position(e, index + 1)];
            if (owner != NONE && s.isOk(owner) && h.value[s.part[owner]] != h.contentEntry(content, i)) {
                return true;
            }
        }
        return false;
    }

    /** Finds what lies between the version of the metadata and that of the journal. */
    private Finding between(Scope s, Placement at, int k) {
        int p = s.part[k];
        int content = h.content[p];
        int rows = h.contentCount(content);
        int position = at.suffixLow[k];
        if (rows == 0) {
            return emptied(s, at, k);
        }
        int last = h.contentEntry(content, rows - 1);
        int low = h.contentIndex(content, 0);
        int top = h.contentIndex(content, rows - 1) + 1;
        int born = contents.birth[last];
        if (born == NONE) {
            return Finding.UNEXPLAINED;
        }
        Finding returned = resurrected(s, at, k, born, low);
        if (returned != null) {
            return returned;
        }
        int e = h.epoch[p];
        if (low == h.first[p] && top == h.length[p]) {
            return Finding.SKEW_SAME_LENGTH;
        }
        if (top < h.length[p]) {
            if (order.epochAt(born) > e || isTrimmedLater(e, top, last)) {
                return Finding.SKEW_METADATA_BEFORE_TRIM;
            }
            return missing(s, at, k, e, top);
        }
        if (top > h.length[p]) {
            return born > position ? newer(e, born) : Finding.SKEW_METADATA_AFTER_TRIM;
        }
        if (low > h.first[p]) {
            return order.prefixAt(low) > 0 ? Finding.SKEW_METADATA_BEFORE_COMPACT : Finding.LOST_APPEND;
        }
        return Finding.SKEW_METADATA_AFTER_COMPACT;
    }

    private Finding newer(int epoch, int born) {
        return order.epochAt(born) > epoch ? Finding.SKEW_METADATA_BEFORE_TRIM : Finding.SKEW_METADATA_BEFORE_APPEND;
    }

    /** Whether a later trim to just this length leaves the entries that were read. */
    private boolean isTrimmedLater(int epoch, int length, int last) {
        for (int e = epoch + 1; e < order.epochs && order.base[e] < contents.death[last]; e++) {
            if (order.start[e] == length) {
                return true;
            }
        }
        return false;
    }

    /** The newest entries are missing: not there yet, or lost. */
    private Finding missing(Scope s, Placement at, int k, int epoch, int top) {
        int slotEpoch = epoch;
        while (slotEpoch > 0 && order.start[slotEpoch] > top) {
            slotEpoch--;
        }
        int owner = at.suffixOwner[order.position(slotEpoch, top + 1)];
        boolean old = owner != NONE && s.completed[owner] < s.invoked[k];
        return old ? Finding.LOST_APPEND : Finding.SKEW_METADATA_AFTER_APPEND;
    }

    /** No rows at all, though the metadata promises some: lost, unless what was under way may have dropped all of them. */
    private Finding emptied(Scope s, Placement at, int k) {
        int p = s.part[k];
        int kept = h.length[p];
        for (int e = h.epoch[p] + 1; e < order.epochs; e++) {
            if (opensBefore(s, at, e, s.completed[k])) {
                kept = Math.min(kept, order.start[e]);
            }
        }
        if (kept <= h.first[p]) {
            return Finding.SKEW_METADATA_BEFORE_TRIM;
        }
        if (order.purge != NONE && s.invoked[order.purge] < s.completed[k]) {
            return Finding.SKEW_METADATA_BEFORE_PURGE;
        }
        int dropped = h.first[p];
        for (int q = at.prefixLow[k] + 1; q < at.prefixCount; q++) {
            int owner = at.prefixOwner[q];
            if (owner == NONE || s.invoked[owner] < s.completed[k]) {
                dropped = Math.max(dropped, order.firsts[q]);
            }
        }
        if (dropped >= h.length[p]) {
            return Finding.SKEW_METADATA_BEFORE_COMPACT;
        }
        // A trim may have dropped the rows from there up, and a compact those below.
        return kept <= dropped ? Finding.SKEW_METADATA_BEFORE_TRIM : missing(s, at, k, h.epoch[p], h.first[p]);
    }

    private boolean opensBefore(Scope s, Placement at, int epoch, int completed) {
        int owner = at.suffixOwner[order.base[epoch]];
        return owner != NONE && s.invoked[owner] < completed;
    }

    /** An entry whose life was over before the youngest began, or before the read did. */
    private @Nullable Finding resurrected(Scope s, Placement at, int k, int born, int low) {
        int p = s.part[k];
        int content = h.content[p];
        int rows = h.contentCount(content);
        int youngest = born;
        for (int i = 0; i < rows; i++) {
            int birth = contents.birth[h.contentEntry(content, i)];
            if (birth == NONE) {
                return Finding.UNEXPLAINED;
            }
            youngest = Math.max(youngest, birth);
        }
        for (int i = 0; i < rows; i++) {
            int death = contents.death[h.contentEntry(content, i)];
            if (death == Integer.MAX_VALUE) {
                continue;
            }
            int killer = at.suffixOwner[death];
            boolean over = killer != NONE && s.completed[killer] < s.invoked[k];
            if (death <= youngest || over) {
                return death == order.purged ? Finding.RESURRECTED_PURGED : Finding.RESURRECTED_TRIMMED;
            }
        }
        int q = at.prefixLow[k];
        for (int later = q; later > 0 && low < order.firsts[later]; later--) {
            int owner = at.prefixOwner[later];
            if (owner != NONE && low < order.firsts[later] && s.completed[owner] < s.invoked[k]) {
                return Finding.RESURRECTED_COMPACTED;
            }
        }
        return null;
    }

    /** Reports a journal that was read alone, or beside absent metadata, and fits no version. */
    public void reportAlone(Scope s, Placement at, int k, FindingBuffer found) {
        if (reportRows(s, k, found)) {
            return;
        }
        boolean settled = !order.hadUnknown && !at.chosen;
        int p = s.part[k];
        if (Kind.isPaired(h.kind[p])) {
            Finding finding =
                    order.purge == NONE ? Finding.SKEW_METADATA_BEFORE_APPEND : Finding.SKEW_METADATA_AFTER_PURGE;
            found.add(finding, k, NONE, true);
            return;
        }
        int content = h.content[p];
        if (h.contentCount(content) == 0 || h.epoch[p] >= 0) {
            // No version of that epoch looks like this.
            found.add(Finding.UNEXPLAINED, k, NONE, settled);
            return;
        }
        int born = contents.birth[h.contentEntry(content, h.contentCount(content) - 1)];
        Finding finding = born == NONE ? Finding.UNEXPLAINED : Finding.RESURRECTED_TRIMMED;
        found.add(finding, k, NONE, settled);
    }
}
