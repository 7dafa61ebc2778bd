package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * Priority queues into which every value that came out was put once: a removal takes out a value than which nothing in the
 * queue is smaller.
 *
 * <p>Calls: {@link #INSERT} with a = the value; {@link #EXTRACT_MIN} with a = the value that came out, or NONE if the queue
 * was empty. Values have a rank; several may have the same.
 *
 * <p><b>Algorithm.</b> A value can come out only where no smaller one must be in. So in ascending order of rank: let t be the
 * first gap in which the value can have come out, after the invocations of both of its calls and not <em>covered</em> by a
 * value of smaller rank; if that is not before the completion of its removal, the history is not linearizable. If its
 * insertion completed before t, it covers the gaps from there to t. At last every answer "empty" needs a gap that nothing
 * covers. (The order of values is that of Lee & Mathur, <i>Efficient decrease-and-conquer linearizability monitoring</i>,
 * OOPSLA 2025, and of the characterization in Bouajjani, Enea & Wang, <i>Checking linearizability of concurrent priority
 * queues</i>, CONCUR 2017; covering instead of searching again is what makes it nearly linear.)
 *
 * <p>Proof. Coverage is necessary: by induction a value cannot leave before t, and is in from the completion of its
 * insertion. It is enough: place the values in descending order of rank, and let the moments at which greater values come
 * out, and the queue is found empty, be cuts in which this value must not be in. It covers none of them. Take the last cut
 * before t, if any; the value is not in for certain there, so it can enter after it, and before the next cut it can have left
 * at t, or, where it may leave as early as a cut, right after that cut, which is in a gap that nothing smaller covers.
 * So its whole stay fits between two cuts, and its own end is a cut for smaller values in a gap that they do not cover.
 * Entering disturbs nobody.
 *
 * <p><b>Unknown outcomes.</b> Insertions: see {@link Stays}. A removal of unknown outcome matters only if a value is stuck;
 * then {@link Takers} says for each value which may have taken it. A stuck value must be out before any greater one is that
 * cannot have come out before it was in. Contradictions and linearizations found so are certain.
 *
 * <p><b>Not decided:</b> histories in which a value that came out was put in by several calls, and some of those in which
 * removals of unknown outcome must have taken out values.
 *
 * <p>O(n log n), for sorting by rank; about 75 bytes a call and 8 a value id while it runs. Of a contradiction all
 * calls may be left out that concern only values, or are empty answers, that it does not name; but not the removals of
 * unknown outcome.
 */
public final class UniquePriorityQueue {
    /** Puts a in. */
    public static final int INSERT = Stays.INSERT;
    /** Takes out a, the smallest; or finds the queue empty. */
    public static final int EXTRACT_MIN = Stays.REMOVE;

    private final Stays stays;
    private final int[] rank;
    /** The stays in ascending order of rank. */
    private final int[] byRank;

    private UniquePriorityQueue(Stays stays, int[] rank) {
        this.stays = stays;
        this.rank = rank;
        long[] order = new long[stays.calls.size];
        int count = 0;
        for (int call = 0; call < order.length; call++) {
            stays.calls.watch(call);
            if (stays.isStay(call)) {
                order[count++] = (long) rank(call) << 32 | call;
            }
        }
        Arrays.sort(order, 0, count);
        byRank = new int[count];
        for (int i = 0; i < count; i++) {
            byRank[i] = (int) order[i];
        }
    }

    /**
     * Decides whether the calls are linearizable.
     *
     * @param rank by value id: its rank; smaller ones come out first
     */
    public static Decision decide(Calls calls, int[] rank) {
        Stays stays = new Stays(calls);
        if (stays.verdict() != Decision.TRUE) {
            return stays.verdict();
        }
        UniquePriorityQueue queue = new UniquePriorityQueue(stays, rank);
        if (stays.stuck == 0 || stays.lostRemovals == 0) {
            Sweep sweep = queue.new Sweep(new int[0]);
            return sweep.decide().by(sweep::order);
        }
        Decision decision = EmptyAnswers.decide(stays);
        if (decision == Decision.TRUE) {
            decision = queue.new Sweep(Takers.earliestForAll(stays)).decide();
        }
        return decision == Decision.TRUE ? queue.shareOut() : decision;
    }

    private int rank(int insertion) {
        return rank[stays.calls.a[insertion]];
    }

    private Decision shareOut() {
        Takers takers = new Takers(stays);
        LeastAbove greater = new LeastAbove(stays.time.size, stays.end);
        int added = byRank.length;
        for (int i = byRank.length - 1; i >= 0; i--) {
            stays.calls.watch(i);
            int stay = byRank[i];
            for (; rank(byRank[added - 1]) > rank(stay); added--) {
                int other = byRank[added - 1];
                if (stays.isRemoved(other)) {
                    greater.add(stays.leftAfter(other), stays.removal(other));
                }
            }
            if (stays.isStuck(stay)) {
                takers.deadline(stay, greater.above(stays.end[stay]));
            }
        }
        int[] taker = takers.share();
        if (taker.length == 0) {
            return takers.tooFew();
        }
        Sweep sweep = new Sweep(taker);
        return sweep.decide() == Decision.TRUE
                ? Decision.linearizable(sweep::order)
                : Decision.notApplicable("removals whose answer was lost can have taken values in many ways");
    }

    /** One pass over the values, with what removals of unknown outcome take given. */
    private final class Sweep {
        /** By stuck stay: the removal of unknown outcome that may end it, or NONE; empty if there are none. */
        private final int[] taker;

        private final FreeGaps free = new FreeGaps(stays.time.size);
        /** By stay: the first gap in which it can have ended. */
        private final int[] left = new int[stays.calls.size];

        Sweep(int[] taker) {
            this.taker = taker;
        }

        Decision decide() {
            int covered = 0;
            for (int i = 0; i < byRank.length; i++) {
                stays.calls.watch(i);
                int stay = byRank[i];
                for (; rank(byRank[covered]) < rank(stay); covered++) {
                    int smaller = byRank[covered];
                    free.cover(stays.end[smaller], left[smaller], smaller);
                }
                left[stay] = free.firstFrom(leftAfter(stay));
                if (stays.isRemoved(stay) && left[stay] >= stays.leftBy(stay)) {
                    return contradiction(
                            "a value came out, though there was a smaller one in all the time", stays.removal(stay));
                }
            }
            for (; covered < byRank.length; covered++) {
                int stay = byRank[covered];
                free.cover(stays.end[stay], left[stay], stay);
            }
            for (int call = 0; call < stays.calls.size; call++) {
                stays.calls.watch(call);
                if (stays.isEmptyAnswer(call) && free.firstFrom(stays.begin[call]) >= stays.end[call]) {
                    return contradiction("it was found empty, though there was something in it all the time", call);
                }
            }
            return Decision.TRUE;
        }

        /**
         * Each value comes out in the first gap in which it can, and goes in right after the last moment before at which a greater
         * one came out or the queue was found empty, or when its insertion begins: as the proof says. In one gap
         * smaller values come out first, then the queue is found empty, and then values go in.
         */
        int[] order() {
            int n = stays.calls.size;
            Moments moments = new Moments();
            TreeSet<Integer> cuts = new TreeSet<>();
            for (int call = 0; call < n; call++) {
                if (stays.isEmptyAnswer(call)) {
                    int gap = free.firstFrom(stays.begin[call]);
                    moments.add(call, gap, n);
                    cuts.add(gap);
                }
            }
            int added = byRank.length;
            for (int i = byRank.length - 1; i >= 0; i--) {
                int stay = byRank[i];
                for (; rank(byRank[added - 1]) > rank(stay); added--) {
                    cuts.add(left[byRank[added - 1]]);
                }
                Integer cut = cuts.lower(left[stay]);
                int enters = Math.max(stays.begin[stay], cut == null ? 0 : cut);
                // The smaller its place by rank, the sooner it comes out.
                moments.add(stay, enters, enters == left[stay] ? i : n + 1);
                if (left[stay] < stays.time.size) {
                    moments.add(stays.isStuck(stay) ? taker[stay] : stays.removal(stay), left[stay], i);
                }
            }
            return moments.order();
        }

        private int leftAfter(int stay) {
            return taker.length == 0 || !stays.isStuck(stay) || taker[stay] == NONE
                    ? stays.leftAfter(stay)
                    : Math.max(stays.begin[stay], stays.begin[taker[stay]]);
        }

        /** Names the values that cover a removal, those because of which these could not have left earlier, and so on. */
        private Decision contradiction(String because, int removal) {
            IntList shown = new IntList();
            IntList open = new IntList();
            boolean[] explained = new boolean[stays.time.size];
            boolean[] named = new boolean[stays.calls.size];
            shown.add(removal);
            int refuted = stays.insertion(removal);
            shown.add(refuted);
            int from = refuted == NONE ? stays.begin[removal] : leftAfter(refuted);
            int to = stays.end[removal];
            while (true) {
                for (int gap = from; gap < to; gap++) {
                    int by = explained[gap] ? NONE : free.coveredBy(gap);
                    explained[gap] = true;
                    if (by != NONE && !named[by]) {
                        named[by] = true;
                        open.add(by);
                    }
                }
                if (open.isEmpty()) {
                    return Decision.contradiction(because, shown.toArray());
                }
                int stay = open.removeLast();
                shown.add(stay);
                shown.add(stays.isRemoved(stay) ? stays.removal(stay) : NONE);
                from = leftAfter(stay);
                to = left[stay];
            }
        }
    }
}
