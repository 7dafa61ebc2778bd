package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NEVER;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.search.DeadStates;
import java.util.Arrays;

/**
 * Looks for an order of all operations on some invocations, and of the crashes that may have hit these, that explains every answer;
 * each crash takes an invocation back to a version that it had since the last one.
 *
 * <p>Wing and Gong's search, with Lowe's memory of the configurations that led nowhere (<em>Testing for linearizability</em>, 2017), in
 * which a crash is one more operation, whose outcome is free. What keeps it short:
 *
 * <ul>
 *   <li>A read that gives its answer now is placed now: it changes nothing, so that cannot be wrong.
 *   <li>A configuration is given up as soon as an open operation reports a version that is behind the present one, and no crash can
 *       bring it back. So nearly every step is forced where the store reports epochs and indexes.
 *   <li>An append of unknown outcome whose entry some read shows took effect before that read returned, in each of its invocations.
 *   <li>Of writes of unknown outcome, which come last, one is tried only where reads show its entry; of those that nothing
 *       tells apart, the one invoked first.
 *   <li>A write of unknown outcome is placed only where an open operation may show it, and no crash right after it: before it would do
 *       as well.
 *   <li>A crash is placed when nothing else of its invocation can go on, for it concerns nothing else, whatever the time; and with the
 *       latest version first, so that what is said to be lost is as little as can be on the way.
 * </ul>
 *
 * <p>Linear in the operations, times those that are open at a time, where nothing is left to choose; exponential where much is.
 */
final class CrashSearch {
    /** How often the search looks at the clock. */
    private static final int STEPS_PER_LOOK = 1 << 12;

    /** Stages of a step: what it tries. */
    private static final byte READ = 0;

    private static final byte WRITE = 1;
    private static final byte SEEN = 2;
    private static final byte CRASH = 3;
    private static final byte UNKNOWN = 4;
    private static final byte NOTHING_LEFT = 5;

    private final CrashOperations all;
    private final VersionLog log;
    private final Budget budget;
    private final long stepLimit;
    private final DeadStates dead = new DeadStates();

    /** Operations that are not placed yet, as linked lists in the order of their invocation: certain ones, others, and crashes. */
    private final OpenList certain;

    private final OpenList unknown;
    private final OpenList crashes;

    /** Operations that took effect by some time, in the order of that time, and how many of these are placed without a gap. */
    private final int[] byCompletion;

    private final boolean[] placed;
    private int done;

    // One row for each operation placed.
    private final int[] tried;
    private final byte[] stage;
    private final int[] versionTried;
    private final int[] logBefore;
    private final int[] doneBefore;
    private int depth;

    /** Operations that there have to be although nothing shows them, and whether each is one. */
    private int demanded;

    private final boolean[] isDemanded;

    /** By operation of unknown outcome: whether reads show at which index something of it stands. */
    private final boolean[] isSeen;

    private long lowHash;
    private long highHash;
    private boolean wentBack;
    private long steps;
    private int mostDone = -1;
    private int stopAt = Integer.MAX_VALUE;

    /**
     * A search.
     *
     * @param operations what to put in order
     * @param budget what it may cost
     * @param stepLimit after how many steps it gives up
     */
    CrashSearch(CrashOperations operations, Budget budget, long stepLimit) {
        all = operations;
        this.budget = budget;
        this.stepLimit = stepLimit;
        log = new VersionLog(operations);
        int n = operations.count;
        certain = new OpenList(n);
        unknown = new OpenList(n);
        crashes = new OpenList(n);
        isSeen = new boolean[n];
        long[] completions = new long[n];
        int ends = 0;
        for (int o = 0; o < n; o++) {
            if (operations.isCrash(o)) {
                crashes.add(o);
            } else {
                (operations.isCertain(o) ? certain : unknown).add(o);
                isSeen[o] = operations.isSeenSomewhere(o);
                if (operations.isDue(o)) {
                    completions[ends++] = (long) operations.completed[o] << 32 | o;
                }
            }
        }
        isDemanded = new boolean[n];
        for (int o = 0; o < n; o++) {
            isDemanded[o] = operations.isDemanded(o) && (operations.isCrash(o) || !operations.isDue(o));
            demanded += isDemanded[o] ? 1 : 0;
        }
        Arrays.sort(completions, 0, ends);
        byCompletion = new int[ends];
        Arrays.setAll(byCompletion, i -> (int) completions[i]);
        placed = new boolean[n];
        tried = new int[n + 1];
        stage = new byte[n + 1];
        versionTried = new int[n + 1];
        logBefore = new int[n + 1];
        doneBefore = new int[n + 1];
    }

    /** Searches; once only. */
    Validity run() {
        enter();
        while (!isDone() && done < stopAt) {
            if (++steps % STEPS_PER_LOOK == 0 && (budget.exhausted() || steps > stepLimit || isFull())) {
                return Validity.UNKNOWN;
            }
            if (proceed()) {
                enter();
            } else if (depth == 0) {
                return Validity.FALSE;
            } else {
                goBack();
            }
        }
        return isDone() ? Validity.TRUE : Validity.UNKNOWN;
    }

