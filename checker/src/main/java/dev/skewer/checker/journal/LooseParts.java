package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalHistory.ABSENT;
import static dev.skewer.checker.journal.JournalHistory.NONE;

import dev.skewer.checker.journal.JournalHistory.Kind;
import java.util.Arrays;

/**
 * Places the parts whose position the store does not report: reads that found nothing, journals read without metadata,
 * and compacts, which say nothing of the length.
 *
 * <p>Each such part fits a set of positions; real time, through {@link Windows}, usually leaves one, or a range with
 * nothing in between that would not fit, and then its place is exact. Otherwise the first that fits is taken and
 * {@link Placement#chosen} says so.
 */
final class LooseParts {
    private final JournalHistory h;
    private final VersionOrder order;
    private final Contents contents;
    private final Windows suffix = new Windows();
    private final Windows prefix = new Windows();

    LooseParts(JournalHistory history, VersionOrder order, Contents contents) {
        h = history;
        this.order = order;
        this.contents = contents;
    }

    /** Local parts that fit no position. */
    int[] misfits = new int[16];

    int misfitCount;

    /** Places all that fit somewhere, and keeps the others as misfits. */
    void place(Scope s, Placement at, FindingBuffer found) {
        misfitCount = 0;
        boolean any = false;
        for (int k = 0; k < s.n && !any; k++) {
            any = isLoose(s, at, k);
        }
        if (!any) {
            return;
        }
        suffix.ofSuffix(s, at);
        prefix.ofPrefix(s, at);
        for (int k = 0; k < s.n; k++) {
            if (!isLoose(s, at, k)) {
                continue;
            }
            byte kind = s.kind(k);
            boolean fits = kind == Kind.COMPACT
                    ? placeCompact(s, at, k, found)
                    : showsRows(s.part(k))
                            ? kind == Kind.READ_JOURNAL && placeJournal(s, at, k)
                            : placeNothing(s, at, k);
            if (!fits) {
                if (misfitCount == misfits.length) {
                    misfits = Arrays.copyOf(misfits, misfitCount * 2);
                }
                misfits[misfitCount++] = k;
            }
        }
    }

    private boolean showsRows(int p) {
        return h.content[p] != NONE && h.contentCount(h.content[p]) > 0;
    }

    private boolean isLoose(Scope s, Placement at, int k) {
        int p = s.part(k);
        byte kind = h.kind[p];
        if (kind == Kind.COMPACT) {
            return at.role[k] == Placement.OBSERVER || at.role[k] == Placement.PREFIX;
        }
        return at.role[k] == Placement.NOWHERE
                && h.isOk(p)
                && (kind == Kind.READ_JOURNAL || (Kind.isRead(kind) && h.epoch[p] == ABSENT));
    }

    /** A compact to F needs a length of at least F; one that was asked for more stopped at a length of just F. */
    private boolean placeCompact(Scope s, Placement at, int k, FindingBuffer found) {
        int p = s.part(k);
        boolean owner = at.role[k] == Placement.PREFIX;
        int first = order.firsts[at.prefixLow[k]];
        boolean stopped = h.value[p] > first;
        if (!owner && !stopped) {
            return true;
        }
        int from = Math.max(1, suffix.firstFitting(s.invoked(k)));
        int to = Math.min(order.lastLiving(at), suffix.lastFitting(s.completed(k)));
        int low = NONE;
        int high = NONE;
        for (int position = from; position <= to; position++) {
            int length = order.lengthAt(position);
            if (stopped ? length != first : length < first) {
                continue;
            }
            if (low == NONE) {
                low = position;
                high = position;
            } else if (high == position - 1) {
                high = position;
            } else {
                at.chosen = true;
                break;
            }
        }
        if (low == NONE) {
            found.add(Finding.TORN_FIRST, k, NONE, false);
            return true;
        }
        if (low > from || high < to) {
            // A write of unknown outcome may have led to the length elsewhere.
            at.chosen |= order.hadUnknown;
            at.suffixLow[k] = low;
            at.suffixHigh[k] = high;
        }
        return true;
    }

    /** A journal names its first index, and its last entry the positions at which it can have been read. */
    private boolean placeJournal(Scope s, Placement at, int k) {
        int p = s.part(k);
        int content = h.content[p];
        int rows = h.contentCount(content);
        int last = h.contentEntry(content, rows - 1);
        int length = h.contentIndex(content, rows - 1) + 1;
        int born = contents.bornIn(s.invocation, last);
        int q = order.prefixAt(h.contentIndex(content, 0));
        if (!h.isConsecutive(content) || born == NONE || q < 0 || order.lengthAt(born) != length) {
            return false;
        }
        for (int i = 0; i < rows - 1; i++) {
            int entry = h.contentEntry(content, i);
            int arrived = contents.bornIn(s.invocation, entry);
            if (arrived == NONE
                    || arrived > born
                    || contents.death[entry] <= born
                    || order.lengthAt(arrived) != h.contentIndex(content, i) + 1) {
                return false;
            }
        }
        int invoked = s.invoked(k);
        int completed = s.completed(k);
        int choice = NONE;
        int fallback = born;
        int e = order.epochAt(born);
        for (int position = born; position != NONE; ) {
            if (suffix.fits(position, invoked, completed)) {
                if (choice == NONE) {
                    choice = position;
                } else {
                    at.chosen = true;
                }
            } else if (choice == NONE && suffix.isReachedBy(position, completed)) {
                fallback = position;
            }
            // The same entries again: a later trim to just this length.
            position = NONE;
            while (++e < order.epochs && order.start[e] >= length) {
                if (order.start[e] == length) {
                    position = order.base[e];
                    break;
                }
            }
        }
        int position = choice == NONE ? fallback : choice;
        at.chosen |= order.hadUnknown;
        at.observe(k, position, position, q, q);
        return true;
    }

    /** Nothing was found: the invocation was unknown or purged or, for a journal alone, empty. */
    private boolean placeNothing(Scope s, Placement at, int k) {
        boolean journalAlone = s.kind(k) == Kind.READ_JOURNAL;
        int invoked = s.invoked(k);
        int completed = s.completed(k);
        int position = NONE;
        int q = NONE;
        int choices = 0;
        if (suffix.fits(0, invoked, completed)) {
            position = 0;
            q = 0;
            choices++;
        }
        if (journalAlone) {
            int from = Math.max(1, suffix.firstFitting(invoked));
            int to = Math.min(order.lastLiving(at), suffix.lastFitting(completed));
            for (int candidate = from; candidate <= to; candidate++) {
                int there = order.prefixAt(order.lengthAt(candidate));
                if (there >= 0 && prefix.fits(there, invoked, completed)) {
                    position = candidate;
                    q = there;
                    choices++;
                }
            }
        }
        if (order.purged != NONE && suffix.fits(order.purged, invoked, completed)) {
            position = order.purged;
            q = at.prefixCount - 1;
            choices++;
        }
        at.chosen |= choices > 1 || order.hadUnknown;
        at.observe(k, Math.max(position, 0), Math.max(position, 0), Math.max(q, 0), Math.max(q, 0));
        return true;
    }
}
