package dev.skewer.checker.linear.search;

import dev.skewer.checker.linear.Calls;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether views can be reached by adding up the calls that may come before them, each view looked at by itself: necessary
 * conditions that cost little.
 */
final class Outlook {
    /** No view. */
    static final int NONE = -1;

    /** So many pending views are looked at closely, if there are few enough calls that may come before them. */
    private static final int CLOSE_VIEWS = 4;

    private final SumCalls calls;
    private final Placement placement;

    private int[] views = new int[8];
    private final long[] least;
    private final long[] most;
    private final SubsetSums subsets = new SubsetSums();
    private final long[] added = new long[SubsetSums.MOST];

    /**
     * An outlook on some calls.
     *
     * @param placement what is placed, now and later
     */
    Outlook(SumCalls calls, Placement placement) {
        this.calls = calls;
        this.placement = placement;
        least = new long[calls.dimensions];
        most = new long[calls.dimensions];
    }

    /**
     * A view that no choice of calls explains, or {@link #NONE}: some number in it is beyond what the calls that were over
     * before it, and those that may have come before it, add up to. If the initial vector is open, only numbers that no call
     * changes are looked at, and must be as in the first view. O(n) vectors.
     *
     * @param initial the initial vector; null if it is open
     */
    int impossibleView(long @Nullable [] initial) {
        int n = calls.calls.size;
        long[] first = initial;
        boolean[] free = new boolean[calls.dimensions];
        for (int c = 0; c < n && initial == null; c++) {
            long[] change = calls.change(c);
            for (int d = 0; change != null && d < free.length; d++) {
                free[d] |= change[d] != 0;
            }
        }
        // By view: the sums of what was taken and given by calls that were over when it was invoked.
        long[][] takenBefore = new long[n][];
        long[][] givenBefore = new long[n][];
        long[] taken = new long[free.length];
        long[] given = new long[free.length];
        Arrays.fill(least, 0);
        Arrays.fill(most, 0);
        int over = 0;
        for (int call = 0; call <= n; call++) {
            calls.calls.watch(call);
            int now = call < n ? calls.calls.invoked[call] : Calls.NEVER;
            for (; over < placement.knownCalls() && calls.calls.completed[placement.known(over)] < now; over++) {
                int completed = placement.known(over);
                long[] seen = calls.seen(completed);
                long[] change = calls.change(completed);
                if (change != null) {
                    count(change, taken, given);
                } else if (seen != null) {
                    first = first == null ? seen : first;
                    for (int d = 0; d < seen.length; d++) {
                        long low = first[d] + givenBefore[completed][d] + least[d];
                        long high = first[d] + takenBefore[completed][d] + most[d];
                        if (!free[d] && (seen[d] < low || seen[d] > high)) {
                            return completed;
                        }
                    }
                }
            }
            long[] change = call < n ? calls.change(call) : null;
            if (change != null) {
                count(change, least, most);
            } else if (call < n) {
                takenBefore[call] = taken.clone();
                givenBefore[call] = given.clone();
            }
        }
        return NONE;
    }

    private static void count(long[] change, long[] taken, long[] given) {
        for (int d = 0; d < change.length; d++) {
            taken[d] += Math.min(0, change[d]);
            given[d] += Math.max(0, change[d]);
        }
    }

    /** A pending view that can no longer be reached, or {@link #NONE}. */
    int lostView(long[] state, long stateHash) {
        int count = pendingViews();
        System.arraycopy(state, 0, least, 0, state.length);
        System.arraycopy(state, 0, most, 0, state.length);
        int adding = 0;
        int call = placement.first();
        for (int i = 0; i < count; i++) {
            int view = views[i];
            for (; placement.isInvokedBefore(call, view); call = placement.after(call)) {
                long[] change = calls.change(call);
                if (change != null) {
                    count(change, least, most);
                    if (adding < added.length) {
                        added[adding] = calls.hash(call);
                    }
                    adding++;
                }
            }
            long[] seen = calls.seen(view);
            if (seen == null || !isBetween(seen)) {
                return view;
            }
            if (i < CLOSE_VIEWS
                    && adding <= added.length
                    && !subsets.contain(added, adding, calls.hash(view) - stateHash)) {
                return view;
            }
        }
        return NONE;
    }

    private boolean isBetween(long[] seen) {
        for (int d = 0; d < seen.length; d++) {
            if (seen[d] < least[d] || seen[d] > most[d]) {
                return false;
            }
        }
        return true;
    }

    /** Collects the pending views in order of completion; returns how many there are. */
    private int pendingViews() {
        int count = 0;
        for (int call = placement.first(); placement.isPending(call); call = placement.after(call)) {
            if (calls.change(call) == null) {
                if (count == views.length) {
                    views = Arrays.copyOf(views, 2 * count);
                }
                int i = count++;
                for (; i > 0 && calls.calls.completed[views[i - 1]] > calls.calls.completed[call]; i--) {
                    views[i] = views[i - 1];
                }
                views[i] = call;
            }
        }
        return count;
    }
}
