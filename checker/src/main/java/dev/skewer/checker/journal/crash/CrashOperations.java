package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.ABSENT;
import static dev.skewer.checker.journal.history.JournalHistory.NEVER;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.DurabilityPromise.Loss;
import dev.skewer.checker.column.LongIntMap;
import dev.skewer.checker.journal.history.Crash;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.history.JournalHistory.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link CrashSearch} has to put in order: the operations on some invocations, and each crash that may have hit one of them,
 * once for each. Numbered from 0 in the order of their invocation, as far as they concern these invocations; so are the invocations.
 */
final class CrashOperations {
    /** In place of the index of an entry: no read shows it. */
    static final int UNSEEN = -1;
    /** In place of the index of an entry: reads show it here and there, or as a value of the state. */
    static final int ANYWHERE = -2;

    final JournalHistory h;
    /** The invocations, as the history numbers them. */
    final int[] invocations;

    final int count;
    /** The operation, as the history numbers it; NONE for a crash. */
    final int[] op;
    /** The number of the crash in {@link #crashes}; NONE for an operation. */
    final int[] crash;

    final int[] invoked;
    final int[] completed;
    /** The rank before which it does not take place. */
    final int[] from;
    /** Where the parts of each begin; those of other invocations are left out. A crash has none. */
    final int[] first;

    final int[] part;
    /** The invocation of each part. */
    final int[] of;
    /** The invocation that a crash hits. */
    final int[] hits;

    final List<Crash> crashes;
    private final SeenAppends seen;
    private final DurabilityPromise promise;
    private final Moments moments;

    /** By operation: whether no crash may undo it, and the crash that has to; NONE if none has. */
    final boolean[] isKept;

    final int[] undoneBy;
    private final boolean[] isDropped;
    private final boolean hasDemands;

    /** By part: the epoch, length and first index that the invocation must not be beyond, if the part is to give its answer. */
    final int[] lastEpoch;

    final int[] lastLength;
    final int[] lastFirst;
    /** By entry: the part that appends it. */
    private final LongIntMap appends = new LongIntMap();

    private final long[] mask;
    /** By operation: the number of those that it is like; NONE if it is like no other one. */
    private final int[] alike;
    /** By part: the entry that reads show right below that of an append; NONE if none does. */
    private final int[] below;

    /** By part: the index at which reads show the entry of an append. */
    final int[] seenAt;

    /**
     * Gathers them.
     *
     * @param crashes those that may lose something
     * @param seen which appends of unknown outcome took effect, and by when
     * @param demands what is to become of some of them
     * @param moments when the crashes were, where that is taken for known
     */
    CrashOperations(
            JournalHistory history,
            InvocationParts groups,
            int[] invocations,
            List<Crash> crashes,
            SeenAppends seen,
            DurabilityPromise promise,
            Demands demands,
            Moments moments) {
        h = history;
        this.seen = seen;
        this.promise = promise;
        this.moments = moments;
        hasDemands = !demands.isEmpty();
        this.invocations = invocations;
        this.crashes = crashes;
        int[] parts = parts(groups);
        int n = 0;
        for (int i = 0; i < parts.length; i++) {
            n += i == 0 || h.partOp[parts[i]] != h.partOp[parts[i - 1]] ? 1 : 0;
        }
        Builder all = new Builder(n + invocations.length * crashes.size(), parts.length, demands);
        long[] sorted = all.gather(parts, groups);
        count = sorted.length;
        op = new int[count];
        crash = new int[count];
        invoked = new int[count];
        completed = new int[count];
        from = new int[count];
        hits = new int[count];
        first = new int[count + 1];
        part = new int[parts.length];
        of = new int[parts.length];
        int next = 0;
        for (int o = 0; o < count; o++) {
            int at = (int) sorted[o];
            op[o] = all.op[at];
            crash[o] = all.crash[at];
            invoked[o] = all.invoked[at];
            completed[o] = all.completed[at];
            from[o] = invoked[o];
            if (op[o] != NONE) {
                from[o] = Math.max(from[o], Math.max(moments.from(op[o]), demands.from(op[o]) + 1));
            }
            hits[o] = all.hits[at];
            first[o] = next;
            for (int i = all.first[at]; i < all.first[at + 1]; i++) {
                part[next] = parts[i];
                of[next++] = local(h.partInvocation[parts[i]]);
            }
        }
        first[count] = next;
        isKept = new boolean[count];
        undoneBy = new int[count];
        isDropped = new boolean[count];
        for (int o = 0; o < count; o++) {
            isKept[o] = demands.isKept(op[o]);
            undoneBy[o] = demands.undoneBy(op[o]);
            isDropped[o] = demands.isDropped(op[o]);
        }
        lastEpoch = new int[next];
        lastLength = new int[next];
        lastFirst = new int[next];
        seenAt = new int[next];
        Arrays.fill(seenAt, UNSEEN);
        for (int o = 0; o < count; o++) {
            for (int j = first[o]; j < first[o + 1]; j++) {
                bound(j);
                if (Kind.isAppend(h.kind[part[j]])) {
                    appends.put(h.value[part[j]], j);
                }
            }
        }
        below = new int[next];
        Arrays.fill(below, NONE);
        lookAtRows();
        mask = new long[count];
        for (int o = 0; o < count; o++) {
            mask[o] = isCrash(o) ? 1L << hits[o] : 0;
            for (int j = first[o]; j < first[o + 1]; j++) {
                mask[o] |= 1L << of[j];
            }
        }
        alike = new int[count];
        likeThem();
    }

