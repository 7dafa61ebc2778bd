package dev.skewer.checker.journal.versions;

import static dev.skewer.checker.journal.history.JournalHistory.ABSENT;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import java.util.Arrays;

/**
 * Places the parts whose position the store does not report: reads that found nothing, journals read without metadata,
 * and compacts, which say nothing of the length.
 *
 * <p>Each such part fits a set of positions; real time, through {@link Windows}, usually leaves one, or a range with
 * nothing in between that would not fit, and then its place is exact. Otherwise the lowest that fits is taken, which leaves
 * most room to those that began later, and {@link Placement#chosen} says so.
 */
public final class LooseParts {
    private final JournalHistory h;
    private final VersionOrder order;
    private final Contents contents;
    private final Windows suffix = new Windows();
    private final Windows prefix = new Windows();
    /** Between which suffix positions the move to a prefix position lies. */
    private int[] lowest = new int[16];

    private int[] highest = new int[16];

    public LooseParts(JournalHistory history, VersionOrder order, Contents contents) {
        h = history;
        this.order = order;
        this.contents = contents;
    }

    /** The highest position given to a loose read that was over before the one at hand began. */
    private int floor;
    /** Loose reads that were placed and may not have been over then. */
    private int[] pending = new int[16];

    private int pendingCount;

    /** Local parts that fit no position. */
    public int[] misfits = new int[16];

    public int misfitCount;

    /** Places all that fit somewhere, and keeps the others as misfits. */
    public void place(Scope s, Placement at, FindingBuffer found) {
        misfitCount = 0;
        boolean any = false;
        for (int k = 0; k < s.n && !any; k++) {
            any = isLoose(s, at, k);
        }
        if (!any) {
            return;
        }
        suffix.ofSuffix(s, at);
        floor = 0;
        pendingCount = 0;
        prefix.ofPrefix(s, at);
        if (reviseOwners(s, at)) {
            prefix.ofPrefix(s, at);
        }
        boundPrefix(at);
        for (int k = 0; k < s.n; k++) {
            if (!isLoose(s, at, k)) {
                continue;
            }
            raiseFloor(s, at, s.invoked[k]);
            byte kind = s.kind[k];
            boolean fits = kind == Kind.COMPACT
                    ? placeCompact(s, at, k, found)
                    : showsRows(s, k) ? kind == Kind.READ_JOURNAL && placeJournal(s, at, k) : placeNothing(s, at, k);
            if (!fits) {
                if (misfitCount == misfits.length) {
                    misfits = Arrays.copyOf(misfits, misfitCount * 2);
                }
                misfits[misfitCount++] = k;
            } else if (kind != Kind.COMPACT) {
                if (pendingCount == pending.length) {
                    pending = Arrays.copyOf(pending, pendingCount * 2);
                }
                pending[pendingCount++] = k;
            }
        }
    }

    /** Takes note of the loose reads that were over before a rank: later ones must not stand below them. */
    private void raiseFloor(Scope s, Placement at, int invoked) {
        int kept = 0;
        for (int i = 0; i < pendingCount; i++) {
            int k = pending[i];
            if (s.completed[k] < invoked) {
                floor = Math.max(floor, at.suffixLow[k]);
            } else {
                pending[kept++] = k;
            }
        }
        pendingCount = kept;
    }

    /**
     * Where a compact that stopped short, or anything else that saw its first index, was over before the one that owns the
     * index began, lets the one that stopped short own it: both gave the same answer, and the other then changed nothing.
     *
     * @return whether any was revised
     */
    private boolean reviseOwners(Scope s, Placement at) {
        boolean revised = false;
        for (int k = 0; k < s.n; k++) {
            if (s.kind[k] != Kind.COMPACT || at.role[k] != Placement.OBSERVER || at.prefixLow[k] == 0) {
                continue;
            }
            int q = at.prefixLow[k];
            int first = order.firsts[q];
            int owner = at.prefixOwner[q];
            if (s.value[k] <= first
                    || owner == NONE
                    || VersionOrder.placesItself(s, k)
                    || VersionOrder.placesItself(s, owner)) {
                continue;
            }
            at.chosen = true;
            int position = Math.min(order.lastLiving(at), suffix.lastFitting(s.completed[k]));
            while (position > 1 && order.lengthAt(position) != first) {
                position--;
            }
            int over = Math.min(prefix.latest(q), Math.min(s.completed[k], suffix.latestMoveAbove(position)));
            if (over < s.invoked[owner]) {
                at.observe(owner, 1, order.lastLiving(at), q, q);
                at.ownPrefix(k, q, 1, order.lastLiving(at));
                revised = true;
            }
        }
        return revised;
    }