    private boolean isDone() {
        return done == byCompletion.length && demanded == 0 && !log.isTorn();
    }

    /** The same search, which ends where another one came to that did not find an order. */
    CrashSearch upTo(CrashSearch failed) {
        stopAt = failed.mostDone;
        return this;
    }

    /** How many steps it took. */
    long steps() {
        return steps;
    }

    /** The operation, as the history numbers it, whose completion came before it could be placed; NONE if it was a crash. */
    int stuckAt() {
        return done < byCompletion.length ? all.witness(byCompletion[done]) : NONE;
    }

    /** Whether it has come to the end of its memory. */
    boolean isFull() {
        return dead.bytes() + log.bytes() > budget.memoryBytes();
    }

    /** The rank before which the next operation must have been invoked. */
    private int bound() {
        return done < byCompletion.length ? all.completed[byCompletion[done]] : NEVER;
    }

    /** Begins a step: decides whether it is worth trying anything. */
    private void enter() {
        mostDone = Math.max(mostDone, done);
        tried[depth] = NONE;
        boolean justCrashed = depth > 0 && all.isCrash(tried[depth - 1]);
        boolean isTorn = justCrashed && log.isPastCrashes() && log.isTorn();
        stage[depth] = isTorn || isHopeless() || (wentBack && wasHere()) ? NOTHING_LEFT : READ;
    }

    private boolean wasHere() {
        // What may come next depends on what came last.
        int idle = depth > 0 && isFree(tried[depth - 1]) ? all.of[all.first[tried[depth - 1]]] + 1 : 0;
        long low = lowHash + idle * 0xD6E8FEB86659FD93L;
        long high = highHash ^ idle * 0xBF58476D1CE4E5B9L;
        for (int m = 0; m < all.invocations.length; m++) {
            low = (low ^ log.lowHash(m)) * 0x9E3779B97F4A7C15L;
            high = (high + log.highHash(m)) * 0xC2B2AE3D27D4EB4FL;
            low ^= low >>> 29;
            high ^= high >>> 31;
        }
        return dead.find(low, high) >= 0;
    }