    private int local(int invocation) {
        return Arrays.binarySearch(invocations, invocation);
    }

    /** The parts of the invocations, by number. */
    private int[] parts(InvocationParts groups) {
        int n = 0;
        for (int i : invocations) {
            n += groups.start[i + 1] - groups.start[i];
        }
        int[] parts = new int[n];
        int next = 0;
        for (int i : invocations) {
            int length = groups.start[i + 1] - groups.start[i];
            System.arraycopy(groups.part, groups.start[i], parts, next, length);
            next += length;
        }
        if (invocations.length > 1) {
            Arrays.sort(parts);
        }
        return parts;
    }

    /** Operations and crashes before they are sorted. */
    private final class Builder {
        private final int[] op;
        private final int[] crash;
        private final int[] invoked;
        private final int[] completed;
        private final int[] hits;
        private final int[] first;
        private final Demands demands;
        private int size;

        Builder(int room, int parts, Demands demands) {
            this.demands = demands;
            op = new int[room];
            crash = new int[room];
            invoked = new int[room];
            completed = new int[room];
            hits = new int[room];
            first = new int[room + 1];
            first[0] = parts;
        }

        /** Gathers them; the low half of each number is that of an operation, in the order of their invocation. */
        long[] gather(int[] parts, InvocationParts groups) {
            for (int i = 0; i < parts.length; i++) {
                int o = h.partOp[parts[i]];
                if (i == 0 || o != h.partOp[parts[i - 1]]) {
                    first[size] = i;
                    int by = h.status[o] == Status.OK ? h.completeRank[o] : seen.by(o);
                    int from = Math.max(h.invokeRank[o], demands.from(o));
                    add(o, NONE, from, Math.min(by, demands.until(o)), NONE);
                }
            }
            first[size] = parts.length;
            for (int m = 0; m < invocations.length; m++) {
                addCrashes(m, groups);
            }
            long[] sorted = new long[size];
            Arrays.setAll(sorted, i -> (long) invoked[i] << 32 | i);
            Arrays.sort(sorted);
            return sorted;
        }

        private void add(int o, int c, int from, int to, int m) {
            op[size] = o;
            crash[size] = c;
            invoked[size] = from;
            completed[size] = to;
            hits[size++] = m;
        }

