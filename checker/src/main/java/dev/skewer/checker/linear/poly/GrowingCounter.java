package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;

/**
 * What can be said without a search of counters that only grow, by whatever amounts: a read sees at most what was added by
 * calls invoked before its completion; and it sees at least what a read saw that was over before it, and all that was added
 * by calls that began and ended between the two. The beginning counts as a read that saw nothing.
 *
 * <p>Calls: {@link #ADD} and {@link #READ}; amounts are apart, as they may be large.
 *
 * <p>These conditions are necessary, with additions of unknown outcome counted as invoked and never as over. They are not
 * enough, since which sums are possible is a subset sum problem: so the answer is a contradiction or {@link
 * Validity#UNKNOWN}.
 *
 * <p>O(n log n) for n calls; about 50 bytes a call. Of a contradiction all calls may be forgotten (made of unknown outcome)
 * except those named.
 */
public final class GrowingCounter {
    /** Adds its amount. */
    public static final int ADD = 0;
    /** Sees its amount. */
    public static final int READ = 1;

    private final Calls calls;
    private final long[] amount;
    private final Timeline time;
    private final int[] over;
    private int overCount = 1;
    private final Floor floor;

    private GrowingCounter(Calls calls, long[] amount) {
        this.calls = calls;
        this.amount = amount;
        time = new Timeline(calls);
        over = new int[calls.size + 1];
        // The beginning, which saw nothing: what the floor knows at first.
        over[0] = NONE;
        floor = new Floor(calls.size + 1);
    }

    /**
     * Looks for a contradiction.
     *
     * @param amount by call: what it adds, above zero, or the sum that it saw; the sum of all must not overflow
     */
    public static Decision decide(Calls calls, long[] amount) {
        return new GrowingCounter(calls, amount).sweep();
    }

    private Decision sweep() {
        long invoked = 0;
        int[] overBefore = new int[calls.size];
        for (int event : time.event) {
            int call = event >= 0 ? event : ~event;
            calls.watch(call);
            boolean adds = calls.code[call] == ADD;
            if (event >= 0) {
                overBefore[call] = overCount;
                invoked += adds ? amount[call] : 0;
                if (!adds && !calls.isUnknown(call) && amount[call] < floor.height()) {
                    return tooLittle(call);
                }
            } else if (adds) {
                floor.raise(overBefore[call] - 1, amount[call]);
            } else if (amount[call] > invoked) {
                return Decision.contradiction("it saw more than had been added by then", call);
            } else {
                over[overCount] = call;
                floor.see(overCount++, amount[call]);
            }
        }
        return Decision.notApplicable("additions of different amounts");
    }

    private Decision tooLittle(int read) {
        int earlier = over[floor.highest()];
        IntList shown = new IntList();
        shown.add(read);
        shown.add(earlier);
        int from = earlier == NONE ? -1 : time.end[earlier];
        for (int call = 0; call < read; call++) {
            if (calls.code[call] == ADD && time.begin[call] > from && time.end[call] < time.begin[read]) {
                shown.add(call);
            }
        }
        return Decision.contradiction("it saw less than had been added when it began", shown.toArray());
    }

    /**
     * For the reads that are over, in order of completion, what each saw and what certainly came after it, and the
     * greatest sum of the two. A tree of which each node knows what came after the reads below it within its range,
     * and the greatest sum if nothing came after its range.
     */
    private static final class Floor {
        private final int leaves;
        private final long[] added;
        private final long[] best;

        Floor(int size) {
            leaves = Integer.highestOneBit(Math.max(1, size)) * 2;
            added = new long[2 * leaves];
            best = new long[2 * leaves];
        }

        /** A read that is over; nothing came after it yet. */
        void see(int index, long sum) {
            best[leaves + index] = sum;
            update(leaves + index);
        }

        /** Something certainly came after the reads up to an index. */
        void raise(int index, long by) {
            added[leaves + index] += by;
            best[leaves + index] += by;
            update(leaves + index);
        }

        private void update(int leaf) {
            for (int node = leaf >> 1; node > 0; node >>= 1) {
                added[node] = added[2 * node] + added[2 * node + 1];
                best[node] = Math.max(best[2 * node] + added[2 * node + 1], best[2 * node + 1]);
            }
        }

        long height() {
            return best[1];
        }

        /** The index of the read with the greatest sum. */
        int highest() {
            int node = 1;
            while (node < leaves) {
                boolean left = best[node] == best[2 * node] + added[2 * node + 1];
                node = left ? 2 * node : 2 * node + 1;
            }
            return node - leaves;
        }
    }
}
