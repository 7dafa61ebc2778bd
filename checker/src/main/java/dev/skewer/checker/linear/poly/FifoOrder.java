package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * An order of the calls on a first-in, first-out queue that is linearizable, as {@link UniqueFifoQueue} proves that there is
 * one: empty answers cut the history; between two cuts, the values enter and leave in an order in which every value that must
 * enter or leave before another does, each as early as it can after those before.
 *
 * <p>A stuck value that must be out before an empty answer, or before a value that was put in after it, gets a removal of
 * unknown outcome: the k-th such value by the end of its insertion the k-th removal. The deadlines ascend likewise, so that
 * does if anything does.
 *
 * <p>O(n log n).
 */
final class FifoOrder {
    /** What falls into one gap between two cuts: those that enter, those that leave, and the answers of the next cut. */
    private static final int TURNS = 3;

    private final Stays stays;
    /** By stuck stay: the removal that takes it out, or NONE. */
    private final int[] taker;

    private final int[] gap;
    /** The gaps of empty answers, ascending, each once. */
    private final int[] cuts;

    private final Moments moments = new Moments();

    FifoOrder(Stays stays) {
        this.stays = stays;
        gap = EmptyAnswers.gaps(stays);
        cuts = Arrays.stream(gaps()).sorted().distinct().toArray();
        taker = new int[gap.length];
        Arrays.fill(taker, NONE);
        shareOut();
    }

    private int[] gaps() {
        int[] some = new int[gap.length];
        int count = 0;
        for (int call = 0; call < gap.length; call++) {
            if (stays.isEmptyAnswer(call)) {
                some[count++] = gap[call];
            }
        }
        return Arrays.copyOf(some, count);
    }

    /** Gives removals of unknown outcome to the stuck values that must be out before something. */
    private void shareOut() {
        int lastCut = cuts.length == 0 ? -1 : cuts[cuts.length - 1];
        int lastBegun = lastCut;
        for (int call = 0; call < gap.length; call++) {
            lastBegun = stays.isRemoved(call) ? Math.max(lastBegun, stays.begin[call]) : lastBegun;
        }
        int removal = -1;
        for (int t = 0; t < stays.time.size; t++) {
            int call = ~stays.time.event[t];
            if (call >= 0 && stays.isStuck(call) && (t <= lastCut || t < lastBegun)) {
                do {
                    removal++;
                } while (!stays.isLostRemoval(removal));
                taker[call] = removal;
            }
        }
    }

    private int leftAfter(int stay) {
        return taker[stay] == NONE ? stays.leftAfter(stay) : Math.max(stays.begin[stay], stays.begin[taker[stay]]);
    }

    private int leftBy(int stay) {
        return stays.isStuck(stay) ? stays.time.size + 1 : stays.leftBy(stay);
    }

    /** The calls in order. */
    int[] order() {
        for (int call = 0; call < gap.length; call++) {
            if (stays.isEmptyAnswer(call)) {
                moments.add(call, gap[call], TURNS * Arrays.binarySearch(cuts, gap[call]) + 2);
            }
        }
        Integer[] byEntry = new Integer[gap.length];
        int count = 0;
        for (int call = 0; call < gap.length; call++) {
            if (stays.isStay(call)) {
                byEntry[count++] = call;
            }
        }
        byEntry = Arrays.copyOf(byEntry, count);
        Arrays.sort(byEntry, Comparator.comparingInt(stays::enteredBy));
        int from = 0;
        for (int segment = 0; segment <= cuts.length; segment++) {
            int end = segment < cuts.length ? cuts[segment] : stays.time.size;
            int to = from;
            while (to < count && stays.enteredBy(byEntry[to]) <= end) {
                to++;
            }
            place(Arrays.copyOfRange(byEntry, from, to), segment);
            from = to;
        }
        return moments.order();
    }

    /** Places the values between two cuts, which come in the order in which they must have entered. */
    private void place(Integer[] byEntry, int segment) {
        Integer[] byBegin = byEntry.clone();
        Arrays.sort(byBegin, Comparator.comparingInt(stay -> stays.begin[stay]));
        PriorityQueue<Integer> ready = new PriorityQueue<>(Comparator.comparingInt(this::leftAfter));
        boolean[] placed = new boolean[byEntry.length == 0 ? 0 : gap.length];
        int enters = segment == 0 ? 0 : cuts[segment - 1];
        int leaves = enters;
        int begun = 0;
        for (int first = 0; first < byEntry.length; ) {
            if (placed[byEntry[first]]) {
                first++;
                continue;
            }
            for (; begun < byBegin.length && stays.begin[byBegin[begun]] < stays.enteredBy(byEntry[first]); begun++) {
                ready.add(byBegin[begun]);
            }
            int stay = ready.remove();
            placed[stay] = true;
            enters = Math.max(enters, stays.begin[stay]);
            leaves = Math.max(leaves, leftAfter(stay));
            assert enters < stays.enteredBy(stay) && leaves < leftBy(stay) : "a value comes too late";
            moments.add(stay, enters, TURNS * segment);
            if (leaves < stays.time.size) {
                int removal = stays.isStuck(stay) ? taker[stay] : stays.removal(stay);
                moments.add(removal, leaves, TURNS * segment + 1);
            }
        }
    }
}
