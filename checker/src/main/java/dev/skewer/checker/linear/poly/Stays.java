package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import java.util.Arrays;

/**
 * How long each value stayed in a container, as far as real time tells: from some moment of the call that put it in to some
 * moment of the call that took it out.
 *
 * <p>Calls: {@link #INSERT} with a = the value; {@link #REMOVE} with a = the value that came out, or NONE if the answer was
 * that the container is empty. What a removal of unknown outcome says it took out is not looked at.
 *
 * <p>A stay is named by the call that put the value in. It must have begun by {@link #enteredBy}, the earlier of the
 * completions of its two calls, and cannot have ended before {@link #leftAfter}, the later of their invocations. Between
 * the two, where that is not backwards, the value was in the container for certain: the <em>forced interval</em>.
 *
 * <p>An insertion of unknown outcome took effect if its value came out. If nobody is known to have taken the value out, the
 * insertion is left out: a linearization of a queue, bag, stack or priority queue stays one when all that concerns one value
 * is struck out, and the only other call concerned would be a removal of unknown outcome, which can be struck out as well. A
 * removal of unknown outcome is no stay's end here: it <em>may</em> have taken out any value that nobody else did.
 *
 * <p>O(n) after the {@link Timeline}; 8 bytes a call, and 8 a value id.
 */
final class Stays {
    /** A call that puts the value a into the container. */
    static final int INSERT = 0;
    /** A call that takes the value a out of the container, or finds it empty. */
    static final int REMOVE = 1;

    /** The removal of a value that nobody is known to have taken out: it stays for good or a lost answer took it. */
    static final int STUCK = -1;

    private static final int ABSENT = -2;
    private static final int SEVERAL = -2;

    final Calls calls;
    final Timeline time;
    final int[] begin;
    final int[] end;
    /** How many values are stuck. */
    final int stuck;
    /** How many removals have an unknown outcome. */
    final int lostRemovals;

    /** By call: the removal of the value that it inserted; STUCK; or ABSENT if it is no stay. */
    private final int[] removal;
    /** By call: the insertion of the value that it removed, or NONE. */
    private final int[] insertion;
    /** What the values alone say. */
    private final Decision verdict;

    Stays(Calls calls) {
        this.calls = calls;
        time = new Timeline(calls);
        begin = time.begin;
        end = time.end;
        removal = filled(calls.size, ABSENT);
        insertion = filled(calls.size, NONE);
        verdict = pair();
        int values = 0;
        int lost = 0;
        for (int call = 0; call < calls.size; call++) {
            calls.watch(call);
            values += isStuck(call) ? 1 : 0;
            lost += isLostRemoval(call) ? 1 : 0;
        }
        stuck = values;
        lostRemovals = lost;
    }

    private static int[] filled(int length, int value) {
        int[] array = new int[length];
        Arrays.fill(array, value);
        return array;
    }

    private Decision pair() {
        int values = 0;
        for (int value : calls.a) {
            values = Math.max(values, value + 1);
        }
        int[] inserted = filled(values, NONE);
        int[] removed = filled(values, NONE);
        for (int call = 0; call < calls.size; call++) {
            calls.watch(call);
            int value = calls.a[call];
            if (calls.code[call] == INSERT) {
                inserted[value] = inserted[value] == NONE ? call : SEVERAL;
            }
        }
        boolean ambiguous = false;
        for (int call = 0; call < calls.size; call++) {
            calls.watch(call);
            if (calls.code[call] != REMOVE || calls.isUnknown(call) || calls.a[call] == NONE) {
                continue;
            }
            int value = calls.a[call];
            int by = inserted[value];
            if (by == NONE) {
                return Decision.contradiction("a value came out that nobody put in", call);
            }
            if (by == SEVERAL) {
                ambiguous = true;
            } else if (removed[value] != NONE) {
                return Decision.contradiction("a value came out twice", by, removed[value], call);
            } else if (end[call] < begin[by]) {
                return Decision.contradiction("a value came out before it was put in", by, call);
            } else {
                insertion[call] = by;
            }
            removed[value] = call;
        }
        if (ambiguous) {
            return Decision.notApplicable("a value that came out was put in more than once");
        }
        for (int call = 0; call < calls.size; call++) {
            calls.watch(call);
            if (calls.code[call] == INSERT) {
                int by = removed[calls.a[call]];
                removal[call] = by == NONE && calls.isUnknown(call) ? ABSENT : by;
            }
        }
        return Decision.TRUE;
    }

    /** Not TRUE if the values alone contradict each other, or are not unique. */
    Decision verdict() {
        return verdict;
    }

    /** Whether a call put in a value that somebody is known to have taken out. */
    boolean isRemoved(int call) {
        return removal[call] >= 0;
    }

    /** Whether a call certainly put in a value, and nobody is known to have taken it out. */
    boolean isStuck(int call) {
        return removal[call] == STUCK;
    }

    /** Whether a call put in a value for certain. */
    boolean isStay(int call) {
        return removal[call] != ABSENT;
    }

    /** Whether a call may have taken out any value, or none. */
    boolean isLostRemoval(int call) {
        return calls.code[call] == REMOVE && calls.isUnknown(call);
    }

    /** Whether a call answered that the container is empty. */
    boolean isEmptyAnswer(int call) {
        return calls.code[call] == REMOVE && calls.a[call] == NONE && !calls.isUnknown(call);
    }

    /** The call that took out what a call put in, or STUCK. */
    int removal(int insertion) {
        return removal[insertion];
    }

    /** The call that put in what a call took out, or NONE. */
    int insertion(int removal) {
        return insertion[removal];
    }

    /** The time by which a value was in. */
    int enteredBy(int stay) {
        int out = removal[stay];
        return out == STUCK ? end[stay] : Math.min(end[stay], end[out]);
    }

    /** The time after which a value left; the end of time if it is stuck. */
    int leftAfter(int stay) {
        int out = removal[stay];
        return out == STUCK ? time.size : Math.max(begin[stay], begin[out]);
    }

    /** The time by which a value had left; the end of time if it is stuck. */
    int leftBy(int stay) {
        int out = removal[stay];
        return out == STUCK ? time.size : end[out];
    }
}
