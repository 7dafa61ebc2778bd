package dev.skewer.checker.linear.search;

import dev.skewer.checker.linear.Calls;
import java.util.Arrays;

/**
 * Which calls are placed, in which order, on the way through a search: with the bits that name a configuration (see {@link
 * Search}), and with the others in a list from which a call is taken, and put back, in constant time (Lowe's, of Wing and Gong's
 * search). All searches that go from call to call stand on it; {@link JustInTime} keeps what is pending its own way, so that what
 * it certifies does not rest on the same code.
 */
final class Placement {
    private static final int END = -1;

    private final Calls calls;
    /** The known calls in order of completion, and where each stands in that order. */
    private final int[] byCompletion;

    private final int[] rankOf;
    /** The calls of unknown outcome that may be placed, in order of invocation. */
    private final int[] unknown;
    /** By known call: its slot, which no other has that is open at the same time. By unknown call: its place among these. */
    private final int[] bit;

    private final int slots;

    /**
     * The calls that are not placed, in order of invocation. The head is {@code calls.size}; behind it stands what calls that are
     * not listed are taken from.
     */
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
     * @param listsUnknown whether the list of calls that are not placed has those of unknown outcome too
     */
    Placement(Calls calls, boolean[] left, boolean listsUnknown) {
        this.calls = calls;
        int n = calls.size;
        byCompletion = Completions.sorted(calls);
        rankOf = new int[n];
        for (int r = 0; r < byCompletion.length; r++) {
            rankOf[byCompletion[r]] = r;
        }
        unknown = unknown(calls, left);
        bit = new int[n];
        slots = Completions.assignSlots(calls, byCompletion, bit);
        open = new long[(slots + 63) >>> 6];
        spent = new long[(unknown.length + 63) >>> 6];
        for (int u = 0; u < unknown.length; u++) {
            bit[unknown[u]] = u;
        }
        head = n;
        next = new int[n + 2];
        previous = new int[n + 1];
        int last = head;
        for (int c = 0; c < n; c++) {
            if (!calls.isUnknown(c) || (listsUnknown && !left[c])) {
                next[last] = c;
                previous[c] = last;
                last = c;
            } else {
                next[c] = END;
                previous[c] = head + 1;
            }
        }
        next[last] = END;
        placed = new boolean[n];
        trail = new int[n];
    }

    private static int[] unknown(Calls calls, boolean[] left) {
        int[] unknown = new int[calls.size];
        int count = 0;
        for (int c = 0; c < calls.size; c++) {
            if (calls.isUnknown(c) && !left[c]) {
                unknown[count++] = c;
            }
        }
        return Arrays.copyOf(unknown, count);
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

    /** How many known calls are open at once, at most. */
    int slots() {
        return slots;
    }

    /** How many calls of unknown outcome may be placed. */
    int unknownCalls() {
        return unknown.length;
    }

    /** A call of unknown outcome by its place among those that may be placed, in order of invocation. */
    int unknown(int index) {
        return unknown[index];
    }

    /** The slot of a known call, or the place of an unknown one among those that may be placed: its bit in a configuration. */
    int bit(int call) {
        return bit[call];
    }

    /** Whether a call is placed. */
    boolean isPlaced(int call) {
        return placed[call];
    }

    /** Where a known call stands in the order of completion. */
    int rank(int call) {
        return rankOf[call];
    }

    /** The first listed call, in order of invocation, that is not placed; negative if there is none. */
    int first() {
        return next[head];
    }

    /** The next listed call that is not placed; negative if there is none. */
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
