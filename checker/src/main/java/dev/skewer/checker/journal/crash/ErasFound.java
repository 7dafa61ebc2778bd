package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NEVER;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.journal.crash.Eras.Era;
import dev.skewer.checker.journal.crash.Eras.Report;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.search.ModelState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads off an order that a {@link CrashSearch} found, or came to, what the eras of its invocations are. */
final class ErasFound {
    private final CrashOperations all;
    private final VersionLog log;
    private final int[] order;

    ErasFound(CrashOperations operations, CrashSearch search) {
        all = operations;
        log = search.log();
        order = search.order();
    }

    /** The eras of each invocation of the search. */
    List<Eras> all() {
        int invocations = all.invocations.length;
        int[] era = new int[invocations];
        List<List<Era>> eras = new ArrayList<>();
        int[] latest = new int[invocations];
        for (int m = 0; m < invocations; m++) {
            eras.add(new ArrayList<>(List.of(new Era(NONE, NONE, Version.NOTHING, -1, -1, false, new BitSet()))));
        }
        int[] eraOfPart = new int[all.first[all.count]];
        Arrays.fill(eraOfPart, NONE);
        Arrays.fill(latest, -1);
        int[] versions = crashVersions();
        int[] versionOf = partVersions();
        for (int moment = 0; moment < order.length; moment++) {
            int o = order[moment];
            if (all.isCrash(o)) {
                int m = all.hits[o];
                era[m]++;
                // Whatever was placed before had been invoked, and what was placed after completes later.
                int begun = Math.max(all.invoked[o], latest[m]);
                eras.get(m).add(era(versions[o], begun, moment));
                latest[m] = begun;
                continue;
            }
            for (int j = all.first[o]; j < all.first[o + 1]; j++) {
                int m = all.of[j];
                eraOfPart[j] = era[m];
                latest[m] = Math.max(latest[m], all.invoked[o]);
            }
        }
        int[] low = new int[eraOfPart.length];
        int[] high = new int[eraOfPart.length];
        bound(versionOf, low, high);
        List<Eras> found = new ArrayList<>();
        BitSet kept = log.kept();
        for (int m = 0; m < invocations; m++) {
            found.add(eras(m, eras.get(m), eraOfPart, versionOf, low, high, kept));
        }
        return found;
    }

    /** By crash: the version that it made. */
    private int[] crashVersions() {
        int[] versions = new int[all.count];
        for (int v = 0; v < log.size(); v++) {
            if (log.source(v) != NONE) {
                versions[log.madeBy(v)] = v;
            }
        }
        return versions;
    }

    /**
     * Finds out between which ranks each part took effect, by what came before it and after it in its invocation: those that left the
     * same version can have been in any order.
     */
    private void bound(int[] versionOf, int[] low, int[] high) {
        int invocations = all.invocations.length;
        // By invocation: the bound of what is behind, and that of what left the present version.
        int[] behind = new int[invocations];
        int[] beside = new int[invocations];
        Arrays.fill(behind, -1);
        Arrays.fill(beside, -1);
        for (int o : order) {
            if (all.isCrash(o)) {
                int m = all.hits[o];
                behind[m] = Math.max(Math.max(behind[m], beside[m]), all.invoked[o]);
                beside[m] = -1;
            }
            for (int j = all.first[o]; j < all.first[o + 1]; j++) {
                int m = all.of[j];
                if (versionOf[j] != NONE) {
                    behind[m] = Math.max(Math.max(behind[m], beside[m]), all.invoked[o]);
                    beside[m] = -1;
                }
                low[j] = Math.max(behind[m], all.invoked[o]);
                beside[m] = Math.max(beside[m], all.invoked[o]);
            }
        }
        Arrays.fill(behind, NEVER);
        Arrays.fill(beside, NEVER);
        for (int at = order.length - 1; at >= 0; at--) {
            int o = order[at];
            if (all.isCrash(o)) {
                int m = all.hits[o];
                behind[m] = Math.min(Math.min(behind[m], beside[m]), all.completed[o]);
                beside[m] = NEVER;
            }
            for (int j = all.first[o + 1] - 1; j >= all.first[o]; j--) {
                int m = all.of[j];
                if (versionOf[j] == NONE) {
                    high[j] = Math.min(behind[m], all.completed[o]);
                    beside[m] = Math.min(beside[m], all.completed[o]);
                } else {
                    behind[m] = Math.min(Math.min(behind[m], beside[m]), all.completed[o]);
                    beside[m] = NEVER;
                    high[j] = behind[m];
                }
            }
        }
    }

    /** By part: the version that it made; NONE if it made none. */
    private int[] partVersions() {
        int[] versions = new int[all.first[all.count]];
        Arrays.fill(versions, NONE);
        for (int v = 0; v < log.size(); v++) {
            int o = log.madeBy(v);
            if (o != NONE && log.source(v) == NONE) {
                for (int j = all.first[o]; j < all.first[o + 1]; j++) {
                    versions[j] = all.of[j] == log.of(v) ? v : versions[j];
                }
            }
        }
        return versions;
    }

