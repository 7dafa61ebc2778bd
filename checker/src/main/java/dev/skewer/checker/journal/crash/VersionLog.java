package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.CrashKind;
import dev.skewer.checker.journal.history.Crash;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.search.ModelState;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The versions that some invocations had, in the order in which a {@link CrashSearch} made them: each has the one before it, or, where
 * an era begins, the one that the crash went back to. The last can be undone. About 70 bytes a version.
 *
 * <p>What can still matter of the past of an invocation are the versions to which a crash may go back: those that lead to the present
 * one, from the latest that survived a crash on. Two hashes stand for these, each a polynomial whose coefficients are the versions, so
 * that what came before is taken out with one multiplication: pasts that differ in nothing else are one, however many crashes
 * brought them about. Where several invocations are searched at once, operations on several are undone in all or in none, and so the
 * hashes stand for all versions that lead to the present one, and for the writers of these that are on several.
 */
final class VersionLog {
    // The columns of a row, after the version itself.
    private static final int OF = ModelState.VERSION;
    private static final int BEFORE = OF + 1;
    private static final int SOURCE = OF + 2;
    private static final int MADE_BY = OF + 3;
    private static final int ERA = OF + 4;
    /** How many writes it is above the first version. */
    private static final int DEPTH = OF + 5;
    /** The earliest version to which a kill may go back, and a power loss; none that a crash left, but the same before it. */
    private static final int KILL_FLOOR = OF + 6;

    private static final int POWER_FLOOR = OF + 7;
    private static final int WIDTH = OF + 8;

    /** Bases of two polynomial hashes. */
    private static final long LOW = 0x9E3779B97F4A7C15L;

    private static final long HIGH = 0xC2B2AE3D27D4EB4FL;

    private final CrashOperations all;
    private final ModelState model;
    private int[] rows = new int[64 * WIDTH];
    private long[] low = new long[64];
    private long[] high = new long[64];
    private int size;
    /** By invocation: the latest version. */
    private final int[] latest;
    /** By invocation: how many crashes are still to come. */
    private final int[] crashesLeft;

    private int allCrashesLeft;
    /** By invocation: how many parts are not placed that may end it. */
    private final int[] purgesLeft;

    VersionLog(CrashOperations operations) {
        all = operations;
        int invocations = operations.invocations.length;
        model = new ModelState(operations.h, invocations);
        latest = new int[invocations];
        crashesLeft = new int[invocations];
        Arrays.fill(latest, NONE);
        for (int m = 0; m < invocations; m++) {
            push(m, NONE, NONE, 0, 0);
        }
        purgesLeft = new int[invocations];
        for (int o = 0; o < operations.count; o++) {
            count(o, -1);
            if (operations.isCrash(o)) {
                crashesLeft[operations.hits[o]]++;
                allCrashesLeft++;
            }
        }
    }

    int size() {
        return size;
    }

    long bytes() {
        return 4L * rows.length + 16L * low.length;
    }

    private int get(int version, int column) {
        return rows[version * WIDTH + column];
    }

    /** The latest version of an invocation. */
    int latest(int m) {
        return latest[m];
    }

    /** The operation that made a version, a crash or any other; NONE if it is the first. */
    int madeBy(int version) {
        return get(version, MADE_BY);
    }

    /** The version that a crash went back to, which began an era; NONE if it was no crash that made it. */
    int source(int version) {
        return get(version, SOURCE);
    }

    /** The version that was there before. */
    int before(int version) {
        return get(version, BEFORE);
    }

    /** The number of the era of a version, from 0 for each invocation. */
    int era(int version) {
        return get(version, ERA);
    }

    /** The invocation of a version. */
    int of(int version) {
        return get(version, OF);
    }

    /** The model at a version of its invocation, to be looked at until the next call. */
    ModelState at(int version) {
        model.load(of(version), rows, version * WIDTH);
        return model;
    }

