package dev.skewer.checker.journal.search;

import static dev.skewer.checker.journal.history.JournalHistory.ABSENT;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;
import static dev.skewer.checker.journal.history.JournalHistory.UNREPORTED;

import dev.skewer.checker.column.LongIntMap;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;

/**
 * The sequential model as a {@link JournalSearch} asks it: whether a part would give its answer at the present version of its
 * invocation, or could at a later one.
 */
public final class SearchAnswers {
    /** What a part has to do with the present version of its invocation. */
    enum Stand {
        /** It gives its answer now. */
        FITS,
        /** It may give its answer at a later version. */
        AHEAD,
        /** The version at which it gave its answer is past. */
        MISSED
    }

    private final SearchSpace space;
    private final JournalHistory h;
    private final SearchState state;

    public SearchAnswers(SearchSpace space, SearchState state) {
        this.space = space;
        h = space.h;
        this.state = state;
    }

    /** Whether a part would give its answer now and change nothing. */
    boolean observes(int j) {
        return switch (space.kind(j)) {
            case Kind.APPEND, Kind.SET_STATE, Kind.PURGE -> false;
            default -> stand(j) == Stand.FITS && !state.moves(j);
        };
    }

    /** What a part has to do with the present version. */
    Stand stand(int j) {
        int m = space.model[j];
        return switch (space.kind(j)) {
            case Kind.APPEND, Kind.SET_STATE -> space.isOk(j) ? ofKnownAppend(j, m) : ofUnknownAppend(j, m);
            case Kind.TRIM -> ofTrim(j, m);
            case Kind.COMPACT -> ofCompact(j, m);
            case Kind.PURGE ->
                switch (state.life(m)) {
                    case SearchState.UNBORN -> Stand.AHEAD;
                    case SearchState.LIVE -> Stand.FITS;
                    default -> Stand.MISSED;
                };
            default -> ofRead(j, m);
        };
    }

    private Stand ofKnownAppend(int j, int m) {
        if (state.life(m) == SearchState.PURGED) {
            return Stand.MISSED;
        }
        int e = space.epoch(j);
        boolean indexed = space.length(j) != UNREPORTED;
        int index = space.length(j) - space.offset[j];
        if (e != UNREPORTED && e != state.epoch(m)) {
            return e > state.epoch(m) ? Stand.AHEAD : Stand.MISSED;
        }
        if (indexed && index != state.length(m)) {
            return index > state.length(m) || e == UNREPORTED ? Stand.AHEAD : Stand.MISSED;
        }
        return e == UNREPORTED || !indexed ? ofUnknownAppend(j, m) : Stand.FITS;
    }

    /** One that does not say where it went may go where no other is known to have gone, and its entry was read if any was. */
    private Stand ofUnknownAppend(int j, int m) {
        if (state.life(m) == SearchState.PURGED || state.epoch(m) > space.seenEpoch[j]) {
            return Stand.MISSED;
        }
        int at = state.length(m) + space.offset[j];
        if (space.seenIndex[j] != NONE && space.seenIndex[j] != at) {
            return Stand.AHEAD;
        }
        int below = space.needed[j];
        if (below != NONE && (space.neededIndex[j] != at - 1 || state.entry(m, at - 1) != space.value(below))) {
            return Stand.AHEAD;
        }
        int there = space.entryAt(m, state.epoch(m), at);
        if (there != LongIntMap.MISSING && there != space.value(j)) {
            return Stand.AHEAD;
        }
        int next = state.pointAhead(m);
        boolean taken = next != SearchSpace.OPEN
                && space.appendAt[next] != NONE
                && space.point[next] == SearchSpace.point(state.epoch(m), at);
        return taken && space.appendAt[next] != j ? Stand.AHEAD : Stand.FITS;
    }

