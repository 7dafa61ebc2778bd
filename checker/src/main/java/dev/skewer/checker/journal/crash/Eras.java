package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The life of one invocation, cut by crashes. */
final class Eras {
    /** It has no place: it is of unknown outcome and not needed, or nothing explains it. */
    static final byte UNPLACED = 0;
    /** It took effect, and no crash undid that. */
    static final byte KEPT = 1;
    /** It took effect, and a crash undid that. */
    static final byte UNDONE = 2;

    private final int invocation;
    private final List<Era> eras;
    private final int[] parts;
    private final int[] eraOf;
    private final byte[] fates;
    private final @Nullable Report[] reports;
    private final int[] low;
    private final int[] high;

    /**
     * A life.
     *
     * @param invocation as the history numbers it
     * @param eras in order; the first begins with nothing
     * @param parts its parts, ascending
     * @param eraOf the era of each of these
     * @param fates what became of each of these
     * @param low by part: the rank after which it took effect, by what came before it
     * @param high by part: the rank before which it took effect, by what came after it
     * @param reports what the store would have answered to each of these that is a write of unknown outcome and changed something
     */
    Eras(
            int invocation,
            List<Era> eras,
            int[] parts,
            int[] eraOf,
            byte[] fates,
            int[] low,
            int[] high,
            @Nullable Report[] reports) {
        this.invocation = invocation;
        this.eras = List.copyOf(eras);
        this.parts = parts;
        this.eraOf = eraOf;
        this.fates = fates;
        this.low = low;
        this.high = high;
        this.reports = reports;
    }

    /**
     * What came between two crashes.
     *
     * @param crash the number of the one that it begins with; meaningless for the first era
     * @param parent the era that had the version with which it begins; meaningless for the first era
     * @param start that version
     * @param begun the rank after which the crash came; -1 for the first era
     * @param moment its place among what came after that rank
     * @param isShorter whether that is not the version that there was before the crash
     * @param lost the operations that had been acknowledged and are undone by the crash
     */
    record Era(int crash, int parent, Version start, int begun, int moment, boolean isShorter, BitSet lost) {
        /** The same era, if the one that had its first version has this number. */
        Era after(int era) {
            return new Era(crash, era, start, begun, moment, isShorter, lost);
        }

        /** The same era, if it began at another moment. */
        Era begunAt(int rank) {
            return new Era(crash, parent, start, rank, moment, isShorter, lost);
        }
    }

    /**
     * What a store answers to a write.
     *
     * @param epoch of the version that it made
     * @param first its first index
     * @param length its length; the index of the entry, if it is an append
     */
    record Report(int epoch, int first, int length) {}

    /** The same life, if its eras began at other moments. */
    Eras begunAt(int[] ranks) {
        List<Era> moved = IntStream.range(0, ranks.length)
                .mapToObj(e -> eras.get(e).begunAt(ranks[e]))
                .toList();
        return new Eras(invocation, moved, parts, eraOf, fates, low, high, reports);
    }

    int invocation() {
        return invocation;
    }

    List<Era> eras() {
        return eras;
    }

    /** How many parts there are. */
    int count() {
        return parts.length;
    }

    /** The i-th part. */
    int part(int i) {
        return parts[i];
    }

    /** The era of the i-th part. */
    int eraOf(int i) {
        return eraOf[i];
    }

    /** What became of the i-th part. */
    byte fate(int i) {
        return fates[i];
    }

    /** The rank after which the i-th part took effect, by what came before it in this invocation; if it did. */
    int low(int i) {
        return low[i];
    }

    /** The rank before which the i-th part took effect, by what came after it in this invocation; if it did. */
    int high(int i) {
        return high[i];
    }

    /** What the store would have answered to the i-th part, if that is a write of unknown outcome that changed something; or null. */
    @Nullable Report report(int i) {
        return reports[i];
    }

    /** The crash that undid what was done in an era and is not there any more: the first that came after that may have. */
    int undoneBy(int era) {
        for (int e = era + 1; e < eras.size(); e++) {
            if (eras.get(e).isShorter()) {
                return eras.get(e).crash();
            }
        }
        throw new IllegalArgumentException("nothing of era " + era + " was undone");
    }

    /** The first read of metadata and journal, of those that returned, that began after a rank and is in an era; NONE if there is none. */
    int firstRead(JournalHistory h, int era, int rank) {
        for (int i = 0; i < parts.length; i++) {
            boolean isPaired = h.kind[parts[i]] == Kind.READ || h.kind[parts[i]] == Kind.READ_RANGE;
            if (eraOf[i] == era && isPaired && h.isOk(parts[i]) && h.invoked(parts[i]) > rank) {
                return h.partOp[parts[i]];
            }
        }
        return NONE;
    }

    /** Whether some crash undid something, acknowledged or not: otherwise its life is one. */
    boolean isCut() {
        return eras.stream().anyMatch(Era::isShorter);
    }
}
