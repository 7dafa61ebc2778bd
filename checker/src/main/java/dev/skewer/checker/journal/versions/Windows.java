package dev.skewer.checker.journal.versions;

import static dev.skewer.checker.journal.history.JournalHistory.NEVER;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import java.util.Arrays;

/**
 * When each move along one chain can have happened, from what real time says of the parts placed on it.
 *
 * <p>The move to position p comes after the invocation of everything that stands below p, and before the completion of
 * everything that stands at p or above. Both bounds grow with p, so positions that fit a given interval of time are a
 * range, found by bisection. One pass over the parts and one over the positions.
 */
final class Windows {
    private int count;
    /** Before this rank the move to a position cannot have happened; from all parts below it. */
    private int[] earliest = new int[64];
    /** After this rank the move to a position cannot have happened; from all parts at or above it. */
    private int[] latest = new int[65];
    /** The same, from the moves alone. */
    private int[] earliestMove = new int[64];
    /** The latest invocation of anything at or above a position. */
    private int[] lastSeen = new int[65];

    private int[] observedInvoke = new int[64];
    private int[] observedComplete = new int[64];
    private int[] observedAt = new int[64];

    /** Computes the windows of the suffix chain. */
    void ofSuffix(Scope s, Placement at) {
        compute(s, at, at.suffixCount, at.suffixOwner, at.suffixLow, at.suffixHigh, Placement.SUFFIX);
    }

    /** Computes the windows of the prefix chain. */
    void ofPrefix(Scope s, Placement at) {
        compute(s, at, at.prefixCount, at.prefixOwner, at.prefixLow, at.prefixHigh, Placement.PREFIX);
    }

    private void compute(Scope s, Placement at, int positions, int[] owner, int[] low, int[] high, byte mover) {
        count = positions;
        if (positions >= latest.length) {
            int size = positions + (positions >> 1) + 1;
            earliest = new int[size];
            earliestMove = new int[size];
            latest = new int[size + 1];
            lastSeen = new int[size + 1];
            observedInvoke = new int[size];
            observedComplete = new int[size];
            observedAt = new int[size];
        }
        Arrays.fill(observedInvoke, 0, positions, -1);
        Arrays.fill(observedComplete, 0, positions, NEVER);
        Arrays.fill(observedAt, 0, positions, -1);
        for (int k = 0; k < at.n; k++) {
            byte role = at.role[k];
            if (role == Placement.NOWHERE || role == VersionOrder.DISCREDITED || role == mover) {
                continue;
            }
            int invoked = s.invoked[k];
            int completed = s.completed[k];
            int from = low[k];
            int to = high[k];
            if (invoked > observedInvoke[to]) {
                observedInvoke[to] = invoked;
            }
            if (completed < observedComplete[from]) {
                observedComplete[from] = completed;
            }
            if (invoked > observedAt[from]) {
                observedAt[from] = invoked;
            }
        }
        earliest[0] = -1;
        earliestMove[0] = -1;
        for (int p = 1; p < positions; p++) {
            int invoked = owner[p] == NONE ? -1 : s.invoked[owner[p]];
            earliestMove[p] = Math.max(earliestMove[p - 1], invoked);
            earliest[p] = Math.max(Math.max(earliest[p - 1], observedInvoke[p - 1]), invoked);
        }
        latest[positions] = NEVER;
        lastSeen[positions] = -1;
        for (int p = positions - 1; p >= 0; p--) {
            int completed = owner[p] == NONE ? NEVER : s.completed[owner[p]];
            int invoked = owner[p] == NONE ? -1 : s.invoked[owner[p]];
            latest[p] = Math.min(Math.min(latest[p + 1], observedComplete[p]), completed);
            lastSeen[p] = Math.max(Math.max(lastSeen[p + 1], observedAt[p]), invoked);
        }
    }

    /** The rank before which the move to a position came. */
    int latest(int position) {
        return latest[position];
    }

    /** The rank before which a position was left. */
    int latestMoveAbove(int position) {
        return latest[position + 1];
    }

    /** Whether everything above position {@code high} can have come after a rank. */
    boolean isCurrentAt(int high, int invoked) {
        return latest[high + 1] > invoked;
    }

    /** Whether somebody who began after a rank saw a position above {@code high}. */
    boolean isSeenLater(int high, int invoked) {
        return lastSeen[high + 1] > invoked;
    }

    /** Whether everything below {@code low}, and the move to it, can have come before a rank. */
    boolean isReachedBy(int low, int completed) {
        return earliest[low] < completed;
    }

    /** Whether all moves up to position {@code low} had been invoked by a rank. */
    boolean isInvokedBy(int low, int completed) {
        return earliestMove[low] < completed;
    }

    /** Whether an operation can have seen a position. */
    boolean fits(int position, int invoked, int completed) {
        return latest[position + 1] > invoked && earliest[position] < completed;
    }

    /** The first position that an operation invoked at a rank can have seen. */
    int firstFitting(int invoked) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (latest[middle + 1] > invoked) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The last position that an operation completed at a rank can have seen. */
    int lastFitting(int completed) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (earliest[middle] < completed) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
