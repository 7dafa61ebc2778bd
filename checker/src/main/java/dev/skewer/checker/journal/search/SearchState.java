package dev.skewer.checker.journal.search;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.journal.history.JournalHistory.Kind;
import java.util.Arrays;

/**
 * Where a {@link JournalSearch} stands: what each invocation is now, which operations are under way and which are placed.
 * It knows what a part does; {@link SearchAnswers} what it would answer.
 */
public final class SearchState {
    static final int UNBORN = 0;
    static final int LIVE = 1;
    static final int PURGED = 2;

    /** How far an operation is; at first 0, not invoked. */
    private static final int PENDING = 1;

    private static final int PLACED = 2;

    /** In place of an entry that no answer shows, so that states that differ in nothing else are one. */
    private static final int UNSEEN = -2;

    /** In place of a part: one that has not begun. */
    static final int NOT_YET = -2;

    private final SearchSpace space;
    final TrailedInts memory;

    private final int phaseOf;
    private final int life;
    private final int epoch;
    private final int first;
    private final int length;
    /** The first reported point, and first index, of each invocation that is not past. */
    private final int nextPoint;

    private final int nextPrefix;
    private final int leftAtPoint;
    private final int leftAtPrefix;
    /** How many appends that may have gone anywhere are placed in each invocation. */
    private final int filled;
    /** How many parts of each invocation are left that do not say where they belong, and that found nothing. */
    private final int leftLoose;

    private final int leftEmpty;
    /** By part that appends: how many are left that need its entry. */
    private final int leftNeeding;

    private final int entries;
    private final int stateValues;
    private final int stateSizes;
    /** The parts under way, by invocation, in order of invocation: those that returned, and those of unknown outcome. */
    private final int head;

    private final int tail;
    private final int after;
    private final int before;
    private final int order;
    private final int placed;
    /** By operation: after how many placed ones it gave its answer and changed nothing, plus one; 0 if it has not yet. */
    private final int fitted;

    public SearchState(SearchSpace space) {
        this.space = space;
        int n = space.count;
        int m = space.invocationCount;
        int size = 0;
        phaseOf = size;
        life = size += n;
        epoch = size += m;
        first = size += m;
        length = size += m;
        nextPoint = size += m;
        nextPrefix = size += m;
        leftAtPoint = size += m;
        leftAtPrefix = size += space.point.length;
        filled = size += space.prefix.length;
        leftLoose = size += m;
        leftEmpty = size += m;
        leftNeeding = size += m;
        entries = size += space.parts.length;
        stateValues = size += space.firstEntry[m];
        stateSizes = size += space.stateSlots();
        head = size += m;
        tail = size += 2 * m;
        after = size += 2 * m;
        before = size += space.parts.length;
        order = size += space.parts.length;
        placed = size += n;
        fitted = size += 1;
        size += n;
        memory = new TrailedInts(size);
        for (int i = 0; i < m; i++) {
            memory.set(nextPoint + i, space.firstPoint[i]);
            memory.set(nextPrefix + i, space.firstPrefix[i]);
        }
        for (int i = 0; i < space.point.length; i++) {
            memory.set(leftAtPoint + i, space.meetPoint[i]);
        }
        for (int i = 0; i < space.prefix.length; i++) {
            memory.set(leftAtPrefix + i, space.meetPrefix[i]);
        }
        for (int j = 0; j < space.parts.length; j++) {
            add(leftLoose + space.model[j], space.loose[j] ? 1 : 0);
            add(leftEmpty + space.model[j], space.empty[j] ? 1 : 0);
            if (space.needed[j] != NONE) {
                add(leftNeeding + space.needed[j], 1);
            }
        }
        for (int i = 0; i < 2 * m; i++) {
            memory.set(head + i, NONE);
            memory.set(tail + i, NONE);
        }
        for (int i = 0; i < space.stateSlots(); i++) {
            memory.set(stateValues + i, NONE);
        }
    }

    int epoch(int m) {
        return memory.get(epoch + m);
    }

    int first(int m) {
        return memory.get(first + m);
    }

    int length(int m) {
        return memory.get(length + m);
    }

    int life(int m) {
        return memory.get(life + m);
    }

    /** The present point of an invocation. */
    long point(int m) {
        return SearchSpace.point(epoch(m), length(m));
    }

    boolean isPending(int o) {
        return memory.get(phaseOf + o) == PENDING;
    }