    /** Whether an open operation is behind the present version for good. */
    private boolean isHopeless() {
        int bound = bound();
        for (int o = certain.first(); o != NONE && all.invoked[o] < bound; o = certain.after(o)) {
            for (int j = all.first[o]; j < all.first[o + 1]; j++) {
                if (log.isBeyond(j) && !mayCrashBefore(o, all.of[j])) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean mayCrashBefore(int o, int m) {
        for (int c = crashes.first(); c != NONE && all.invoked[c] < all.completed[o]; c = crashes.after(c)) {
            if (all.hits[c] == m) {
                return true;
            }
        }
        return false;
    }

    /** Places the next operation that fits; says no if none is left to be tried. */
    private boolean proceed() {
        logBefore[depth] = log.size();
        doneBefore[depth] = done;
        int bound = bound();
        while (stage[depth] != NOTHING_LEFT) {
            OpenList list = listOfStage();
            int o = tried[depth];
            if (stage[depth] == CRASH && o != NONE && crashTo(o, log.earlier(versionTried[depth], o))) {
                place(o);
                return true;
            }
            o = o == NONE ? list.first() : list.after(o);
            for (; o != NONE && all.invoked[o] < bound; o = list.after(o)) {
                if (fits(o)) {
                    tried[depth] = o;
                    place(o);
                    return true;
                }
            }
            tried[depth] = NONE;
            stage[depth]++;
        }
        return false;
    }

    private OpenList listOfStage() {
        return switch (stage[depth]) {
            case READ, WRITE -> certain;
            case SEEN, UNKNOWN -> unknown;
            default -> crashes;
        };
    }

    /** Tries an operation, if it is one that this stage tries; it has its effect then. */
    private boolean fits(int o) {
        return switch (stage[depth]) {
            case READ -> all.isRead(o) && !isAfterCrash(o) && log.apply(o);
            case WRITE -> !all.isRead(o) && !isAfterCrash(o) && log.apply(o);
            case SEEN -> isSeen(o) && !isAfterCrash(o) && log.apply(o);
            case CRASH ->
                !isIdle(o)
                        && (!isDemanded[o] || mayCrash(o))
                        && !isAfterCrash(o)
                        && crashTo(o, isDemanded[o] ? log.latestFor(o) : log.latest(all.hits[o]));
            case UNKNOWN -> !isSeen(o) && isWorthTrying(o) && !isAfterCrash(o) && log.apply(o) && isUseful(o);
            default -> throw new IllegalStateException("nothing is left to be tried");
        };
    }

    /** Whether a write need not take effect, and matters to its own invocation only, as far as this search goes. */
    private boolean isFree(int o) {
        boolean isDemanded = all.isKept[o] || all.undoneBy[o] != NONE;
        return !all.isCertain(o) && !all.isDue(o) && !isDemanded && (all.isSingle(o) || all.invocations.length == 1);
    }

    /** Whether a crash comes right after a write that shows in nothing: it might as well come right before it. */
    private boolean isIdle(int crash) {
        int last = depth == 0 ? NONE : tried[depth - 1];
        return last != NONE && isFree(last) && all.of[all.first[last]] == all.hits[crash];
    }

    /** Whether an operation can show a write that has just been made; if none can before the next one is due, it may as well come later. */
    private boolean isUseful(int write) {
        if (!isFree(write)) {
            return true;
        }
        int m = all.of[all.first[write]];
        int bound = bound();
        for (int o = certain.first(); o != NONE && all.invoked[o] < bound; o = certain.after(o)) {
            for (int j = all.first[o]; j < all.first[o + 1]; j++) {
                if (all.of[j] == m && !log.isBeyond(j)) {
                    return true;
                }
            }
        }
        log.undoTo(logBefore[depth]);
        return false;
    }

    /** Whether all that a crash is to undo has taken effect. */
    private boolean mayCrash(int o) {
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

    /** Whether an operation or a crash began after another crash of one of its invocations was over, which is not placed yet. */
    private boolean isAfterCrash(int o) {
        for (int c = crashes.first(); c != NONE && all.invoked[c] < all.from[o]; c = crashes.after(c)) {
            if (all.completed[c] < all.from[o] && all.concerns(o, all.hits[c])) {
                return true;
            }
        }
        return false;
    }

    /** Has a crash go back to a version; says no if there is none. */
    private boolean crashTo(int o, int version) {
        if (version == NONE) {
            return false;
        }
        versionTried[depth] = version;
        log.crash(o, version);
        return true;
    }

    /** Whether reads show what an operation of unknown outcome would append now just where it would stand. */
    private boolean isSeen(int o) {
        return isSeen[o] && !all.isDropped(o) && all.isSeenAt(o, log);
    }

    private boolean isWorthTrying(int o) {
        if (all.isDropped(o)) {
            return false;
        }
        if (!all.isSingle(o)) {
            return true;
        }
        int j = all.first[o];
        if (!log.mayMatter(j)) {
            return false;
        }
        for (int other = unknown.first(); other != o; other = unknown.after(other)) {
            if (all.isSingle(other) && isAlike(all.first[other], j)) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing tells two parts of unknown outcome apart but the time of their invocation. */
    private boolean isAlike(int i, int j) {
        int p = all.part[i];
        int q = all.part[j];
        byte kind = all.h.kind[p];
        if (kind != all.h.kind[q] || all.of[i] != all.of[j] || kind == Kind.SET_STATE) {
            return false;
        }
        return switch (kind) {
            case Kind.APPEND -> all.seenAt[i] == CrashOperations.UNSEEN && all.seenAt[j] == CrashOperations.UNSEEN;
            case Kind.PURGE -> true;
            default -> all.h.value[p] == all.h.value[q];
        };
    }

    private void place(int o) {
        placed[o] = true;
        listOf(o).remove(o);
        demanded -= isDemanded[o] ? 1 : 0;
        mix(o);
        while (done < byCompletion.length && placed[byCompletion[done]]) {
            done++;
        }
        depth++;
    }

    private OpenList listOf(int o) {
        return all.isCrash(o) ? crashes : all.isCertain(o) ? certain : unknown;
    }

    /** Takes the last operation back. */
    private void goBack() {
        wentBack = true;
        depth--;
        int o = tried[depth];
        placed[o] = false;
        listOf(o).restore(o);
        demanded += isDemanded[o] ? 1 : 0;
        mix(o);
        done = doneBefore[depth];
        log.undoTo(logBefore[depth]);
        if (stage[depth] == READ) {
            // It was no choice.
            stage[depth] = NOTHING_LEFT;
        }
    }

    /** Puts an operation into the hash of what is placed, or takes it out. */
    private void mix(int o) {
        long z = (o + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        lowHash ^= z ^ z >>> 31;
        z = (z + 0x632BE59BD9B4E019L) * 0xD6E8FEB86659FD93L;
        highHash ^= z ^ z >>> 32;
    }

    /** What has been placed, in order. */
    int[] order() {
        return Arrays.copyOf(tried, depth);
    }

    /** The versions, as the order made them. */
    VersionLog log() {
        return log;
    }

    /** Operations as a doubly linked list from which any can be taken, and put back in the opposite order (Knuth's dancing links). */
    private static final class OpenList {
        private final int[] next;
        private final int[] previous;
        private int last;

        OpenList(int room) {
            // One more, which is the head.
            next = new int[room + 1];
            previous = new int[room + 1];
            last = room;
            next[room] = NONE;
        }

        private int head() {
            return next.length - 1;
        }

        void add(int o) {
            next[last] = o;
            previous[o] = last;
            next[o] = NONE;
            last = o;
        }

        int first() {
            return next[head()];
        }

        int after(int o) {
            return next[o];
        }

        void remove(int o) {
            next[previous[o]] = next[o];
            if (next[o] != NONE) {
                previous[next[o]] = previous[o];
            }
        }

        void restore(int o) {
            next[previous[o]] = o;
            if (next[o] != NONE) {
                previous[next[o]] = o;
            }
        }
    }
}
