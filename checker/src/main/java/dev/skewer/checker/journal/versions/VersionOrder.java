package dev.skewer.checker.journal.versions;

import static dev.skewer.checker.journal.history.JournalHistory.ABSENT;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;
import static dev.skewer.checker.journal.history.JournalHistory.UNREPORTED;

import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import java.util.Arrays;

/**
 * Recovers the order of one invocation's versions from what the store reported, and numbers their positions.
 *
 * <p>Within an epoch every append moves the length by one and reports where it put its entry; every trim that drops
 * something opens the next epoch and reports the length that it left. So {@code (epoch, length)} names a position of the
 * suffix chain, and an acknowledged write owns exactly one. First indexes only grow, so the distinct ones seen are the
 * positions of the prefix chain. No search: linear in the parts, but for sorting the few distinct first indexes.
 *
 * <p>Writes with unknown outcome own nothing here unless an acknowledged epoch, length or first index needs one of them.
 * Where exactly one kind of write can be meant, the one invoked first is taken, which is as good as any other that could
 * (it fits wherever a later one fits); where kinds differ, {@link Placement#chosen} says that there was a choice.
 */
public final class VersionOrder {
    /** In place of a role: the part was found to contradict every order, and reported. */
    public static final byte DISCREDITED = 4;

    private final JournalHistory h;

    /** Epochs seen: 0 … epochs - 1. */
    public int epochs;
    /** The length with which each epoch begins. */
    public int[] start = new int[16];
    /** The greatest length in each epoch. */
    int[] end = new int[16];
    /** The suffix position with which each epoch begins. */
    public int[] base = new int[16];
    /** The local trim that opened each epoch, or NONE. */
    int[] opener = new int[16];

    /** Prefix positions: the distinct first indexes, ascending. */
    int[] firsts = new int[16];

    private int firstCount;
    /** The prefix position found last. */
    private int lastFound;

    /** The local part that purged, or NONE. */
    public int purge;
    /** The suffix position after the purge, or NONE. */
    public int purged;
    /** How many writes there are that append, whatever became of them. */
    private int appends;
    /** How many trims there are, whatever became of them. */
    private int trims;

    /** Writes with unknown outcome, by local number, not needed so far. */
    public int[] unknown = new int[16];

    public int unknowns;
    /** There are writes with unknown outcome, needed or not. */
    public boolean hadUnknown;
    /** An ok left out something that the order rests on. */
    boolean unreported;

    public VersionOrder(JournalHistory history) {
        h = history;
    }

    /**
     * Numbers the positions of the scope's invocation. Parts that no order has a position for are discredited.
     *
     * @return false if the store did not report enough, or so much that no order can be meant; then only a search can
     *     tell more
     */
    public boolean recover(Scope s, Placement out, FindingBuffer found) {
        out.reset(s.n);
        survey(s, found);
        hadUnknown = unknowns > 0;
        if (purge == NONE) {
            adoptPurge(s);
        }
        if (unreported) {
            return false;
        }
        collectFacts(s, out, found);
        openEpochs(s, out, found);
        return number(s, out, found);
    }

    /** Counts what there is, to know what can be. */
    private void survey(Scope s, FindingBuffer found) {
        appends = 0;
        trims = 0;
        unknowns = 0;
        purge = NONE;
        purged = NONE;
        unreported = false;
        for (int k = 0; k < s.n; k++) {
            byte kind = s.kind[k];
            boolean ok = s.isOk(k);
            if (s.fate[k] == Scope.UNKNOWN) {
                if (unknowns == unknown.length) {
                    unknown = Arrays.copyOf(unknown, unknowns * 2);
                }
                unknown[unknowns++] = k;
            }
            switch (kind) {
                case Kind.APPEND, Kind.SET_STATE -> {
                    appends++;
                    unreported |= ok && (s.epoch[k] == UNREPORTED || s.length[k] == UNREPORTED);
                }
                case Kind.TRIM -> {
                    trims++;
                    unreported |= ok && (s.epoch[k] == UNREPORTED || s.length[k] == UNREPORTED);
                }
                case Kind.COMPACT -> {
                    // Half of a version names no position, but must not be passed over either.
                    boolean half = (s.epoch[k] >= 0) != (s.length[k] >= 0);
                    unreported |= ok && (s.first[k] == UNREPORTED || half);
                }
                case Kind.PURGE -> {
                    if (ok && purge == NONE) {
                        purge = k;
                    } else if (ok) {
                        found.add(Finding.POSITION_REUSE, k, purge, true);
                    }
                }
                case Kind.READ_JOURNAL -> {}
                default -> unreported |= s.epoch[k] == UNREPORTED || (s.epoch[k] != ABSENT && s.first[k] == UNREPORTED);
            }
        }
    }