    boolean isPlaced(int o) {
        return memory.get(phaseOf + o) == PLACED;
    }

    /** How many operations are placed. */
    int placed() {
        return memory.get(placed);
    }

    /** The i-th operation placed. */
    int placedAt(int i) {
        return memory.get(order + i);
    }

    /** The operations of the history, in the order in which they take effect. */
    int[] order() {
        int n = placed();
        int[] result = new int[n];
        long[] keyed = new long[n];
        for (int i = 0; i < n; i++) {
            int o = placedAt(i);
            int early = memory.get(fitted + o);
            // What fitted after k others comes before the one after those.
            keyed[i] = ((early > 0 ? 2L * (early - 1) - 1 : 2L * i) << 32) | o;
        }
        Arrays.sort(keyed);
        for (int i = 0; i < n; i++) {
            result[i] = space.ops[(int) keyed[i]];
        }
        return result;
    }

    /** The first known part under way in an invocation, or NONE. */
    int firstKnown(int m) {
        return memory.get(head + 2 * m);
    }

    /** The first part of unknown outcome that was invoked in an invocation and is not placed, or NONE. */
    int firstUnknown(int m) {
        return memory.get(head + 2 * m + 1);
    }

    /** The part after another of the same list, or NONE. */
    int after(int j) {
        return memory.get(after + j);
    }

    /** The first reported point of an invocation that something is left to meet; or OPEN if there is none. */
    int pointAhead(int m) {
        return pointFrom(m, memory.get(nextPoint + m));
    }

    /** The same, but beyond the present point. */
    int beyondPoint(int m) {
        int at = memory.get(nextPoint + m);
        boolean here = at < space.firstPoint[m + 1] && space.point[at] == point(m);
        return pointFrom(m, here ? at + 1 : at);
    }

    private int pointFrom(int m, int from) {
        int at = from;
        while (at < space.firstPoint[m + 1] && memory.get(leftAtPoint + at) == 0) {
            at++;
        }
        return at == space.firstPoint[m + 1] ? SearchSpace.OPEN : at;
    }

    /** The first reported first index beyond the present one that something is left to meet; or OPEN if there is none. */
    int beyondPrefix(int m) {
        int at = memory.get(nextPrefix + m);
        boolean here = at < space.firstPrefix[m + 1] && space.prefix[at] == first(m);
        return prefixFrom(m, here ? at + 1 : at);
    }

    /** Whether something is left to meet a first index that lies ahead. */
    boolean isPrefixAhead(int m, int index) {
        int at = Arrays.binarySearch(space.prefix, memory.get(nextPrefix + m), space.firstPrefix[m + 1], index);
        return at >= 0 && memory.get(leftAtPrefix + at) > 0;
    }

    private int prefixFrom(int m, int from) {
        int at = from;
        while (at < space.firstPrefix[m + 1] && memory.get(leftAtPrefix + at) == 0) {
            at++;
        }
        return at == space.firstPrefix[m + 1] ? SearchSpace.OPEN : at;
    }

    /** Takes note of an invocation. */
    void invoke(int o) {
        memory.setState(phaseOf + o, PENDING);
        for (int j = space.firstOfOp[o]; j < space.firstOfOp[o + 1]; j++) {
            int list = 2 * space.model[j] + (space.isOk(j) ? 0 : 1);
            int last = memory.get(tail + list);
            memory.set(before + j, last);
            memory.set(after + j, NONE);
            memory.set(last == NONE ? head + list : after + last, j);
            memory.set(tail + list, j);
        }
    }

    private void unlink(int j) {
        int list = 2 * space.model[j] + (space.isOk(j) ? 0 : 1);
        int previous = memory.get(before + j);
        int next = memory.get(after + j);
        memory.set(previous == NONE ? head + list : after + previous, next);
        memory.set(next == NONE ? tail + list : before + next, previous);
    }

    /** Whether an operation gave its answer at some moment since it was invoked, and changed nothing then. */
    boolean hasFitted(int o) {
        return memory.get(fitted + o) > 0;
    }

    /** Remembers that an operation would give its answer now and change nothing. */
    void noteFit(int o) {
        if (!hasFitted(o)) {
            memory.setState(fitted + o, placed() + 1);
        }
    }

