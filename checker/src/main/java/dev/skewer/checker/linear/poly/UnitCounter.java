package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import java.util.Arrays;

/**
 * Counters to which every call adds the same amount, so that what a read sees is how many came before it.
 *
 * <p>Calls: {@link #ADD}; {@link #READ} with a = the number of additions seen, or NONE if no number of them gives what it saw.
 *
 * <p><b>Algorithm.</b> Time is swept and additions are made to take effect no earlier than they must: one that
 * completes must, if it has not; and when a read completes, as many as it saw must have. Then of those invoked that have not
 * taken effect the one that completes first does (earliest deadline first: Jackson, <i>Scheduling a production line to
 * minimize maximum tardiness</i>, 1955), one of unknown outcome if there is no other. If there is none at all, or if more
 * have taken effect at the invocation of a read than it saw, the history is not linearizable.
 *
 * <p>Proof. If nothing of the kind happens, the count passes what a read saw at some moment between its invocation, when it
 * was not beyond, and its completion, when it had been reached; put the read there. For the converse, suppose that i + 1
 * additions have taken effect before the invocation of a read that saw i, and let g be the moment at which the last of
 * them did. If that was because a read completed, it saw more than i, and was over before the other began. Else an addition
 * completed at g. Go back to the last moment s before at which a read made one take effect that completes after g; say it
 * was the k-th. Of those that took effect since, each completed by g, for so do all that were chosen; and none was invoked at
 * s, or it would have been chosen then. So they are i + 1 - k additions that began and ended between a read that saw
 * at least k and one that saw i. If there is no such moment, i + 1 additions were over before the read that saw i began.
 * With too few additions invoked before the completion of a read the contradiction is plain.
 *
 * <p>An addition of unknown outcome that need not take effect is left out.
 *
 * <p>O(n log n) for n calls; about 40 bytes a call. Of a contradiction all calls may be forgotten (made of unknown outcome)
 * except those named.
 */
public final class UnitCounter {
    /** Adds the amount. */
    public static final int ADD = 0;
    /** Sees that a amounts were added. */
    public static final int READ = 1;

    private final Calls calls;
    private final Timeline time;
    /** Additions that have taken effect, in order, and for each the read that made it so, or NONE. */
    private final int[] effective;

    private final int[] cause;
    private int count;
    private final boolean[] done;
    /** Known additions that were invoked and have not taken effect, by completion; some have, and are passed over. */
    private final LongHeap pending = new LongHeap();
    /** Additions of unknown outcome that were invoked. */
    private final IntList lost = new IntList();

    private UnitCounter(Calls calls) {
        this.calls = calls;
        time = new Timeline(calls);
        effective = new int[calls.size];
        cause = new int[calls.size];
        done = new boolean[calls.size];
    }

    /** Decides whether the calls are linearizable. */
    public static Decision decide(Calls calls) {
        return new UnitCounter(calls).sweep();
    }

    private Decision sweep() {
        for (int event : time.event) {
            calls.watch(event);
            Decision decision = event >= 0 ? begin(event) : end(~event);
            if (decision != Decision.TRUE) {
                return decision;
            }
        }
        return Decision.linearizable(this::order);
    }

    /** The additions as they took effect, and each read as soon as so many had as it saw. */
    private int[] order() {
        Moments moments = new Moments();
        for (int i = 0; i < count; i++) {
            moments.add(effective[i], i + 1, 0);
        }
        for (int call = 0; call < calls.size; call++) {
            if (calls.code[call] == READ && !calls.isUnknown(call)) {
                moments.add(call, calls.a[call], 1);
            }
        }
        return moments.order();
    }

    private Decision begin(int call) {
        if (calls.code[call] == ADD) {
            if (calls.isUnknown(call)) {
                lost.add(call);
            } else {
                pending.add((long) time.end[call] << 32 | call);
            }
        } else if (!calls.isUnknown(call) && calls.a[call] != NONE && count > calls.a[call]) {
            return tooMany(call);
        }
        return Decision.TRUE;
    }

    private Decision end(int call) {
        if (calls.code[call] == ADD) {
            if (!done[call]) {
                takeEffect(call, NONE);
            }
            return Decision.TRUE;
        }
        if (calls.a[call] == NONE) {
            return Decision.contradiction("no number of additions gives what it saw", call);
        }
        while (count < calls.a[call]) {
            int next = nextPending();
            if (next == NONE) {
                return Decision.contradiction("it saw more than had been added by then", call);
            }
            takeEffect(next, call);
        }
        return Decision.TRUE;
    }

    private int nextPending() {
        while (!pending.isEmpty()) {
            int call = (int) pending.removeLeast();
            if (!done[call]) {
                return call;
            }
        }
        return lost.isEmpty() ? NONE : lost.removeLast();
    }

    private void takeEffect(int call, int because) {
        done[call] = true;
        effective[count] = call;
        cause[count++] = because;
    }

    /** A read saw fewer additions than had to be there. */
    private Decision tooMany(int read) {
        int last = calls.a[read];
        if (cause[last] != NONE) {
            return Decision.contradiction(
                    "one read saw more than another that began after it was over", cause[last], read);
        }
        int deadline = time.end[effective[last]];
        int first = last;
        while (first > 0 && time.end[effective[first - 1]] <= deadline) {
            first--;
        }
        int[] shown = Arrays.copyOfRange(effective, first, last + 3);
        shown[last + 1 - first] = read;
        shown[last + 2 - first] = first == 0 ? NONE : cause[first - 1];
        return Decision.contradiction("it saw fewer additions than were over when it began", shown);
    }
}
