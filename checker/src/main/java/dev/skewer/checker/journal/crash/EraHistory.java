package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NEVER;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;
import static dev.skewer.checker.journal.history.JournalHistory.UNREPORTED;

import dev.skewer.checker.journal.crash.Eras.Era;
import dev.skewer.checker.journal.crash.Eras.Report;
import dev.skewer.checker.journal.history.Crash;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.history.JournalHistory.Status;
import dev.skewer.checker.journal.history.JournalRewriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Makes a history without crashes of one with crashes whose outcome is known: each era of an invocation becomes an invocation of its
 * own. Whatever explains that history explains the one with crashes.
 *
 * <ul>
 *   <li>An era begins with writes that make the version that it starts with, one after the other, at the moment of the crash.
 *   <li>The era that had that version gets a read that returned it, at some moment before it ended.
 *   <li>What happened in an era did so between its crashes: operations that overlap one are cut short there.
 *   <li>What is of unknown outcome, concerns several invocations and is not needed in one that was cut, did not take effect.
 * </ul>
 *
 * <p>Linear in the history and in what the crashes left.
 */
final class EraHistory {
    private final JournalHistory h;
    private final List<Crash> crashes;
    private final JournalRewriter out;
    /** The lives that were cut. */
    private final List<Life> lives = new ArrayList<>();
    /** All cuts, by time. */
    private final List<Cut> cuts = new ArrayList<>();
    /** By operation: the cut after which it begins, and the one before which it ends; NONE if that is as it was. */
    private final int[] beginsAfter;

    private final int[] endsBefore;

    /** The eras of an invocation. */
    private static final class Life {
        private final Eras eras;
        /** How each begins. */
        private final List<EraStart> starts = new ArrayList<>();
        /** By era: the number of the cut with which it begins. */
        private final int[] cutOf;
        /** By era: the read, of the era before, of the version with which it begins; or NONE. */
        private final int[] reads;

        Life(Eras eras) {
            this.eras = eras;
            cutOf = new int[eras.eras().size()];
            reads = new int[eras.eras().size()];
            Arrays.fill(reads, NONE);
        }

        Eras eras() {
            return eras;
        }

        List<EraStart> starts() {
            return starts;
        }
    }

    /** The moment at which an era begins. */
    private record Cut(Life life, int era) {
        Era begun() {
            return life.eras().eras().get(era);
        }
    }

    private EraHistory(JournalHistory history, List<Crash> crashes) {
        h = history;
        this.crashes = crashes;
        out = new JournalRewriter(history);
        beginsAfter = new int[history.ops];
        endsBefore = new int[history.ops];
        Arrays.fill(beginsAfter, NONE);
        Arrays.fill(endsBefore, NONE);
    }

    /**
     * Rewrites a history.
     *
     * @param crashes those that the eras speak of
     * @param all the eras of invocations that were searched
     * @param isSettled whether what is of unknown outcome took effect where it has a place in these, and nowhere else
     */
    static JournalHistory of(JournalHistory history, List<Crash> crashes, List<Eras> all, boolean isSettled) {
        var rewriting = new EraHistory(history, crashes);
        all.stream().filter(Eras::isCut).forEach(rewriting::cut);
        if (isSettled) {
            all.forEach(rewriting::settle);
        }
        rewriting.sortCuts();
        rewriting.shorten();
        rewriting.write();
        return rewriting.out.result();
    }

    private void cut(Eras eras) {
        int count = eras.eras().size();
        Life life = new Life(eras);
        List<EraStart> starts = life.starts();
        for (int e = 0; e < count; e++) {
            int invocation = e == 0 ? eras.invocation() : out.addInvocation(eras.invocation());
            starts.add(EraStart.of(h, eras, e, invocation));
            out.shift(invocation, starts.get(e).epochShift(), starts.get(e).indexShift());
            if (e > 0) {
                cuts.add(new Cut(life, e));
            }
        }
        for (int i = 0; i < eras.count(); i++) {
            int p = eras.part(i);
            out.move(p, starts.get(eras.eraOf(i)).invocation());
            boolean isShared = h.firstPart[h.partOp[p] + 1] - h.firstPart[h.partOp[p]] > 1;
            if (eras.fate(i) == Eras.UNPLACED && !h.isOk(p) && isShared) {
                // It might take effect in eras that do not go together.
                out.drop(h.partOp[p]);
            }
        }
        lives.add(life);
    }

    /** Has what is of unknown outcome take effect where it has a place, and nowhere else. */
    private void settle(Eras eras) {
        for (int i = 0; i < eras.count(); i++) {
            int p = eras.part(i);
            Report report = eras.report(i);
            if (h.status[h.partOp[p]] != Status.INFO) {
                continue;
            }
            if (report == null) {
                out.drop(h.partOp[p]);
                continue;
            }
            out.settle(h.partOp[p]);
            boolean isCompact = h.kind[p] == Kind.COMPACT;
            if (h.kind[p] != Kind.PURGE) {
                out.report(
                        p,
                        isCompact ? UNREPORTED : report.epoch(),
                        isCompact ? report.first() : UNREPORTED,
                        isCompact ? UNREPORTED : report.length());
            }
        }
    }

