package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

/**
 * The operations that a {@link CrashSearch} has not placed yet, in the order of their invocation: those that returned, others, and
 * crashes; and what can be said of these at the present versions.
 */
final class OpenOperations {
    private final CrashOperations all;
    private final VersionLog log;

    /** Those that returned. */
    final OpenList certain;
    /** Those of unknown outcome. */
    final OpenList unknown;

    final OpenList crashes;
    private final boolean[] placed;

    OpenOperations(CrashOperations operations, VersionLog log) {
        all = operations;
        this.log = log;
        certain = new OpenList(operations.count);
        unknown = new OpenList(operations.count);
        crashes = new OpenList(operations.count);
        placed = new boolean[operations.count];
        for (int o = 0; o < operations.count; o++) {
            listOf(o).add(o);
        }
    }

    private OpenList listOf(int o) {
        return all.isCrash(o) ? crashes : all.isCertain(o) ? certain : unknown;
    }

    boolean isPlaced(int o) {
        return placed[o];
    }

    /** Takes one out. */
    void place(int o) {
        placed[o] = true;
        log.count(o, 1);
        listOf(o).remove(o);
    }

    /** Puts the one that was taken out last back. */
    void takeBack(int o) {
        placed[o] = false;
        log.count(o, -1);
        listOf(o).restore(o);
    }

    /**
     * The invocation that is beyond what an operation that is to come shows for good, as a bit; 0 if none is.
     *
     * @param bound the rank before which the next operation must have been invoked
     * @param most at how many operations it looks that are invoked later
     */
    long missed(int bound, int most) {
        int ahead = most;
        for (int o = certain.first(); o != NONE && (all.invoked[o] < bound || ahead-- > 0); o = certain.after(o)) {
            for (int j = all.first[o]; j < all.first[o + 1]; j++) {
                if (isMissed(o, j)) {
                    return 1L << all.of[j];
                }
            }
        }
        return 0;
    }

    /** Whether a part of an operation that returned cannot give its answer any more, whatever crashes are still to come. */
    private boolean isMissed(int o, int j) {
        boolean mayCrash = mayCrashBefore(o, all.of[j]);
        if (log.isMissed(j, mayCrash)) {
            return true;
        }
        int next = mayCrash ? NONE : log.next(j);
        if (next == NONE) {
            return false;
        }
        int writer = all.writer(next);
        return writer == NONE || placed[writer] || all.isDropped(writer);
    }

    private boolean mayCrashBefore(int o, int m) {
        for (int c = crashes.first(); c != NONE && all.invoked[c] < all.completed[o]; c = crashes.after(c)) {
            if (all.hits[c] == m) {
                return true;
            }
        }
        return false;
    }

    /** Whether an operation or a crash began after another crash of one of its invocations was over, which is not placed yet. */
    boolean isAfterCrash(int o) {
        for (int c = crashes.first(); c != NONE && all.invoked[c] < all.from[o]; c = crashes.after(c)) {
            if (all.completed[c] < all.from[o] && all.concerns(o, all.hits[c])) {
                return true;
            }
        }
        return false;
    }

    /** Whether all that a crash is to undo has taken effect. */
    boolean mayCrash(int o) {
        for (int each = unknown.first(); each != NONE; each = unknown.after(each)) {
            if (all.undoneBy[each] == all.crash[o]) {
                return false;
            }
        }
        for (int each = certain.first(); each != NONE; each = certain.after(each)) {
            if (all.undoneBy[each] == all.crash[o]) {
                return false;
            }
        }
        return true;
    }

    /** Whether an operation that may come now can be another one because of a write to an invocation. */
    boolean mayShow(int write, int m, int bound) {
        return mayShow(write, m, certain, bound) || mayShow(write, m, unknown, bound);
    }

    private boolean mayShow(int write, int m, OpenList list, int bound) {
        for (int o = list.first(); o != NONE && all.invoked[o] < bound; o = list.after(o)) {
            for (int j = all.first[o]; j < all.first[o + 1]; j++) {
                if (o != write && all.of[j] == m && log.mayShow(all.first[write], j)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Some invocations, as bits modulo 64, and those with which they share an operation that may come now as far as they go. */
    long withNeighbours(long some, int bound) {
        long more = some;
        for (long before = 0; before != more; ) {
            before = more;
            more = withNeighbours(withNeighbours(more, certain, bound), unknown, bound);
        }
        return more;
    }

    private long withNeighbours(long some, OpenList list, int bound) {
        long more = some;
        for (int o = list.first(); o != NONE && all.invoked[o] < bound; o = list.after(o)) {
            boolean isShared = (all.mask(o) & some) != 0 && (all.mask(o) & ~some) != 0;
            more |= isShared && log.blocking(o, some) == 0 ? all.mask(o) : 0;
        }
        return more;
    }
}