    /** Puts a version on top. */
    private void push(int m, int source, int madeBy, int era, int depth) {
        if (size == low.length) {
            rows = Arrays.copyOf(rows, rows.length * 2);
            low = Arrays.copyOf(low, size * 2);
            high = Arrays.copyOf(high, size * 2);
        }
        int at = size * WIDTH;
        int before = latest[m];
        model.save(m, rows, at);
        rows[at + OF] = m;
        rows[at + BEFORE] = before;
        rows[at + SOURCE] = source;
        rows[at + MADE_BY] = madeBy;
        rows[at + ERA] = era;
        rows[at + DEPTH] = depth;
        rows[at + KILL_FLOOR] = before == NONE ? size : get(before, KILL_FLOOR);
        rows[at + POWER_FLOOR] = before == NONE ? size : get(before, POWER_FLOOR);
        if (source == NONE) {
            long writer = madeBy != NONE && all.isCertain(madeBy) ? 1 : 0;
            writer += latest.length > 1 && madeBy != NONE && !all.isSingle(madeBy) ? (madeBy + 1) * HIGH : 0;
            low[size] = (before == NONE ? 0 : low[before] * LOW) + hash(at, LOW) + writer;
            high[size] = (before == NONE ? 0 : high[before] * HIGH) + hash(at, HIGH) + writer * LOW;
        } else {
            low[size] = low[source];
            high[size] = high[source];
            boolean isShorter = present(source) != present(before);
            survive(at, present(source), all.crashes.get(all.crash[madeBy]), isShorter);
        }
        latest[m] = size++;
    }

    /** Takes note of a version that survived a crash, which has hit the invocation for certain if something was undone. */
    private void survive(int at, int version, Crash crash, boolean isShorter) {
        boolean isKnown = isShorter || isKnownToHit(crash, rows[at + OF]);
        boolean isPowerLoss = crash.kind() == CrashKind.POWER_LOSS;
        if (isKnown || isUnder(version, rows[at + KILL_FLOOR])) {
            rows[at + KILL_FLOOR] = version;
        }
        if ((isKnown && isPowerLoss) || isUnder(version, rows[at + POWER_FLOOR])) {
            rows[at + POWER_FLOOR] = version;
        }
    }

    private boolean isUnder(int version, int other) {
        return get(version, DEPTH) < get(other, DEPTH);
    }

    /** Undoes all that came later. */
    void undoTo(int before) {
        while (size > before) {
            int at = --size * WIDTH;
            int m = rows[at + OF];
            crashesLeft[m] += rows[at + SOURCE] == NONE ? 0 : 1;
            allCrashesLeft += rows[at + SOURCE] == NONE ? 0 : 1;
            latest[m] = rows[at + BEFORE];
            model.load(m, rows, latest[m] * WIDTH);
        }
    }

    /** A hash of what can still matter of the versions of an invocation; once no crash is to come, of the latest alone. */
    long lowHash(int m) {
        return hash(m, low, LOW);
    }

    /** A second hash. */
    long highHash(int m) {
        return hash(m, high, HIGH);
    }

    private long hash(int m, long[] sums, long base) {
        int version = latest[m];
        if (latest.length > 1 ? isPastCrashes() : crashesLeft[m] == 0) {
            return hash(version * WIDTH, base);
        }
        int kill = get(version, KILL_FLOOR);
        int powerLoss = get(version, POWER_FLOOR);
        int depth = get(version, DEPTH);
        // Of operations on several, what became of them in one may matter to the others however long ago it was.
        int under = latest.length > 1 ? NONE : before(isUnder(kill, powerLoss) ? kill : powerLoss);
        long sum = under == NONE ? sums[version] : sums[version] - sums[under] * power(base, depth - get(under, DEPTH));
        long hash = (sum ^ sum >>> 32) * base + (depth - get(kill, DEPTH));
        hash = (hash ^ hash >>> 29) * base + (depth - get(powerLoss, DEPTH));
        return hash ^ hash >>> 31;
    }

    private static long power(long base, int exponent) {
        long power = 1;
        long square = base;
        for (int e = exponent; e > 0; e >>= 1) {
            power *= (e & 1) == 0 ? 1 : square;
            square *= square;
        }
        return power;
    }