    /**
     * Whether setting a key of the state here could be followed by what the next read of the state at a known point saw: that
     * value, or one that is yet to be set.
     */
    boolean agreesWithStateAhead(int j) {
        int m = space.model[j];
        int key = space.content(j);
        long to = state.pointAfter(j);
        int[] reads = space.stateReads[m];
        int low = 0;
        int high = reads.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (space.point[space.pointOf[reads[middle]]] < to) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == reads.length) {
            return true;
        }
        int taken = space.value(reads[low]);
        for (int i = 0; i < h.stateCount(taken); i++) {
            if (h.stateKey(taken, i) == key) {
                int seen = h.stateValue(taken, i);
                int slot = space.stateSlot(m, key);
                // A value that is set now was set before, and is lost for good.
                return seen == space.value(j) || state.stateValue(slot) != seen;
            }
        }
        return false;
    }

    private Stand ofTrim(int j, int m) {
        if (state.life(m) != SearchState.LIVE) {
            return state.life(m) == SearchState.UNBORN ? Stand.AHEAD : Stand.MISSED;
        }
        int asked = space.value(j);
        boolean drops = asked < state.length(m);
        int epochAfter = drops ? state.epoch(m) + 1 : state.epoch(m);
        int lengthAfter = drops ? Math.max(asked, state.first(m)) : state.length(m);
        boolean ok = space.isOk(j);
        int e = ok ? space.epoch(j) : UNREPORTED;
        int l = ok ? space.length(j) : UNREPORTED;
        if ((e == UNREPORTED || e == epochAfter) && (l == UNREPORTED || l == lengthAfter)) {
            return Stand.FITS;
        }
        if (e == UNREPORTED) {
            return Stand.AHEAD;
        }
        boolean past = e < state.epoch(m) || (e == state.epoch(m) && l != UNREPORTED && l < state.length(m));
        return past ? Stand.MISSED : Stand.AHEAD;
    }

    private Stand ofCompact(int j, int m) {
        if (state.life(m) != SearchState.LIVE) {
            return state.life(m) == SearchState.UNBORN ? Stand.AHEAD : Stand.MISSED;
        }
        int f = space.isOk(j) ? space.first(j) : UNREPORTED;
        int e = space.isOk(j) ? space.epoch(j) : UNREPORTED;
        int l = space.isOk(j) ? space.length(j) : UNREPORTED;
        if (f != UNREPORTED && f < state.first(m)) {
            return Stand.MISSED;
        }
        if (e != UNREPORTED
                && (e < state.epoch(m) || (e == state.epoch(m) && l != UNREPORTED && l < state.length(m)))) {
            return Stand.MISSED;
        }
        boolean fits = (e == UNREPORTED || e == state.epoch(m))
                && (l == UNREPORTED || l == state.length(m))
                && (f == UNREPORTED || f == Math.max(state.first(m), Math.min(space.value(j), state.length(m))));
        return fits ? Stand.FITS : Stand.AHEAD;
    }

    private Stand ofRead(int j, int m) {
        boolean live = state.life(m) == SearchState.LIVE;
        if (space.kind(j) == Kind.READ_JOURNAL) {
            return ofJournal(j, m, live);
        }
        if (space.epoch(j) == ABSENT) {
            if (live) {
                return space.purgeable[m] ? Stand.AHEAD : Stand.MISSED;
            }
            return space.rows(j) == 0 && isState(j, m, false) ? Stand.FITS : Stand.MISSED;
        }
        if (!live) {
            return state.life(m) == SearchState.UNBORN ? Stand.AHEAD : Stand.MISSED;
        }
        int e = space.epoch(j);
        int f = space.first(j);
        int l = space.length(j);
        if (f != UNREPORTED && f != state.first(m)) {
            return f > state.first(m) ? Stand.AHEAD : Stand.MISSED;
        }
        if (e != UNREPORTED && e != state.epoch(m)) {
            return e > state.epoch(m) ? Stand.AHEAD : Stand.MISSED;
        }
        if (l != state.length(m)) {
            return l > state.length(m) || e == UNREPORTED ? Stand.AHEAD : Stand.MISSED;
        }
        if ((space.kind(j) == Kind.READ_METADATA || isJournal(j, m)) && isState(j, m, true)) {
            return Stand.FITS;
        }
        // The version is the one that was read, and what was read is not in it.
        return e != UNREPORTED && f != UNREPORTED ? Stand.MISSED : Stand.AHEAD;
    }

    private Stand ofJournal(int j, int m, boolean live) {
        int rows = space.rows(j);
        int e = space.epoch(j);
        if (e >= 0 && (state.life(m) == SearchState.PURGED || state.epoch(m) > e)) {
            return Stand.MISSED;
        }
        boolean inEpoch = e < 0 || (live && state.epoch(m) == e);
        if (rows == 0) {
            return inEpoch && (!live || state.length(m) == state.first(m)) ? Stand.FITS : Stand.AHEAD;
        }
        if (state.life(m) == SearchState.PURGED || h.contentIndex(space.content(j), 0) < state.first(m)) {
            return Stand.MISSED;
        }
        return live && inEpoch && isJournal(j, m) && isState(j, m, true) ? Stand.FITS : Stand.AHEAD;
    }

    /**
     * Whether a trim would keep what was read in the epoch that it opens, and drop what was not. Linear in the length.
     */
    boolean keepsWhatWasRead(int j) {
        int m = space.model[j];
        int kept = Math.max(space.value(j), state.first(m));
        for (int index = state.first(m); index < state.length(m); index++) {
            int read = space.entryAt(m, state.epoch(m) + 1, index);
            boolean same = read == state.entry(m, index);
            if (read != LongIntMap.MISSING && same != index < kept) {
                return false;
            }
        }
        return true;
    }

    private boolean isJournal(int j, int m) {
        int content = space.content(j);
        int rows = h.contentCount(content);
        int from = state.first(m);
        if (rows != state.length(m) - from) {
            return false;
        }
        if (rows == 0) {
            return true;
        }
        if (!h.isConsecutive(content) || h.contentIndex(content, 0) != from) {
            return false;
        }
        for (int row = rows - 1; row >= 0; row--) {
            if (state.entry(m, from + row) != h.contentEntry(content, row)) {
                return false;
            }
        }
        return true;
    }

    private boolean isState(int j, int m, boolean live) {
        int taken = space.value(j);
        if (taken == NONE) {
            return true;
        }
        int size = h.stateCount(taken);
        if (size != (live ? state.stateSize(m) : 0)) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            int slot = space.stateSlot(m, h.stateKey(taken, i));
            if (slot == LongIntMap.MISSING || state.stateValue(slot) != h.stateValue(taken, i)) {
                return false;
            }
        }
        return true;
    }
}