    /**
     * Finds, for the move to each prefix position, between which suffix positions it lies: not below anything that stands
     * lower in the prefix chain, not above anything that stands higher.
     */
    private void boundPrefix(Placement at) {
        int count = at.prefixCount;
        if (count > lowest.length) {
            lowest = new int[count * 2];
            highest = new int[count * 2];
        }
        Arrays.fill(lowest, 0, count, 0);
        Arrays.fill(highest, 0, count, at.suffixCount - 1);
        for (int k = 0; k < at.n; k++) {
            byte role = at.role[k];
            if (role != Placement.OBSERVER && role != Placement.SUFFIX) {
                continue;
            }
            if (at.prefixHigh[k] + 1 < count) {
                int q = at.prefixHigh[k] + 1;
                lowest[q] = Math.max(lowest[q], at.suffixLow[k]);
            }
            int q = at.prefixLow[k];
            int top = role == Placement.SUFFIX ? at.suffixLow[k] - 1 : at.suffixHigh[k];
            highest[q] = Math.min(highest[q], top);
        }
        for (int q = 1; q < count; q++) {
            lowest[q] = Math.max(lowest[q], lowest[q - 1]);
        }
        for (int q = count - 2; q > 0; q--) {
            highest[q] = Math.min(highest[q], highest[q + 1]);
        }
    }

    /** Whether the prefix chain can stand at {@code q} while the suffix chain stands at a position. */
    private boolean meets(int position, int q, Placement at) {
        return lowest[q] <= position && (q + 1 == at.prefixCount || position <= highest[q + 1]);
    }

    private boolean showsRows(Scope s, int k) {
        return s.content[k] != NONE && h.contentCount(s.content[k]) > 0;
    }

    private boolean isLoose(Scope s, Placement at, int k) {
        byte kind = s.kind[k];
        if (kind == Kind.COMPACT) {
            return (at.role[k] == Placement.OBSERVER || at.role[k] == Placement.PREFIX)
                    && !(s.isOk(k) && VersionOrder.placesItself(s, k));
        }
        return at.role[k] == Placement.NOWHERE
                && s.isOk(k)
                && (kind == Kind.READ_JOURNAL || (Kind.isRead(kind) && s.epoch[k] == ABSENT));
    }

    /** A compact to F needs a length of at least F; one that was asked for more stopped at a length of just F. */
    private boolean placeCompact(Scope s, Placement at, int k, FindingBuffer found) {
        boolean owner = at.role[k] == Placement.PREFIX;
        int first = order.firsts[at.prefixLow[k]];
        boolean stopped = s.value[k] > first;
        if (!owner && !stopped) {
            return true;
        }
        int q = at.prefixLow[k];
        int from = Math.max(Math.max(1, suffix.firstFitting(s.invoked[k])), lowest[q]);
        int to = Math.min(order.lastLiving(at), suffix.lastFitting(s.completed[k]));
        if (owner) {
            to = Math.min(to, highest[q]);
        } else if (q + 1 < at.prefixCount) {
            to = Math.min(to, highest[q + 1]);
        }
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
        int content = s.content[k];
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
        int invoked = s.invoked[k];
        int completed = s.completed[k];
        int choice = NONE;
        int choices = 0;
        int fallback = s.epoch[k] < 0 ? born : NONE;
        int e = order.epochAt(born);
        for (int position = born; position != NONE; ) {
            boolean reported = s.epoch[k] < 0 || order.epochAt(position) == s.epoch[k];
            if (reported && suffix.fits(position, invoked, completed)) {
                choices++;
                if (choice == NONE && position >= floor) {
                    choice = position;
                }
            } else if (reported && choice == NONE && (fallback == NONE || suffix.isReachedBy(position, completed))) {
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
        if (position == NONE) {
            return false;
        }
        at.chosen |= choices > 1 || order.hadUnknown;
        at.observe(k, position, position, q, q);
        return true;
    }

    /** Nothing was found: the invocation was unknown or purged or, for a journal alone, empty. */
    private boolean placeNothing(Scope s, Placement at, int k) {
        boolean journalAlone = s.kind[k] == Kind.READ_JOURNAL;
        int invoked = s.invoked[k];
        int completed = s.completed[k];
        int position = NONE;
        int q = NONE;
        int choices = 0;
        boolean inEpoch = journalAlone && s.epoch[k] >= 0;
        if (!inEpoch && suffix.fits(0, invoked, completed)) {
            choices++;
            if (floor == 0) {
                position = 0;
                q = 0;
            }
        }
        if (journalAlone) {
            int from = Math.max(1, suffix.firstFitting(invoked));
            int to = Math.min(order.lastLiving(at), suffix.lastFitting(completed));
            for (int candidate = from; candidate <= to; candidate++) {
                int there = order.prefixAt(order.lengthAt(candidate));
                if ((inEpoch && order.epochAt(candidate) != s.epoch[k])
                        || there < 0
                        || !prefix.fits(there, invoked, completed)
                        || !meets(candidate, there, at)) {
                    continue;
                }
                choices++;
                if (position == NONE && candidate >= floor) {
                    position = candidate;
                    q = there;
                }
            }
        }
        if (!inEpoch && order.purged != NONE && suffix.fits(order.purged, invoked, completed)) {
            choices++;
            if (position == NONE) {
                position = order.purged;
                q = at.prefixCount - 1;
            }
        }
        if (position == NONE && inEpoch) {
            return false;
        }
        at.chosen |= choices > 1 || order.hadUnknown;
        at.observe(k, Math.max(position, 0), Math.max(position, 0), Math.max(q, 0), Math.max(q, 0));
        return true;
    }
}
