package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NEVER;

import dev.skewer.checker.column.LongIntMap;
import dev.skewer.checker.journal.history.Crash;
import dev.skewer.checker.journal.history.JournalHistory;
import java.util.Arrays;
import java.util.List;

/**
 * When crashes were, as far as the lives of single invocations show it: a crash hits all invocations of a node at one moment, although
 * nothing is concluded from that; and each operation is before it or after it, whatever the number of its invocations. Cuts at one
 * moment agree with each other about operations on several invocations, where cuts at any other moments need not.
 *
 * <p>A search places a crash as late as it can. So what it places after one of them mostly has to be there, and the first of these to
 * complete, in any invocation, says how late the crash can have been. Linear in the parts of what is cut.
 */
final class Moments {
    /** Nothing is known of any. */
    static final Moments UNKNOWN = new Moments();

    /** By crash and node: the first rank after the moment. */
    private final LongIntMap ends = new LongIntMap();
    /** By operation on several invocations: the rank from which it takes place, which is after a crash. */
    private final LongIntMap from = new LongIntMap();

    private Moments() {}

    /** What the lives of some invocations, each of which explains all answers, say together. */
    static Moments of(JournalHistory h, List<Crash> crashes, Iterable<Eras> all) {
        Moments moments = new Moments();
        for (Eras eras : all) {
            int[] ends = ends(h, eras);
            for (int e = 1; e < ends.length; e++) {
                int crash = eras.eras().get(e).crash();
                int end = Math.min(ends[e], crashes.get(crash).healed());
                long key = key(crash, node(h, eras));
                int known = moments.ends.get(key);
                if (end != NEVER && (known == LongIntMap.MISSING || known > end)) {
                    moments.ends.put(key, end);
                }
            }
        }
        for (Eras eras : all) {
            moments.noteFollowers(h, eras);
        }
        return moments;
    }

    private void noteFollowers(JournalHistory h, Eras eras) {
        for (int i = 0; i < eras.count(); i++) {
            int op = h.partOp[eras.part(i)];
            int era = eras.eraOf(i);
            if (era == 0 || eras.fate(i) == Eras.UNPLACED || h.firstPart[op + 1] - h.firstPart[op] == 1) {
                continue;
            }
            int moment = of(eras.eras().get(era).crash(), node(h, eras));
            if (moment != NEVER && h.invokeRank[op] <= moment) {
                from.put(op, Math.max(from.get(op), moment + 1));
            }
        }
    }

    private static long key(int crash, int node) {
        return (long) (node + 1) << 32 | crash;
    }

    private static int node(JournalHistory h, Eras eras) {
        return h.crashes.node(h.invocations.token(eras.invocation()));
    }

    /** The rank after which a crash hit a node, before the next one; NEVER if that is not known. */
    int of(int crash, int node) {
        int end = ends.get(key(crash, node));
        return end == LongIntMap.MISSING ? NEVER : end - 1;
    }

    /** The rank before which an operation does not take place, by the crashes that it comes after; -1 if that is not known. */
    int from(int op) {
        return from.get(op);
    }

    /** Whether a life is cut at these moments, and no operation takes part in it before a crash that it comes after. */
    boolean agreesWith(JournalHistory h, Eras eras) {
        int[] begins = begins(h, eras);
        int[] ends = ends(h, eras);
        for (int e = 1; e < ends.length; e++) {
            int moment = of(eras.eras().get(e).crash(), node(h, eras));
            if (moment != NEVER && (moment < begins[e] || moment >= ends[e])) {
                return false;
            }
        }
        return true;
    }

    /** By era of a life: the rank after which it begins, which is one of these moments where that is possible. */
    int[] begun(JournalHistory h, Eras eras) {
        int[] ends = ends(h, eras);
        int[] begun = new int[ends.length];
        begun[0] = -1;
        for (int e = 1; e < ends.length; e++) {
            int moment = of(eras.eras().get(e).crash(), node(h, eras));
            boolean isPossible = moment != NEVER && moment >= eras.eras().get(e).begun() && moment < ends[e];
            begun[e] = Math.max(
                    begun[e - 1], isPossible ? moment : eras.eras().get(e).begun());
        }
        return begun;
    }

    /** By era: the rank from which the crash can have been, as what came before it took place. */
    private int[] begins(JournalHistory h, Eras eras) {
        int[] begins = new int[eras.eras().size()];
        for (int i = 0; i < eras.count(); i++) {
            int next = eras.eraOf(i) + 1;
            if (next < begins.length && eras.fate(i) != Eras.UNPLACED) {
                int op = h.partOp[eras.part(i)];
                begins[next] = Math.max(begins[next], Math.max(h.invokeRank[op], from(op)));
            }
        }
        for (int e = 1; e < begins.length; e++) {
            begins[e] = Math.max(begins[e], begins[e - 1]);
        }
        return begins;
    }

    /** By era: the rank before which the crash must have been, as what came after it returned then; NEVER if nothing did. */
    private static int[] ends(JournalHistory h, Eras eras) {
        int[] ends = new int[eras.eras().size()];
        Arrays.fill(ends, NEVER);
        for (int i = 0; i < eras.count(); i++) {
            int p = eras.part(i);
            if (h.isOk(p)) {
                ends[eras.eraOf(i)] = Math.min(ends[eras.eraOf(i)], h.completed(p));
            }
        }
        for (int e = ends.length - 2; e >= 0; e--) {
            ends[e] = Math.min(ends[e], ends[e + 1]);
        }
        return ends;
    }
}