    /** Takes the first purge of unknown outcome, if an invocation that existed was then read as absent. */
    private void adoptPurge(Scope s) {
        int existed = JournalHistory.NEVER;
        int candidate = NONE;
        for (int k = 0; k < s.n; k++) {
            byte kind = s.kind[k];
            if (!s.isOk(k)) {
                boolean may = kind == Kind.PURGE && s.fate[k] == Scope.UNKNOWN;
                candidate = candidate == NONE && may ? k : candidate;
            } else if (Kind.isWrite(kind) || (kind != Kind.READ_JOURNAL && s.epoch[k] != ABSENT)) {
                existed = Math.min(existed, s.completed[k]);
            } else if (candidate != NONE && kind != Kind.READ_JOURNAL && s.invoked[k] > existed) {
                purge = candidate;
                forgetUnknown(candidate);
                return;
            }
        }
    }

    /** Collects which lengths each epoch reached and which first indexes were seen. */
    private void collectFacts(Scope s, Placement out, FindingBuffer found) {
        epochs = 1;
        start[0] = 0;
        end[0] = 0;
        firstCount = 0;
        addFirst(0);
        for (int k = 0; k < s.n; k++) {
            byte kind = s.kind[k];
            if (!s.isOk(k) || s.epoch[k] == ABSENT) {
                continue;
            }
            if (kind == Kind.PURGE || kind == Kind.COMPACT) {
                // Either is ok on an invocation that exists, and it begins with an append.
                reach(0, 0, 1);
            }
            if (kind == Kind.PURGE) {
                continue;
            }
            if (kind == Kind.READ_JOURNAL) {
                int rows = h.contentCount(s.content[k]);
                int last = rows == 0 ? 0 : h.contentIndex(s.content[k], rows - 1) + 1;
                if (s.epoch[k] > trims) {
                    out.role[k] = DISCREDITED;
                    found.add(Finding.TORN_EPOCH, k, NONE, true);
                } else if (rows > 0 && last <= appends) {
                    addFirst(h.contentIndex(s.content[k], 0));
                    if (s.epoch[k] >= 0) {
                        reach(s.epoch[k], last, last);
                    }
                }
                continue;
            }
            int length = Kind.isAppend(kind) ? s.length[k] + 1 : s.length[k];
            int first = s.first[k];
            if (kind == Kind.COMPACT) {
                if (first > appends) {
                    out.role[k] = DISCREDITED;
                    found.add(Finding.TORN_FIRST, k, NONE, true);
                    continue;
                }
                addFirst(first);
                if (!placesItself(s, k)) {
                    continue;
                }
                boolean reaches = s.value[k] > first ? length == first : length >= first;
                if (!reaches) {
                    // It would have gone farther, or cannot have come so far.
                    out.role[k] = DISCREDITED;
                    found.add(Finding.TORN_FIRST, k, NONE, true);
                    continue;
                }
            }
            if (s.epoch[k] > trims) {
                out.role[k] = DISCREDITED;
                found.add(Finding.TORN_EPOCH, k, NONE, true);
                continue;
            }
            if (length > appends) {
                out.role[k] = DISCREDITED;
                found.add(Finding.TORN_LENGTH, k, NONE, true);
                continue;
            }
            if (Kind.isRead(kind)) {
                if (first > length) {
                    out.role[k] = DISCREDITED;
                    found.add(Finding.TORN_FIRST, k, NONE, true);
                    continue;
                }
                addFirst(first);
            } else if (kind == Kind.TRIM && s.value[k] < length && s.epoch[k] > 0) {
                addFirst(length);
            }
            reach(s.epoch[k], Kind.isAppend(kind) ? length - 1 : length, length);
        }
        sortFirsts();
    }

