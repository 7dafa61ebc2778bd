package dev.skewer.checker.linear.search;

import dev.skewer.checker.linear.Calls;
import java.util.Arrays;

/**
 * Which calls are placed, in which order, on the way through a search: with the bits that name a configuration (see {@link
 * Search}), and with the others in a list from which a call is taken, and put back, in constant time.
 */
final class Placement {
    private static final int END = -1;

    private final Calls calls;
    /** The known calls in order of completion, and where each stands in that order. */
    private final int[] byCompletion;

    private final int[] rankOf;
    /** By known call: its slot. By unknown call: its bit. */
    private final int[] bit;

    /** The calls that are not placed, in order of invocation; the head is {@code calls.size}. */
    private final int[] next;

    private final int[] previous;
    private final int head;
    private final boolean[] placed;
    private final int[] trail;
    private int length;
    private int frontier;
    /** The known calls placed beyond the frontier, by slot. */
    final long[] open;
    /** The unknown calls that are placed. */
    final long[] spent;

    /**
     * Nothing placed.
     *
     * @param left by call: whether it is left out for good; only calls of unknown outcome may be
     */
    Placement(Calls calls, boolean[] left) {
        this.calls = calls;
        int n = calls.size;
        byCompletion = Completions.sorted(calls);
        rankOf = new int[n];
        for (int r = 0; r < byCompletion.length; r++) {
            rankOf[byCompletion[r]] = r;
        }
        bit = new int[n];
        open = new long[(Completions.assignSlots(calls, byCompletion, bit) + 63) >>> 6];
        next = new int[n + 1];
        previous = new int[n + 1];
        head = n;
        int unknown = 0;
        int last = head;
        for (int c = 0; c < n; c++) {
            if (!left[c]) {
                next[last] = c;
                previous[c] = last;
                last = c;
                if (calls.isUnknown(c)) {
                    bit[c] = unknown++;
                }
            }
        }
        next[last] = END;
        spent = new long[(unknown + 63) >>> 6];
        placed = new boolean[n];
        trail = new int[n];
    }

    /** How many calls are placed. */
    int length() {
        return length;
    }

    /** A placed call, by its place in the order. */
    int at(int index) {
        return trail[index];
    }

    /** How many known calls, in order of completion, are all placed. */
    int frontier() {
        return frontier;
    }

    /** How many calls are known. */
    int knownCalls() {
        return byCompletion.length;
    }

    boolean isComplete() {
        return frontier == byCompletion.length;
    }

    /** The known call that completes first of those that are not placed; there must be one. */
    int due() {
        return byCompletion[frontier];
    }

    /** A known call by its place in the order of completion. */
    int known(int rank) {
        return byCompletion[rank];
    }

    /** Where a known call stands in the order of completion. */
    int rank(int call) {
        return rankOf[call];
    }

    /** The first call, in order of invocation, that is not placed; negative if there is none. */
    int first() {
        return next[head];
    }

    /** The next call that is not placed. */
    int after(int call) {
        return next[call];
    }

    /** Whether there is such a call and it can come before the due call. */
    boolean isPending(int call) {
        return isInvokedBefore(call, due());
    }

    /** Whether there is such a call and it was invoked before another completed. */
    boolean isInvokedBefore(int call, int other) {
        return call != END && calls.invoked[call] < calls.completed[other];
    }

    void place(int call) {
        trail[length++] = call;
        placed[call] = true;
        int before = previous[call];
        int after = next[call];
        next[before] = after;
        if (after != END) {
            previous[after] = before;
        }
        if (calls.isUnknown(call)) {
            spent[bit[call] >>> 6] |= 1L << bit[call];
            return;
        }
        open[bit[call] >>> 6] |= 1L << bit[call];
        while (!isComplete() && placed[due()]) {
            int passed = bit[byCompletion[frontier++]];
            open[passed >>> 6] &= ~(1L << passed);
        }
    }

    /** Takes back what was placed last. */
    void takeBackTo(int lengthWas, int frontierWas) {
        int was = frontier;
        while (length > lengthWas) {
            int call = trail[--length];
            placed[call] = false;
            int before = previous[call];
            int after = next[call];
            next[before] = call;
            if (after != END) {
                previous[after] = call;
            }
            if (calls.isUnknown(call)) {
                spent[bit[call] >>> 6] &= ~(1L << bit[call]);
            } else if (rankOf[call] >= was) {
                open[bit[call] >>> 6] &= ~(1L << bit[call]);
            }
        }
        while (frontier > frontierWas) {
            int call = byCompletion[--frontier];
            if (placed[call]) {
                open[bit[call] >>> 6] |= 1L << bit[call];
            }
        }
    }

    /** The placed calls in order. */
    int[] order() {
        return Arrays.copyOf(trail, length);
    }
}
