package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NEVER;

import dev.skewer.checker.journal.crash.Eras.Era;
import dev.skewer.checker.journal.history.JournalHistory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An operation on several invocations that stands too late in one of them for where it stands in another.
 *
 * @param op the operation
 * @param late the invocation in which it stands late
 * @param low the rank after which it took effect there
 * @param early the invocation in which it stands early
 * @param high the rank before which it took effect there, which is not after the other one
 */
record Conflict(int op, int late, int low, int early, int high) {
    /** Those between some lives, in the order of the operations; linear in the parts of these, times a logarithm. */
    static List<Conflict> all(JournalHistory h, List<Eras> lives) {
        Map<Integer, Conflict> bounds = new TreeMap<>();
        for (Eras life : lives) {
            List<Era> eras = life.eras();
            for (int i = 0; i < life.count(); i++) {
                int op = h.partOp[life.part(i)];
                if (life.fate(i) == Eras.UNPLACED || h.firstPart[op + 1] - h.firstPart[op] == 1) {
                    continue;
                }
                int era = life.eraOf(i);
                int end = era + 1 < eras.size() ? eras.get(era + 1).begun() : NEVER;
                Conflict bound = new Conflict(
                        op,
                        life.invocation(),
                        Math.max(life.low(i), eras.get(era).begun()),
                        life.invocation(),
                        Math.min(life.high(i), end > h.invokeRank[op] ? end : end + 1));
                bounds.merge(op, bound, Conflict::and);
            }
        }
        return bounds.values().stream().filter(Conflict::isOne).toList();
    }

    /** What two lives say of one operation. */
    private Conflict and(Conflict other) {
        boolean isLater = other.low > low;
        boolean isEarlier = other.high < high;
        return new Conflict(
                op,
                isLater ? other.late : late,
                isLater ? other.low : low,
                isEarlier ? other.early : early,
                isEarlier ? other.high : high);
    }

    private boolean isOne() {
        return low >= high && late != early;
    }
}