    /** Whether a compact says which version it found. */
    static boolean placesItself(Scope s, int k) {
        return s.epoch[k] >= 0 && s.length[k] >= 0;
    }

    private void reach(int epoch, int low, int high) {
        if (epoch >= epochs) {
            if (epoch >= start.length) {
                int size = Math.max(epoch + 1, start.length * 2);
                start = Arrays.copyOf(start, size);
                end = Arrays.copyOf(end, size);
                base = Arrays.copyOf(base, size);
                opener = Arrays.copyOf(opener, size);
            }
            for (int e = epochs; e <= epoch; e++) {
                start[e] = Integer.MAX_VALUE;
                end[e] = -1;
            }
            epochs = epoch + 1;
        }
        if (low < start[epoch]) {
            start[epoch] = low;
        }
        if (high > end[epoch]) {
            end[epoch] = high;
        }
    }

    private void addFirst(int first) {
        // Most reads repeat the first index of the read before.
        if (firstCount > 0 && firsts[firstCount - 1] == first) {
            return;
        }
        if (firstCount == firsts.length) {
            sortFirsts();
            if (2 * firstCount > firsts.length) {
                firsts = Arrays.copyOf(firsts, firsts.length * 2);
            }
        }
        firsts[firstCount++] = first;
    }

    private void sortFirsts() {
        Arrays.sort(firsts, 0, firstCount);
        int kept = 0;
        for (int i = 0; i < firstCount; i++) {
            if (kept == 0 || firsts[kept - 1] != firsts[i]) {
                firsts[kept++] = firsts[i];
            }
        }
        firstCount = kept;
    }

    /** Finds the trim that opened each epoch, and with it the length that the epoch begins with. */
    private void openEpochs(Scope s, Placement out, FindingBuffer found) {
        start[0] = 0;
        Arrays.fill(opener, 0, epochs, NONE);
        for (int k = 0; k < s.n; k++) {
            if (s.kind[k] != Kind.TRIM || !s.isOk(k) || out.role[k] == DISCREDITED) {
                continue;
            }
            int e = s.epoch[k];
            boolean mustOpen = s.value[k] < s.length[k];
            if (s.value[k] > s.length[k]) {
                continue;
            }
            if (e == 0 || s.length[k] != start[e]) {
                if (mustOpen) {
                    out.role[k] = DISCREDITED;
                    found.add(Finding.TORN_EPOCH, k, NONE, true);
                }
                continue;
            }
            int known = opener[e];
            if (known == NONE) {
                opener[e] = k;
            } else if (mustOpen) {
                if (s.value[known] < s.length[known]) {
                    out.role[k] = DISCREDITED;
                    found.add(Finding.POSITION_REUSE, k, known, true);
                } else {
                    opener[e] = k;
                }
            }
        }
        for (int e = 1; e < epochs; e++) {
            if (opener[e] == NONE) {
                openUnknown(s, e, out);
            }
        }
        if (hadUnknown) {
            preferEarlierUnknown(s, out);
        }
        // What an epoch kept, the epoch before had; and a trim to N found more than N.
        for (int e = epochs - 1; e > 0; e--) {
            if (end[e] < 0) {
                start[e] = e + 1 < epochs ? start[e + 1] : 0;
                end[e] = start[e];
            }
            int o = opener[e];
            boolean exact = o != NONE && s.value[o] == start[e];
            end[e - 1] = Math.max(end[e - 1], exact ? start[e] + 1 : start[e]);
            start[e - 1] = Math.min(start[e - 1], end[e - 1]);
        }
        start[0] = 0;
    }