    /** Places an operation: applies its parts, and moves on past what nothing is left to meet. */
    void place(int o) {
        memory.setState(fitted + o, 0);
        for (int j = space.firstOfOp[o]; j < space.firstOfOp[o + 1]; j++) {
            apply(j);
        }
        finish(o);
    }

    /** Places an operation that {@linkplain #hasFitted gave its answer} earlier. */
    void placeEarlier(int o) {
        finish(o);
    }

    private void finish(int o) {
        memory.setState(phaseOf + o, PLACED);
        memory.set(order + placed(), o);
        memory.set(placed, placed() + 1);
        for (int j = space.firstOfOp[o]; j < space.firstOfOp[o + 1]; j++) {
            unlink(j);
            if (space.pointOf[j] != SearchSpace.OPEN) {
                add(leftAtPoint + space.pointOf[j], -1);
            } else if (Kind.isAppend(space.kind(j))) {
                add(filled + space.model[j], 1);
            }
            if (space.prefixOf[j] != SearchSpace.OPEN) {
                add(leftAtPrefix + space.prefixOf[j], -1);
            }
            add(leftLoose + space.model[j], space.loose[j] ? -1 : 0);
            add(leftEmpty + space.model[j], space.empty[j] ? -1 : 0);
            if (space.needed[j] != NONE) {
                add(leftNeeding + space.needed[j], -1);
            }
        }
        for (int j = space.firstOfOp[o]; j < space.firstOfOp[o + 1]; j++) {
            advance(space.model[j]);
        }
    }

    private void add(int at, int number) {
        memory.set(at, memory.get(at) + number);
    }

    /**
     * Whether there are enough appends that may have gone anywhere, invoked in time, to come from the present point to the
     * next that something is left to meet; if that is in a later epoch, there need not be any.
     */
    boolean canReach(int m, int next) {
        return canReach(m, next, point(m));
    }

    /** The same from another point. */
    boolean canReach(int m, int next, long from) {
        long to = space.point[next];
        if (to >>> 32 != from >>> 32) {
            return true;
        }
        int[] fillers = space.fillers[m];
        int invoked = Arrays.binarySearch(fillers, space.deadline[next]);
        int inTime = invoked < 0 ? -invoked - 1 : invoked;
        return to - from <= inTime - memory.get(filled + m);
    }

    /** Whether something is left in an invocation that returned and does not say to which version it belongs. */
    boolean hasLoose(int m) {
        return memory.get(leftLoose + m) > 0;
    }

    /** Whether something is left that found nothing in an invocation. */
    boolean hasEmpty(int m) {
        return memory.get(leftEmpty + m) > 0;
    }

    /**
     * What must come before a part, because the part drops an entry that it {@linkplain SearchSpace#needed needs}, and nothing brings
     * that back. Linear in the entries dropped and the parts under way.
     *
     * @return a part under way; {@link #NOT_YET} if some has not begun; NONE if there is none
     */
    int awaitedBefore(int j) {
        int m = space.model[j];
        int from = switch (space.kind(j)) {
            case Kind.TRIM -> Math.max(space.value(j), first(m));
            case Kind.PURGE -> first(m);
            default -> length(m);
        };
        int left = 0;
        for (int index = from; index < length(m); index++) {
            int entry = entry(m, index);
            int part = entry == UNSEEN ? NONE : space.appendOf(entry);
            left += part == NONE ? 0 : memory.get(leftNeeding + part);
        }
        if (left == 0) {
            return NONE;
        }
        int found = NONE;
        for (int head : new int[] {firstKnown(m), firstUnknown(m)}) {
            for (int k = head; k != NONE; k = after(k)) {
                if (needsFrom(k, from)) {
                    found = k;
                    left--;
                }
            }
        }
        return left > 0 ? NOT_YET : found;
    }

    /** Whether a part needs an entry that is in the journal of its invocation now, at an index or above. */
    private boolean needsFrom(int k, int from) {
        int m = space.model[k];
        int at = space.neededIndex[k];
        return space.needed[k] != NONE && at >= from && at < length(m) && entry(m, at) == space.value(space.needed[k]);
    }

    private void advance(int m) {
        int at = memory.get(nextPoint + m);
        long now = point(m);
        while (at < space.firstPoint[m + 1] && space.point[at] < now) {
            at++;
        }
        memory.set(nextPoint + m, at);
        at = memory.get(nextPrefix + m);
        int from = first(m);
        while (at < space.firstPrefix[m + 1] && space.prefix[at] < from) {
            at++;
        }
        memory.set(nextPrefix + m, at);
    }