    /** A hash of the version in a row. */
    private long hash(int at, long factor) {
        long hash = 0;
        for (int i = at; i < at + ModelState.VERSION; i++) {
            hash = (hash ^ rows[i]) * factor;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    /** Has an operation take effect, if it gives its answer now; otherwise nothing changes. */
    boolean apply(int o) {
        int from = all.first[o];
        int to = all.first[o + 1];
        for (int j = from; j < to; j++) {
            if (!isOnTop(j) || !model.apply(all.part[j], all.of[j])) {
                for (int i = from; i < j; i++) {
                    model.load(all.of[i], rows, latest[all.of[i]] * WIDTH);
                }
                return false;
            }
        }
        // One version of each invocation, however many parts: there is no moment between them.
        for (int j = from; j < to; j++) {
            int m = all.of[j];
            if (!model.isAt(m, rows, latest[m] * WIDTH)) {
                push(m, NONE, o, era(latest[m]), get(latest[m], DEPTH) + 1);
            }
        }
        return true;
    }

    /** Of some invocations, a bit each modulo 64, one by which alone an operation cannot take effect now; 0 if there is none. */
    long blocking(int o, long some) {
        for (int j = all.first[o]; j < all.first[o + 1]; j++) {
            int m = all.of[j];
            boolean isLast = j + 1 == all.first[o + 1] || all.of[j + 1] != m;
            boolean isBlocking = (some & 1L << m) != 0 && (!isOnTop(j) || !model.apply(all.part[j], m));
            if (isBlocking || isLast) {
                model.load(m, rows, latest[m] * WIDTH);
            }
            if (isBlocking) {
                return 1L << m;
            }
        }
        return 0;
    }

    /** Whether what a part appends comes right on top of what reads show below it: an entry is appended once, whatever crashes undo. */
    private boolean isOnTop(int j) {
        int below = all.below(j);
        return below == NONE || model.newest(all.of[j]) == below;
    }

    /** Whether no crash is to come any more. */
    boolean isPastCrashes() {
        return allCrashesLeft == 0;
    }

    /** The versions that lead to the latest ones, as crashes left them. */
    BitSet kept() {
        BitSet kept = new BitSet();
        for (int version : latest) {
            for (int at = version; at != NONE; at = source(at) == NONE ? before(at) : source(at)) {
                kept.set(at);
            }
        }
        return kept;
    }

    /** Whether some operation on several of the invocations is undone in one of them and not in another, as things are. */
    boolean isTorn() {
        if (latest.length == 1) {
            return false;
        }
        BitSet kept = kept();
        // By operation: whether one of its versions is kept, and whether one is not.
        BitSet somewhere = new BitSet();
        BitSet notEverywhere = new BitSet();
        for (int version = 0; version < size; version++) {
            if (madeBy(version) != NONE && source(version) == NONE) {
                (kept.get(version) ? somewhere : notEverywhere).set(madeBy(version));
            }
        }
        return somewhere.intersects(notEverywhere);
    }

    /** Has a crash take its invocation back to a version. */
    void crash(int o, int version) {
        int m = all.hits[o];
        model.load(m, rows, version * WIDTH);
        crashesLeft[m]--;
        allCrashesLeft--;
        push(m, version, o, era(latest[m]) + 1, get(version, DEPTH));
    }

    /** The latest version that a crash may go back to: the present one, or that before all that it is to undo; NONE if there is none. */
    int latestFor(int o) {
        int deepest = NONE;
        for (int at = latest(all.hits[o]); at != NONE; at = source(at) == NONE ? before(at) : source(at)) {
            deepest = madeBy(at) != NONE && all.undoneBy[madeBy(at)] == all.crash[o] ? at : deepest;
        }
        int at = latest(all.hits[o]);
        for (boolean isThere = deepest == NONE; !isThere && at != NONE; at = earlier(at, o)) {
            isThere = present(at) == deepest;
        }
        return at;
    }

    /** The version before one that a crash may go back to; NONE if it may not go farther. */
    int earlier(int version, int o) {
        int writer = madeBy(present(version));
        if (writer != NONE && (all.isKept[writer] || !all.mayUndo(writer, o))) {
            return NONE;
        }
        boolean isPowerLoss = all.crashes.get(all.crash[o]).kind() == CrashKind.POWER_LOSS;
        // What survived a crash survives the next one, unless that is a harder one.
        int floor = get(latest(all.hits[o]), isPowerLoss ? POWER_FLOOR : KILL_FLOOR);
        return isUnder(floor, version) ? before(present(version)) : NONE;
    }

    /** A version, or the one that it is again where a crash went back to it. */
    private int present(int version) {
        int at = version;
        while (source(at) != NONE) {
            at = source(at);
        }
        return at;
    }

    /** Whether a crash that may have hit an invocation has done so for certain: what was there afterwards survived it. */
    private boolean isKnownToHit(Crash crash, int m) {
        return crash.isKnownToHit(all.h.crashes.node(all.h.invocations.token(all.invocations[m])));
    }

    /** The present length of an invocation. */
    int length(int m) {
        return model.length(m);
    }

    /** Whether the invocation of a part is beyond every version at which the part gives its answer. */
    boolean isBeyond(int j) {
        int m = all.of[j];
        if (model.isPurged(m)) {
            return all.needsLife(j);
        }
        int epoch = model.epoch(m);
        return epoch > all.lastEpoch[j]
                || (epoch == all.lastEpoch[j] && model.length(m) > all.lastLength[j])
                || model.first(m) > all.lastFirst[j];
    }

    /**
     * Whether the invocation of a part is beyond what the part shows for good: at the present version, or, if a crash may still come, also at
     * the earliest to which one may go back.
     *
     * @param mayCrash whether a crash may come before the part
     */
    boolean isMissed(int j, boolean mayCrash) {
        if (!isMissed(j)) {
            return false;
        }
        if (!mayCrash) {
            return true;
        }
        int m = all.of[j];
        int kill = get(latest[m], KILL_FLOOR);
        int powerLoss = get(latest[m], POWER_FLOOR);
        model.load(m, rows, (isUnder(kill, powerLoss) ? kill : powerLoss) * WIDTH);
        boolean isMissed = isMissed(j);
        model.load(m, rows, latest[m] * WIDTH);
        return isMissed;
    }

    private boolean isMissed(int j) {
        boolean isThere = all.needsAbsence(j) && purgesLeft[all.of[j]] == 0 && model.isLive(all.of[j]);
        return isThere || isBeyond(j) || contradicts(j);
    }

    /** Takes note of an operation that is placed, or, with the opposite sign, of one that is taken back. */
    void count(int o, int sign) {
        for (int j = all.first[o]; j < all.first[o + 1]; j++) {
            purgesLeft[all.of[j]] -= all.isPurge(j) ? sign : 0;
        }
    }

    /** Whether a read shows other entries than are there in the epoch that it reports, which is the present one. */
    private boolean contradicts(int j) {
        return isOfPresentEpoch(j) && !model.agrees(all.h.content[all.part[j]], all.of[j]);
    }

    /** The entry that is to come next if a part reads in the present epoch what it does; NONE if it does not say. */
    int next(int j) {
        if (!isOfPresentEpoch(j)) {
            return NONE;
        }
        int content = all.h.content[all.part[j]];
        int rows = all.h.contentCount(content);
        int row = rows == 0 ? 0 : model.length(all.of[j]) - all.h.contentIndex(content, 0);
        return row >= 0 && row < rows ? all.h.contentEntry(content, row) : NONE;
    }

    private boolean isOfPresentEpoch(int j) {
        int p = all.part[j];
        return Kind.isRead(all.h.kind[p])
                && all.h.isOk(p)
                && all.h.content[p] != NONE
                && all.h.epoch[p] == model.epoch(all.of[j])
                && !model.isPurged(all.of[j]);
    }

    /**
     * Whether a part can show a write of unknown outcome that has just been made, or do something else because of it. Only where a first
     * index is reported, or a trim drops less for it, a compact shows that would have done the same later on, of a longer journal.
     */
    boolean mayShow(int write, int j) {
        byte kind = all.h.kind[all.part[j]];
        int w = all.part[write];
        if (all.h.kind[w] != Kind.COMPACT || all.h.value[w] > model.length(all.of[write])) {
            return all.h.isOk(all.part[j]) && !isMissed(j);
        }
        return kind == Kind.TRIM
                ? all.h.value[all.part[j]] < model.first(all.of[j]) && !isMissed(j)
                : all.h.isOk(all.part[j]) && !Kind.isAppend(kind) && kind != Kind.PURGE && !isMissed(j);
    }

    /** Whether a part of unknown outcome can change anything now that something shows. */
    boolean mayMatter(int j) {
        int m = all.of[j];
        int p = all.part[j];
        return switch (all.h.kind[p]) {
            case Kind.APPEND, Kind.SET_STATE -> all.seenAt[j] < 0 || all.seenAt[j] == model.length(m);
            case Kind.TRIM -> model.isLive(m) && all.h.value[p] < model.length(m);
            case Kind.COMPACT -> model.isLive(m) && all.h.value[p] > model.first(m) && model.first(m) < model.length(m);
            default -> model.isLive(m);
        };
    }
}