    /** An epoch that no acknowledged trim opened: some trim of unknown outcome must have. */
    private void openUnknown(Scope s, int e, Placement out) {
        int best = NONE;
        for (int i = 0; i < unknowns; i++) {
            int k = unknown[i];
            if (s.kind[k] != Kind.TRIM) {
                continue;
            }
            int to = s.value[k];
            if (to <= start[e] && (best == NONE || to > s.value[best])) {
                best = k;
            }
        }
        if (best == NONE) {
            return;
        }
        int to = s.value[best];
        if (to != start[e] || end[e] < 0) {
            out.chosen = true;
        }
        start[e] = to;
        end[e] = Math.max(end[e], to);
        opener[e] = best;
        forgetUnknown(best);
    }

    /**
     * Where a trim of unknown outcome to the same length was invoked before the acknowledged trim that may have opened an
     * epoch, lets it open the epoch: whatever the other can explain, this one can, and the other then changed nothing.
     */
    private void preferEarlierUnknown(Scope s, Placement out) {
        for (int i = 0; i < unknowns; ) {
            int k = unknown[i++];
            for (int e = 1; e < epochs && s.kind[k] == Kind.TRIM; e++) {
                int known = opener[e];
                boolean replaceable = known != NONE
                        && s.isOk(known)
                        && start[e] == s.value[k]
                        && s.value[known] == start[e]
                        && s.invoked[k] < s.invoked[known];
                if (replaceable) {
                    opener[e] = k;
                    out.chosen = true;
                    forgetUnknown(k);
                    i--;
                    break;
                }
            }
        }
    }

    public void forgetUnknown(int k) {
        int kept = 0;
        for (int i = 0; i < unknowns; i++) {
            if (unknown[i] != k) {
                unknown[kept++] = unknown[i];
            }
        }
        unknowns = kept;
    }

    private boolean number(Scope s, Placement out, FindingBuffer found) {
        long positions = 0;
        for (int e = 0; e < epochs; e++) {
            base[e] = (int) positions;
            positions += end[e] - start[e] + 1;
            if (positions > appends + trims + 1L) {
                // More versions than there were writes to make them.
                found.add(Finding.TORN_LENGTH, farthest(s, out), NONE, !hadUnknown);
                return false;
            }
        }
        if (purge != NONE) {
            purged = (int) positions++;
        }
        out.suffixPositions((int) positions);
        out.prefixPositions(firstCount);
        return true;
    }

    /** The part that reports the greatest epoch and, in it, the greatest length. */
    private int farthest(Scope s, Placement out) {
        int best = 0;
        for (int k = 1; k < s.n; k++) {
            if (out.role[k] != DISCREDITED
                    && (s.epoch[k] > s.epoch[best] || (s.epoch[k] == s.epoch[best] && s.length[k] > s.length[best]))) {
                best = k;
            }
        }
        return best;
    }

    /** The last suffix position at which the invocation exists. */
    int lastLiving(Placement out) {
        return purged == NONE ? out.suffixCount - 1 : purged - 1;
    }

    /** The suffix position of a length in an epoch. */
    public int position(int epoch, int length) {
        return base[epoch] + length - start[epoch];
    }

    /** The epoch of a suffix position. */
    public int epochAt(int position) {
        int low = 0;
        int high = epochs - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (base[middle] <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The length at a suffix position at which the invocation exists. */
    public int lengthAt(int position) {
        int e = epochAt(position);
        return start[e] + position - base[e];
    }

    /** The prefix position of a first index that was seen. */
    int prefixAt(int first) {
        // Most ask for what was asked for last, or for one of its neighbours: operations come in the order of time.
        for (int near = Math.max(0, lastFound - 1); near < firstCount && near <= lastFound + 1; near++) {
            if (firsts[near] == first) {
                lastFound = near;
                return near;
            }
        }
        int at = Arrays.binarySearch(firsts, 0, firstCount, first);
        if (at >= 0) {
            lastFound = at;
        }
        return at;
    }

    /** The last prefix position whose first index is not above {@code bound}. */
    int lastPrefixUpTo(int bound) {
        int at = Arrays.binarySearch(firsts, 0, firstCount, bound);
        return at >= 0 ? at : -at - 2;
    }
}
