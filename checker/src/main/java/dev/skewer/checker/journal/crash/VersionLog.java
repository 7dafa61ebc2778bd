package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.journal.history.Crash;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.search.ModelState;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The versions that some invocations had, in the order in which a {@link CrashSearch} made them: each has the one before it, or, where
 * an era begins, the one that the crash went back to. The last can be undone. About 60 bytes a version.
 */
final class VersionLog {
    // The columns of a row, after the version itself.
    private static final int OF = ModelState.VERSION;
    private static final int BEFORE = OF + 1;
    private static final int SOURCE = OF + 2;
    private static final int MADE_BY = OF + 3;
    private static final int ERA = OF + 4;
    private static final int WIDTH = OF + 5;

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

    VersionLog(CrashOperations operations) {
        all = operations;
        int invocations = operations.invocations.length;
        model = new ModelState(operations.h, invocations);
        latest = new int[invocations];
        crashesLeft = new int[invocations];
        Arrays.fill(latest, NONE);
        for (int m = 0; m < invocations; m++) {
            push(m, NONE, NONE, 0);
        }
        for (int o = 0; o < operations.count; o++) {
            if (operations.isCrash(o)) {
                crashesLeft[operations.hits[o]]++;
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

    private void push(int m, int source, int madeBy, int era) {
        if (size == low.length) {
            rows = Arrays.copyOf(rows, rows.length * 2);
            low = Arrays.copyOf(low, size * 2);
            high = Arrays.copyOf(high, size * 2);
        }
        int at = size * WIDTH;
        model.save(m, rows, at);
        rows[at + OF] = m;
        rows[at + BEFORE] = latest[m];
        rows[at + SOURCE] = source;
        rows[at + MADE_BY] = madeBy;
        rows[at + ERA] = era;
        long a = latest[m] == NONE ? m : low[latest[m]];
        long b = latest[m] == NONE ? ~m : high[latest[m]];
        for (int i = 0; i < ModelState.VERSION; i++) {
            a = (a ^ rows[at + i]) * 0x9E3779B97F4A7C15L;
            b = (b + rows[at + i]) * 0xC2B2AE3D27D4EB4FL;
            a ^= a >>> 29;
            b ^= b >>> 31;
        }
        low[size] = a;
        high[size] = b;
        latest[m] = size++;
    }

    /** Undoes all that came later. */
    void undoTo(int before) {
        while (size > before) {
            int at = --size * WIDTH;
            int m = rows[at + OF];
            crashesLeft[m] += rows[at + SOURCE] == NONE ? 0 : 1;
            latest[m] = rows[at + BEFORE];
            model.load(m, rows, latest[m] * WIDTH);
        }
    }

    /** A hash of what can still matter of the versions of an invocation: without crashes to come, of the latest alone. */
    long lowHash(int m) {
        return crashesLeft[m] > 0 ? low[latest[m]] : hash(m, 0x9E3779B97F4A7C15L);
    }

    /** A second hash. */
    long highHash(int m) {
        return crashesLeft[m] > 0 ? high[latest[m]] : hash(m, 0xC2B2AE3D27D4EB4FL);
    }

    private long hash(int m, long factor) {
        long hash = 0;
        for (int i = latest[m] * WIDTH; i < latest[m] * WIDTH + ModelState.VERSION; i++) {
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
            if (!model.apply(all.part[j], all.of[j])) {
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
                push(m, NONE, o, era(latest[m]));
            }
        }
        return true;
    }

    /** Whether no crash is to come any more. */
    boolean isPastCrashes() {
        return Arrays.stream(crashesLeft).allMatch(left -> left == 0);
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
        push(m, version, o, era(latest[m]) + 1);
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
        Crash.Kind kind = all.crashes.get(all.crash[o]).kind();
        int at = version;
        // What survived a crash survives the next one, unless that is a harder one.
        while (source(at) != NONE && !hasSurvived(at, kind)) {
            at = source(at);
        }
        return source(at) != NONE ? NONE : before(at);
    }

    /** A version, or the one that it is again where a crash went back to it. */
    private int present(int version) {
        int at = version;
        while (source(at) != NONE) {
            at = source(at);
        }
        return at;
    }

    /** Whether a version, which a crash left, survived such a crash; where it is not known that one hit it, that shows nothing. */
    private boolean hasSurvived(int version, Crash.Kind kind) {
        Crash crash = all.crashes.get(all.crash[madeBy(version)]);
        int invocation = all.invocations[of(version)];
        return crash.kind().compareTo(kind) >= 0
                && crash.isKnownToHit(all.h.crashes.node(all.h.invocations.token(invocation)));
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