        /** Those that may have undone something of an invocation, as far as that matters. */
        private void addCrashes(int m, InvocationParts groups) {
            int i = invocations[m];
            int from = groups.start[i];
            int to = groups.start[i + 1];
            int node = h.crashes.node(h.invocations.token(i));
            int last = -1;
            for (int k = from; k < to; k++) {
                int o = h.partOp[groups.part[k]];
                last = Math.max(last, h.status[o] == Status.OK ? h.completeRank[o] : h.invokeRank[o]);
            }
            for (int c = 0; c < crashes.size(); c++) {
                Crash each = crashes.get(c);
                // What nothing shows of one invocation may matter to others.
                boolean mayMatter = from < to
                        && (each.started() < last || invocations.length > 1 || hasDemands)
                        && each.healed() > h.invoked(groups.part[from]);
                if (mayMatter && each.mayHit(node)) {
                    first[size + 1] = first[size];
                    int moment = moments.of(c, node);
                    boolean isKnown = moment != NEVER;
                    add(NONE, c, isKnown ? moment : each.started(), isKnown ? moment : each.healed(), m);
                }
            }
        }
    }

    private void bound(int j) {
        int p = part[j];
        byte kind = h.kind[p];
        lastEpoch[j] = Integer.MAX_VALUE;
        lastLength[j] = Integer.MAX_VALUE;
        lastFirst[j] = Integer.MAX_VALUE;
        if (!h.isOk(p)) {
            return;
        }
        if (kind != Kind.PURGE && h.epoch[p] >= 0) {
            lastEpoch[j] = h.epoch[p];
            lastLength[j] = h.length[p] >= 0 ? h.length[p] : Integer.MAX_VALUE;
        }
        boolean showsFirst = Kind.isRead(kind) || kind == Kind.COMPACT;
        if (showsFirst && h.epoch[p] != ABSENT && h.first[p] >= 0) {
            lastFirst[j] = h.first[p];
        }
        if (kind != Kind.PURGE && h.epoch[p] != ABSENT && h.length[p] >= 0) {
            // Nothing below the first index is ever there.
            lastFirst[j] = Math.min(lastFirst[j], h.length[p]);
        }
    }

    /** Whether a part shows that its invocation is not there. */
    boolean needsAbsence(int j) {
        int p = part[j];
        return Kind.isRead(h.kind[p]) && h.kind[p] != Kind.READ_JOURNAL && h.epoch[p] == ABSENT && h.isOk(p);
    }

    /** Whether a part ends its invocation, if it takes effect. */
    boolean isPurge(int j) {
        return h.kind[part[j]] == Kind.PURGE;
    }

    /** Finds out which operations nothing tells apart but the time of their invocation, and numbers each such kind of them. */
    private void likeThem() {
        Map<List<Long>, Integer> kinds = new HashMap<>();
        for (int o = 0; o < count; o++) {
            boolean isFree = !isCertain(o) && !isDue(o) && !isKept[o] && undoneBy[o] == NONE && !isDropped[o];
            alike[o] = !isFree || from[o] != invoked[o] ? NONE : kinds.computeIfAbsent(traits(o), t -> kinds.size());
        }
    }

    /** What tells a write of unknown outcome from others: of each of its parts where and what it is, and what reads show of it. */
    private List<Long> traits(int o) {
        List<Long> traits = new ArrayList<>();
        for (int j = first[o]; j < first[o + 1]; j++) {
            int p = part[j];
            boolean isAny = h.kind[p] == Kind.PURGE || (h.kind[p] == Kind.APPEND && seenAt[j] == UNSEEN);
            traits.add((long) of[j] << Byte.SIZE | h.kind[p]);
            traits.add(isAny ? NONE : (long) h.value[p]);
        }
        return traits;
    }

    /** Whether nothing tells two operations apart but the time of their invocation; both may take effect or not. */
    boolean areAlike(int o, int other) {
        return alike[o] != NONE && alike[o] == alike[other];
    }

    /** The entry that is right below that of an append when it takes effect, as reads show it; NONE if none does. */
    int below(int j) {
        return below[j];
    }

    /** Whether a part gives its answer to an invocation that is there only. */
    boolean needsLife(int j) {
        int p = part[j];
        return Kind.isWrite(h.kind[p]) || (h.kind[p] != Kind.READ_JOURNAL && h.epoch[p] != ABSENT);
    }