    private Era era(int version, int begun, int moment) {
        int source = log.source(version);
        return new Era(
                all.crash[log.madeBy(version)],
                log.era(source),
                version(log.at(source), log.of(source)),
                begun,
                moment,
                source != log.before(version),
                lost(version));
    }

    private static Version version(ModelState model, int m) {
        return new Version(
                model.isLive(m), model.isPurged(m), model.epoch(m), model.first(m), model.entries(m), model.state(m));
    }

    /** What was acknowledged and is undone, by the versions between the one before the crash and the one that it went back to. */
    private BitSet lost(int version) {
        BitSet lost = new BitSet();
        int source = log.source(version);
        int at = log.before(version);
        while (at != source) {
            if (log.source(at) != NONE) {
                at = log.source(at);
                continue;
            }
            int o = log.madeBy(at);
            if (all.isCertain(o)) {
                lost.set(all.op[o]);
            }
            at = log.before(at);
        }
        return lost;
    }

    /** Without the crashes that undid nothing: what came before such a one and what came after it are one era. */
    private static Eras joined(
            int invocation,
            List<Era> eras,
            int[] parts,
            int[] eraOf,
            byte[] fates,
            int[] low,
            int[] high,
            @Nullable Report[] reports) {
        int[] joined = new int[eras.size()];
        List<Era> left = new ArrayList<>(eras.subList(0, 1));
        for (int e = 1; e < joined.length; e++) {
            Era era = eras.get(e);
            if (era.isShorter()) {
                left.add(era.after(joined[era.parent()]));
            }
            joined[e] = left.size() - 1;
        }
        return new Eras(
                invocation,
                left,
                parts,
                Arrays.stream(eraOf).map(e -> joined[e]).toArray(),
                fates,
                low,
                high,
                reports);
    }

    private Eras eras(int m, List<Era> eras, int[] eraOfPart, int[] versionOf, int[] low, int[] high, BitSet kept) {
        int[] own =
                IntStream.range(0, eraOfPart.length).filter(j -> all.of[j] == m).toArray();
        long[] byPart = new long[own.length];
        Arrays.setAll(byPart, i -> (long) all.part[own[i]] << 32 | own[i]);
        Arrays.sort(byPart);
        BitSet keeping = new BitSet();
        for (int v = kept.nextSetBit(0); v >= 0; v = kept.nextSetBit(v + 1)) {
            if (log.of(v) == m && log.madeBy(v) != NONE) {
                keeping.set(log.madeBy(v));
            }
        }
        int[] parts = new int[own.length];
        int[] eraOf = new int[own.length];
        byte[] fates = new byte[own.length];
        int[] lows = Arrays.stream(byPart).mapToInt(j -> low[(int) j]).toArray();
        int[] highs = Arrays.stream(byPart).mapToInt(j -> high[(int) j]).toArray();
        @Nullable Report[] reports = new Report[own.length];
        JournalHistory h = all.h;
        for (int i = 0; i < own.length; i++) {
            int j = (int) byPart[i];
            int p = all.part[j];
            parts[i] = p;
            boolean isPlaced = eraOfPart[j] != NONE;
            eraOf[i] = isPlaced ? eraOfPart[j] : byTime(eras, h.invoked(p), h.isOk(p) ? h.completed(p) : NEVER);
            if (versionOf[j] != NONE && !h.isOk(p)) {
                reports[i] = report(j, log.at(versionOf[j]));
            }
            fates[i] = !isPlaced ? Eras.UNPLACED : keeping.get(all.operationOf(j)) ? Eras.KEPT : Eras.UNDONE;
        }
        return joined(all.invocations[m], eras, parts, eraOf, fates, lows, highs, reports);
    }

    /** What the store would have answered to a part that made a version. */
    private Report report(int j, ModelState made) {
        int length = made.length(all.of[j]);
        if (Kind.isAppend(all.h.kind[all.part[j]])) {
            // Of several entries of one operation, each has those after it above it.
            for (int k = j; k < all.first[all.count] && all.h.partOp[all.part[k]] == all.h.partOp[all.part[j]]; k++) {
                length -= all.of[k] == all.of[j] ? 1 : 0;
            }
        }
        return new Report(made.epoch(all.of[j]), made.first(all.of[j]), length);
    }

    /** The last era in which something that has no place can have been: of what never returned, that in which it was invoked. */
    private static int byTime(List<Era> eras, int invoked, int completed) {
        int e = eras.size() - 1;
        while (e > 0 && eras.get(e).begun() >= (completed == NEVER ? invoked : completed)) {
            e--;
        }
        return e;
    }
}
