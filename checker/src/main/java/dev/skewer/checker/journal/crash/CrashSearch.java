package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NEVER;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
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

    /** At how many operations it looks that are to come: whether they can still give their answer. */
    private static final int AHEAD = 8;

    /** The same after a crash, when it is decided which version is left. */
    private static final int FAR_AHEAD = 1024;

    /** Invocations, when a failure depends on all of them. */
    private static final long EVERYTHING = -1;

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
    private final DeadConfigurations dead;

    /** Operations that are not placed yet. */
    private final OpenOperations open;

    /** Operations that took effect by some time, in the order of that time, and how many of these are placed without a gap. */
    private final int[] byCompletion;

    private int done;

    // One row for each operation placed.
    private final int[] tried;
    private final byte[] stage;
    private final int[] versionTried;
    private final int[] logBefore;
    private final int[] doneBefore;
    /** What the failure of what was tried so far depended on: a bit for each invocation, modulo 64. */
    private final long[] blame;
    /** The number of the configuration in {@link #dead}; NONE if it is not there. */
    private final int[] configuration;

    private int depth;

    /** Operations that there have to be although nothing shows them, and whether each is one. */
    private int demanded;

    private final boolean[] isDemanded;

    /** By operation of unknown outcome: whether reads show at which index something of it stands. */
    private final boolean[] isSeen;

    /** By operation that is {@linkplain #isFree free}: its bit among those that have been placed; NONE if it is in the hashes. */
    private final int[] bit;

    private final long[] used;

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
        open = new OpenOperations(operations, log);
        isSeen = new boolean[n];
        long[] completions = new long[n];
        int ends = 0;
        for (int o = 0; o < n; o++) {
            isSeen[o] = operations.isSeenSomewhere(o);
            if (!operations.isCrash(o) && operations.isDue(o)) {
                completions[ends++] = (long) operations.completed[o] << 32 | o;
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
        tried = new int[n + 1];
        stage = new byte[n + 1];
        versionTried = new int[n + 1];
        logBefore = new int[n + 1];
        doneBefore = new int[n + 1];
        blame = new long[n + 1];
        configuration = new int[n + 1];
        bit = new int[n];
        int bits = 0;
        for (int o = 0; o < n; o++) {
            bit[o] = !operations.isCrash(o) && isFree(o) && bits < DeadConfigurations.MOST_BITS ? bits++ : NONE;
        }
        used = new long[(bits + Long.SIZE - 1) / Long.SIZE];
        dead = new DeadConfigurations(used.length);
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
        configuration[depth] = NONE;
        blame[depth] = isTorn ? EVERYTHING : open.missed(bound(), justCrashed ? FAR_AHEAD : AHEAD);
        if (blame[depth] == 0 && wentBack) {
            remember();
        }
        stage[depth] = blame[depth] == 0 ? READ : NOTHING_LEFT;
    }

    /** Remembers the configuration; if it is known, it takes over what its failure depended on. */
    private void remember() {
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
        int known = dead.find(low, high, used);
        if (known >= 0) {
            blame[depth] = dead.blame(known);
        } else {
            configuration[depth] = known == DeadConfigurations.NOT_ADDED ? NONE : ~known;
        }
    }

    /** Places the next operation that fits; says no if none is left to be tried. */
    private boolean proceed() {
        logBefore[depth] = log.size();
        doneBefore[depth] = done;
        int bound = bound();
        if (stage[depth] == NOTHING_LEFT) {
            return false;
        }
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
        blame[depth] = stuck(blame[depth], bound);
        return false;
    }

    /**
     * What it depends on that nothing is left to be tried: an invocation by which the operation that is due next cannot come now, those on
     * which the tries failed, and with these all that share an operation that may come now as far as these go.
     */
    private long stuck(long failures, int bound) {
        if (done == byCompletion.length) {
            return EVERYTHING;
        }
        int due = byCompletion[done];
        long blocking = log.blocking(due, all.mask(due));
        long some = failures | (blocking == 0 ? all.mask(due) : blocking);
        return open.withNeighbours(some, bound);
    }

    private OpenList listOfStage() {
        return switch (stage[depth]) {
            case READ, WRITE -> open.certain;
            case SEEN, UNKNOWN -> open.unknown;
            default -> open.crashes;
        };
    }

    /** Tries an operation, if it is one that this stage tries; it has its effect then. */
    private boolean fits(int o) {
        return switch (stage[depth]) {
            case READ -> all.isRead(o) && !open.isAfterCrash(o) && log.apply(o);
            case WRITE -> !all.isRead(o) && !open.isAfterCrash(o) && log.apply(o);
            case SEEN -> isSeen(o) && !open.isAfterCrash(o) && log.apply(o);
            case CRASH ->
                !isIdle(o)
                        && (!isDemanded[o] || open.mayCrash(o))
                        && !open.isAfterCrash(o)
                        && crashTo(o, isDemanded[o] ? log.latestFor(o) : log.latest(all.hits[o]));
            case UNKNOWN -> !isSeen(o) && isWorthTrying(o) && !open.isAfterCrash(o) && log.apply(o) && isUseful(o);
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
        if (open.mayShow(write, m, bound())) {
            return true;
        }
        log.undoTo(logBefore[depth]);
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
        if (all.isDropped(o) || (all.isSingle(o) && !log.mayMatter(all.first[o]))) {
            return false;
        }
        int bound = bound();
        OpenList unknown = open.unknown;
        for (int other = unknown.first(); other != NONE && all.invoked[other] < bound; other = unknown.after(other)) {
            if (all.areAlike(o, other) && isBetter(other, o) && !open.isAfterCrash(other)) {
                return false;
            }
        }
        return true;
    }

    /** Which of two operations that are alike is tried: rather one on one invocation only, which ties it to no other, then the earlier one. */
    private boolean isBetter(int o, int other) {
        return all.isSingle(o) == all.isSingle(other) ? o < other : all.isSingle(o);
    }

    private void place(int o) {
        open.place(o);
        demanded -= isDemanded[o] ? 1 : 0;
        mix(o);
        while (done < byCompletion.length && open.isPlaced(byCompletion[done])) {
            done++;
        }
        depth++;
    }

    /** Takes the last operation back. */
    private void goBack() {
        wentBack = true;
        long failure = blame[depth];
        if (configuration[depth] != NONE) {
            dead.blame(configuration[depth], failure);
        }
        depth--;
        int o = tried[depth];
        open.takeBack(o);
        demanded += isDemanded[o] ? 1 : 0;
        mix(o);
        done = doneBefore[depth];
        log.undoTo(logBefore[depth]);
        if ((all.mask(o) & failure) == 0) {
            // Nothing else in its place would help.
            blame[depth] = failure;
            stage[depth] = NOTHING_LEFT;
            return;
        }
        blame[depth] |= failure | all.mask(o);
        if (stage[depth] == READ) {
            // It was no choice.
            stage[depth] = NOTHING_LEFT;
        }
    }

    /** Puts an operation into the hash of what is placed, or takes it out. */
    private void mix(int o) {
        if (bit[o] != NONE) {
            used[bit[o] / Long.SIZE] ^= 1L << bit[o];
            return;
        }
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
}