    /** Looks where reads show entries, and on top of which. */
    private void lookAtRows() {
        for (int j = 0; j < first[count]; j++) {
            int p = part[j];
            if (!Kind.isRead(h.kind[p]) || !h.isOk(p)) {
                continue;
            }
            for (int row = 0; h.content[p] != NONE && row < h.contentCount(h.content[p]); row++) {
                int shown = appends.get(h.contentEntry(h.content[p], row));
                if (shown != LongIntMap.MISSING) {
                    int index = h.contentIndex(h.content[p], row);
                    below[shown] = row == 0 ? below[shown] : h.contentEntry(h.content[p], row - 1);
                    seenAt[shown] = seenAt[shown] == UNSEEN || seenAt[shown] == index ? index : ANYWHERE;
                }
            }
            for (int i = 0; h.value[p] != NONE && i < h.stateCount(h.value[p]); i++) {
                int shown = appends.get(h.stateValue(h.value[p], i));
                if (shown != LongIntMap.MISSING && seenAt[shown] == UNSEEN) {
                    seenAt[shown] = ANYWHERE;
                }
            }
        }
    }

    /** The operation of a part. */
    int operationOf(int j) {
        int o = Arrays.binarySearch(first, j);
        // Crashes have no parts: of those that begin here, the last one has this.
        for (o = o < 0 ? -o - 2 : o; first[o + 1] == j; o++) {}
        return o;
    }

    /** The operation that appends an entry; NONE if none of these does. */
    int writer(int entry) {
        int j = appends.get(entry);
        return j == LongIntMap.MISSING ? NONE : operationOf(j);
    }

    boolean isCrash(int o) {
        return crash[o] != NONE;
    }

    /** Whether it changes nothing, whenever it comes. */
    boolean isRead(int o) {
        return !isCrash(o) && Kind.isRead(h.kind[part[first[o]]]);
    }

    /** Whether it returned, or is a crash. */
    boolean isCertain(int o) {
        return isCrash(o) || h.isOk(part[first[o]]);
    }

    /** Whether an operation took effect by some time: it returned then, or a read that returned then shows what it appended. */
    boolean isDue(int o) {
        return completed[o] != NEVER;
    }

    /** The operation, as the history numbers it, whose return says that another one, of these, took effect. */
    int witness(int o) {
        return isCertain(o) ? op[o] : seen.reader(op[o]);
    }

    /** Whether reads show at which index an append of unknown outcome stands, in one of its invocations. */
    boolean isSeenSomewhere(int o) {
        boolean any = false;
        for (int j = first[o]; j < first[o + 1]; j++) {
            any |= seenAt[j] >= 0;
        }
        return any;
    }

    /** Whether an append of unknown outcome that reads show at certain indexes would come to stand there now. */
    boolean isSeenAt(int o, VersionLog log) {
        boolean any = false;
        for (int j = first[o]; j < first[o + 1]; j++) {
            boolean isNext = j > first[o] && of[j] == of[j - 1];
            if (seenAt[j] >= 0 && !isNext) {
                if (seenAt[j] != log.length(of[j])) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    /** Whether a crash may undo a write: not one that was acknowledged, where that much is promised. */
    boolean mayUndo(int write, int crashed) {
        return crashes.get(crash[crashed]).loss(promise) == Loss.SUFFIX || !isCertain(write);
    }

    /** The invocations of an operation, or the one that a crash hits: a bit for each, modulo 64. */
    long mask(int o) {
        return mask[o];
    }

    /** Whether an operation is on an invocation, or a crash hits it. */
    boolean concerns(int o, int m) {
        boolean concerns = hits[o] == m;
        for (int j = first[o]; j < first[o + 1]; j++) {
            concerns |= of[j] == m;
        }
        return concerns;
    }

    /** Whether it is not to take effect. */
    boolean isDropped(int o) {
        return isDropped[o];
    }

    /** Whether there has to be an operation, although nothing shows it, or a crash, as it is to undo something. */
    boolean isDemanded(int o) {
        if (!isCrash(o)) {
            return !isCertain(o) && (isKept[o] || undoneBy[o] != NONE);
        }
        for (int by : undoneBy) {
            if (by == crash[o]) {
                return true;
            }
        }
        return false;
    }

    /** Whether it has one part only, here and in the whole history. */
    boolean isSingle(int o) {
        int all = h.firstPart[op[o] + 1] - h.firstPart[op[o]];
        return all == 1;
    }
}