    private void apply(int j) {
        int m = space.model[j];
        switch (space.kind(j)) {
            case Kind.APPEND -> append(m, j);
            case Kind.SET_STATE -> {
                append(m, j);
                int slot = stateValues + space.stateSlot(m, space.content(j));
                if (memory.get(slot) == NONE) {
                    memory.set(stateSizes + m, memory.get(stateSizes + m) + 1);
                }
                memory.setState(slot, space.isUnseen(j) ? UNSEEN : space.value(j));
            }
            case Kind.TRIM -> {
                if (space.value(j) < length(m)) {
                    memory.setState(epoch + m, epoch(m) + 1);
                    memory.setState(length + m, Math.max(space.value(j), first(m)));
                }
            }
            case Kind.COMPACT -> memory.setState(first + m, Math.max(first(m), Math.min(space.value(j), length(m))));
            case Kind.PURGE -> memory.setState(life + m, PURGED);
            default -> {}
        }
    }

    private void append(int m, int j) {
        memory.setState(life + m, LIVE);
        memory.setState(entries + space.firstEntry[m] + length(m), space.isUnseen(j) ? UNSEEN : space.value(j));
        memory.setState(length + m, length(m) + 1);
    }

    /** Whether a part would change its invocation now. */
    boolean moves(int j) {
        int m = space.model[j];
        return switch (space.kind(j)) {
            case Kind.APPEND, Kind.SET_STATE, Kind.PURGE -> true;
            case Kind.TRIM -> space.value(j) < length(m);
            case Kind.COMPACT -> first(m) < Math.min(space.value(j), length(m));
            default -> false;
        };
    }

    /** The point that an invocation would be left at by a part that fits. */
    long pointAfter(int j) {
        int m = space.model[j];
        return switch (space.kind(j)) {
            // Those of the same operation before it have not been applied yet.
            case Kind.APPEND, Kind.SET_STATE -> SearchSpace.point(epoch(m), length(m) + space.offset[j] + 1);
            case Kind.TRIM ->
                space.value(j) < length(m)
                        ? SearchSpace.point(epoch(m) + 1, Math.max(space.value(j), first(m)))
                        : point(m);
            case Kind.PURGE -> Long.MAX_VALUE;
            default -> point(m);
        };
    }

    /** The first index that an invocation would be left with by a part that fits. */
    int firstAfter(int j) {
        int m = space.model[j];
        return switch (space.kind(j)) {
            case Kind.COMPACT -> Math.max(first(m), Math.min(space.value(j), length(m)));
            case Kind.PURGE -> Integer.MAX_VALUE;
            default -> first(m);
        };
    }

    /**
     * The first reported point that a part would move past although something other than its own operation is left to meet
     * it; or OPEN.
     */
    int pointInTheWay(int j) {
        int m = space.model[j];
        long to = pointAfter(j);
        for (int at = memory.get(nextPoint + m); at < space.firstPoint[m + 1] && space.point[at] < to; at++) {
            if (memory.get(leftAtPoint + at) > own(space.pointOf, j, at)) {
                return at;
            }
        }
        return SearchSpace.OPEN;
    }

    /** The same of first indexes. */
    int prefixInTheWay(int j) {
        int m = space.model[j];
        int to = firstAfter(j);
        for (int at = memory.get(nextPrefix + m); at < space.firstPrefix[m + 1] && space.prefix[at] < to; at++) {
            if (memory.get(leftAtPrefix + at) > own(space.prefixOf, j, at)) {
                return at;
            }
        }
        return SearchSpace.OPEN;
    }

    private int own(int[] placeOf, int j, int at) {
        int own = 0;
        for (int k = space.firstOfOp[space.opOf[j]]; k < space.firstOfOp[space.opOf[j] + 1]; k++) {
            own += placeOf[k] == at ? 1 : 0;
        }
        return own;
    }

    /** The entry at an index of an invocation, as far as it matters. */
    int entry(int m, int index) {
        return memory.get(entries + space.firstEntry[m] + index);
    }

    /** The value of a {@linkplain SearchSpace#stateSlot state key of an invocation}; NONE if it is not set. */
    int stateValue(int slot) {
        return memory.get(stateValues + slot);
    }

    /** How many keys of the state of an invocation are set. */
    int stateSize(int m) {
        return memory.get(stateSizes + m);
    }
}