    /** The rank by which an operation had its effect, as far as that is known. */
    private int end(int op) {
        return out.isSettled(op) ? NEVER - 1 : h.completeRank[op];
    }

    private void sortCuts() {
        cuts.sort(Comparator.comparingInt((Cut cut) -> cut.begun().begun())
                .thenComparingInt(cut -> cut.begun().moment()));
        for (int c = 0; c < cuts.size(); c++) {
            cuts.get(c).life().cutOf[cuts.get(c).era()] = c;
        }
    }

    /** Finds out which operations begin after a cut or end before one. */
    private void shorten() {
        for (Life life : lives) {
            Eras eras = life.eras();
            for (int i = 0; i < eras.count(); i++) {
                int op = h.partOp[eras.part(i)];
                int era = eras.eraOf(i);
                if (era > 0 && h.invokeRank[op] <= eras.eras().get(era).begun()) {
                    beginsAfter[op] = Math.max(beginsAfter[op], life.cutOf[era]);
                }
                boolean ends = era + 1 < eras.eras().size()
                        && end(op) != NEVER
                        && end(op) > eras.eras().get(era + 1).begun();
                if (ends) {
                    int cut = life.cutOf[era + 1];
                    endsBefore[op] = endsBefore[op] == NONE ? cut : Math.min(endsBefore[op], cut);
                }
            }
        }
        for (int op = 0; op < h.ops; op++) {
            // Invocations that were looked at alone may disagree on when an operation on both was; then it stays as it
            // was.
            if (endsBefore[op] != NONE && beginsAfter[op] >= endsBefore[op]) {
                beginsAfter[op] = NONE;
                endsBefore[op] = NONE;
            }
        }
    }

    private void write() {
        int[][] begin = byCut(beginsAfter);
        int[][] end = byCut(endsBefore);
        int[] at = events();
        lives.forEach(life -> beginReads(life, 0));
        int next = 0;
        for (int rank = 0; rank < at.length; rank++) {
            int op = Math.abs(at[rank]) - 1;
            if (at[rank] > 0 && beginsAfter[op] == NONE) {
                out.invoke(op);
            } else if (at[rank] < 0 && endsBefore[op] == NONE) {
                out.complete(op);
            }
            for (; next < cuts.size() && cuts.get(next).begun().begun() <= rank; next++) {
                Life life = cuts.get(next).life();
                int era = cuts.get(next).era();
                Arrays.stream(end[next]).forEach(out::complete);
                endReads(life, era - 1);
                int crash = cuts.get(next).begun().crash();
                life.starts().get(era).write(out, crashes.get(crash), crash);
                beginReads(life, era);
                Arrays.stream(begin[next]).forEach(out::invoke);
            }
        }
        for (int op = 0; op < h.ops; op++) {
            if (out.isSettled(op) && endsBefore[op] == NONE) {
                out.complete(op);
            }
        }
    }

    /** Begins the reads of the versions of an era with which later ones go on. */
    private void beginReads(Life life, int era) {
        for (int e = era + 1; e < life.starts().size(); e++) {
            Era later = life.eras().eras().get(e);
            if (later.parent() == era) {
                int of = life.starts().get(era).invocation();
                life.reads[e] = life.starts().get(e).beginRead(out, crashes.get(later.crash()), later.crash(), of);
            }
        }
    }

    private void endReads(Life life, int era) {
        for (int e = era + 1; e < life.starts().size(); e++) {
            if (life.eras().eras().get(e).parent() == era) {
                out.completeMade(life.reads[e]);
            }
        }
    }

    /** Of the operations that something happens to at a cut, those of each cut. */
    private int[][] byCut(int[] cutOf) {
        int[][] lists = new int[cuts.size()][];
        int[] sizes = new int[cuts.size()];
        for (int c : cutOf) {
            if (c != NONE) {
                sizes[c]++;
            }
        }
        Arrays.setAll(lists, c -> new int[sizes[c]]);
        for (int op = h.ops - 1; op >= 0; op--) {
            if (cutOf[op] != NONE) {
                lists[cutOf[op]][--sizes[cutOf[op]]] = op;
            }
        }
        return lists;
    }

    /** By rank: the operation invoked then, plus one; or of one completed then, the same below zero. */
    private int[] events() {
        int last = -1;
        for (int op = 0; op < h.ops; op++) {
            last = Math.max(last, h.invokeRank[op]);
            last = Math.max(last, h.completeRank[op] == NEVER ? -1 : h.completeRank[op]);
        }
        for (Cut cut : cuts) {
            last = Math.max(last, cut.begun().begun());
        }
        int[] at = new int[last + 1];
        for (int op = 0; op < h.ops; op++) {
            at[h.invokeRank[op]] = op + 1;
            if (h.completeRank[op] != NEVER) {
                at[h.completeRank[op]] = -op - 1;
            }
        }
        return at;
    }
}
