package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import dev.skewer.checker.linear.Decision;
import java.util.Arrays;

/**
 * Which removals of unknown outcome may have taken out which stuck values.
 *
 * <p>A removal whose answer was lost can act at any time after its invocation, so one that began earlier can do whatever a
 * later one can. If every stuck value had the earliest of them to itself and the history still contradicts itself, it does.
 * To show that it does not, one way to share them out is enough. Some values must have left before a certain call completed,
 * their <em>deadline</em>: by Hall's theorem there are removals for all of them, each begun in time, if and only if the
 * first k deadlines come after k removals have begun, for all k; if not, that is a contradiction. If so, the k-th value by
 * deadline gets the k-th removal. That meets all deadlines, but deadlines are not all there is to be met: a history that
 * contradicts itself with these takers may be linearizable with others, and is not decided.
 *
 * <p>O(n + k log k) for k stuck values.
 */
final class Takers {
    private final Stays stays;
    /** By stuck stay: the call before whose completion it must have ended, or NONE. */
    private final int[] cause;

    /** Finds the deadlines that the next empty answers set. */
    Takers(Stays stays) {
        this.stays = stays;
        cause = new int[stays.calls.size];
        int next = NONE;
        for (int t = stays.time.size - 1; t >= 0; t--) {
            int event = stays.time.event[t];
            if (event >= 0) {
                if (stays.isEmptyAnswer(event) && (next == NONE || stays.end[event] < stays.end[next])) {
                    next = event;
                }
            } else if (stays.isStuck(~event)) {
                cause[~event] = next;
            }
        }
    }

    /** By stuck stay: the earliest removal of unknown outcome; there must be one. */
    static int[] earliestForAll(Stays stays) {
        int[] taker = new int[stays.calls.size];
        int first = 0;
        while (!stays.isLostRemoval(first)) {
            first++;
        }
        Arrays.fill(taker, first);
        return taker;
    }

    /** Notes that a stuck value must have left before a call completed, if any. */
    void deadline(int stay, int before) {
        if (before != NONE && (cause[stay] == NONE || stays.end[before] < stays.end[cause[stay]])) {
            cause[stay] = before;
        }
    }

    /** By stuck stay: its taker or NONE; empty if the deadlines cannot be met. */
    int[] share() {
        int[] taker = new int[cause.length];
        Arrays.fill(taker, NONE);
        int removal = -1;
        for (long entry : byDeadline()) {
            removal = nextLost(removal);
            if (removal == cause.length) {
                if (entry >>> 32 < stays.time.size) {
                    return new int[0];
                }
            } else {
                if (entry >>> 32 < stays.begin[removal]) {
                    return new int[0];
                }
                taker[(int) entry] = removal;
            }
        }
        return taker;
    }

    private int nextLost(int removal) {
        int next = Math.min(removal + 1, cause.length);
        while (next < cause.length && !stays.isLostRemoval(next)) {
            next++;
        }
        return next;
    }

    /** The stuck stays, each with its deadline in the upper half. */
    private long[] byDeadline() {
        long[] order = new long[stays.stuck];
        int i = 0;
        for (int call = 0; call < cause.length; call++) {
            if (stays.isStuck(call)) {
                long deadline = cause[call] == NONE ? stays.time.size : stays.end[cause[call]];
                order[i++] = deadline << 32 | call;
            }
        }
        Arrays.sort(order);
        return order;
    }

    /** Why the deadlines cannot be met: the values up to the first that has no taker, and what set their deadlines. */
    Decision tooFew() {
        IntList shown = new IntList();
        int removal = -1;
        for (long entry : byDeadline()) {
            int stay = (int) entry;
            shown.add(stay);
            shown.add(cause[stay]);
            shown.add(stays.insertion(cause[stay]));
            removal = nextLost(removal);
            if (removal == cause.length || entry >>> 32 < stays.begin[removal]) {
                break;
            }
        }
        return Decision.contradiction(
                "values that were never seen to come out had to be out before others", shown.toArray());
    }
}
