package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import java.util.Arrays;

/**
 * Sets from which nothing is removed, with reads of all elements.
 *
 * <p>Calls: {@link #ADD} of the value a; {@link #CONTAINS} with a = the value and b = 1 if it was in, else 0; {@link #READ}
 * with b = which of some arrays holds the values that were seen.
 *
 * <p><b>Theorem.</b> What reads saw must be a chain by inclusion; number its members from zero. A value <em>appears</em>
 * in the first member of the chain that has it, and if none does, after the last. So a linearization has the reads in the
 * order of the chain; between those of one member and the next, all values that appear there enter; before a value
 * enters, there are only answers that it is not in; and no addition of it comes before any of the reads without it. Apart from
 * that everything is free. All of these are statements that one moment is not before another, and they have no cycles. So
 * there is a linearization if and only if for each call and each value the earliest moment possible, which is the latest
 * invocation of all that must come before it, comes before its completion: then everything takes effect at its earliest
 * moment, and what falls together is in the order of the statements. (Real time needs no statements of its own, since every
 * call is within its interval.)
 *
 * <p>Of several additions of one value the one invoked first can make it enter at the earliest moment of all; the others
 * have no effect then. Additions of unknown outcome count for that, if the value was seen, and otherwise are left out: a
 * value that nobody saw need not have entered.
 *
 * <p>O(n log n + m) for n calls whose reads saw m values in all; 4 bytes a value seen and about 60 a call. Of a
 * contradiction all calls may be forgotten (made of unknown outcome) except those named.
 */
public final class GrowingSet {
    /** Puts a in. */
    public static final int ADD = 0;
    /** Says whether a is in. */
    public static final int CONTAINS = 1;
    /** Sees everything. */
    public static final int READ = 2;

    /** What can fall together around one member of the chain: misses, additions, other calls on its values, reads. */
    private static final int LEVELS = 4;

    private final Calls calls;
    private final int[][] seen;
    /** By value: the call that added it and was invoked first, or NONE. */
    private final int[] firstAdd;
    /** By value: the last call that did not find it, or NONE. */
    private final int[] lastMiss;
    /** By value: a read of the first member of the chain that has it, or NONE. */
    private final int[] appearsIn;
    /** By value: of the reads without it, and of what must come before those, the call invoked last. */
    private final int[] low;

    private GrowingSet(Calls calls, int[][] seen) {
        this.calls = calls;
        this.seen = seen;
        int values = 0;
        for (int value : calls.a) {
            values = Math.max(values, value + 1);
        }
        for (int[] view : seen) {
            for (int value : view) {
                values = Math.max(values, value + 1);
            }
        }
        firstAdd = filled(values);
        lastMiss = filled(values);
        appearsIn = filled(values);
        low = filled(values);
    }

    private static int[] filled(int size) {
        int[] array = new int[size];
        Arrays.fill(array, NONE);
        return array;
    }

    /**
     * Decides whether the calls are linearizable.
     *
     * @param seen what reads saw, as ids of values; NONE for a value that cannot be in
     */
    public static Decision decide(Calls calls, int[][] seen) {
        return new GrowingSet(calls, seen).decide();
    }

    private Decision decide() {
        collect();
        Decision decision = followChain();
        return decision == Decision.TRUE ? placeTheRest().by(this::order) : decision;
    }

    /** Everything at its earliest moment, and what falls together in the order of the statements. */
    private int[] order() {
        int[] stage = new int[firstAdd.length];
        Moments moments = new Moments();
        int last = placeReads(moments, stage);
        boolean[] found = new boolean[firstAdd.length];
        for (int value = 0; value < stage.length; value++) {
            found[value] = appearsIn[value] != NONE;
            stage[value] = found[value] ? stage[value] : last + 1;
        }
        for (int call = 0; call < calls.size; call++) {
            if (calls.code[call] == CONTAINS && !calls.isUnknown(call)) {
                found[calls.a[call]] |= calls.b[call] == 1;
            }
        }
        for (int call = 0; call < calls.size; call++) {
            int value = calls.a[call];
            boolean adds = calls.code[call] == ADD;
            if (calls.code[call] == READ
                    || (calls.isUnknown(call) && (!adds || firstAdd[value] != call || !found[value]))) {
                continue;
            }
            int level = LEVELS * stage[value];
            if (adds) {
                int earliest = Math.max(Math.max(low[value], lastMiss[value]), call);
                moments.add(call, earliest, level + (firstAdd[value] == call ? 1 : 2));
            } else if (calls.b[call] == 0) {
                moments.add(call, call, level);
            } else {
                moments.add(call, Math.max(call, enters(value)), level + 2);
            }
        }
        return moments.order();
    }

    /** Places the reads, and notes for each value in which member of the chain, from one, it appears; returns how many there are. */
    private int placeReads(Moments moments, int[] stage) {
        int members = 0;
        int size = 0;
        int below = NONE;
        int within = NONE;
        for (int read : bySize()) {
            int[] view = seen[calls.b[read]];
            if (view.length > size) {
                members++;
                size = view.length;
                for (int value : view) {
                    if (stage[value] == 0) {
                        stage[value] = members;
                        within = Math.max(within, enters(value));
                    }
                }
                below = within;
            }
            moments.add(read, Math.max(read, below), LEVELS * members + 3);
            within = Math.max(within, read);
        }
        return members;
    }

    private void collect() {
        for (int call = 0; call < calls.size; call++) {
            calls.watch(call);
            int value = calls.a[call];
            if (calls.code[call] == ADD) {
                firstAdd[value] = firstAdd[value] == NONE ? call : firstAdd[value];
            } else if (calls.code[call] == CONTAINS && !calls.isUnknown(call) && calls.b[call] == 0) {
                lastMiss[value] = call;
            }
        }
    }

    private Decision followChain() {
        int previous = NONE;
        int size = 0;
        // Of what must come before the values that appear now, and before the reads that see them, the last.
        int below = NONE;
        int within = NONE;
        int[] lastSeenBy = filled(firstAdd.length);
        for (int read : bySize()) {
            calls.watch(read);
            int[] view = seen[calls.b[read]];
            int common = 0;
            for (int value : view) {
                if (value == NONE || firstAdd[value] == NONE) {
                    return Decision.contradiction("a value was seen that nobody added", read);
                }
                if (lastSeenBy[value] == read) {
                    return Decision.contradiction("a read saw a value twice", read);
                }
                lastSeenBy[value] = read;
                common += appearsIn[value] == NONE ? 0 : 1;
            }
            if (common < size) {
                return Decision.contradiction("each of two reads saw a value that the other did not", previous, read);
            }
            if (view.length > size) {
                below = within;
                for (int value : view) {
                    if (appearsIn[value] == NONE) {
                        appearsIn[value] = read;
                        low[value] = below;
                        within = Math.max(within, enters(value));
                    }
                }
                size = view.length;
                below = within;
            }
            if (isOverBefore(read, below)) {
                return late(read, below);
            }
            within = Math.max(within, read);
            previous = read;
        }
        for (int value = 0; value < low.length; value++) {
            low[value] = appearsIn[value] == NONE ? within : low[value];
        }
        return Decision.TRUE;
    }

    /** The known reads, those that saw least first. */
    private int[] bySize() {
        long[] keyed = new long[calls.size];
        int reads = 0;
        for (int call = 0; call < calls.size; call++) {
            calls.watch(call);
            if (calls.code[call] == READ && !calls.isUnknown(call)) {
                keyed[reads++] = (long) seen[calls.b[call]].length << 32 | call;
            }
        }
        Arrays.sort(keyed, 0, reads);
        return Arrays.stream(keyed, 0, reads).mapToInt(key -> (int) key).toArray();
    }

    /** Of what must come before a value enters, the call invoked last; calls are numbered in order of invocation. */
    private int enters(int value) {
        return Math.max(Math.max(low[value], lastMiss[value]), firstAdd[value]);
    }

    private boolean isOverBefore(int call, int other) {
        return other != NONE && calls.completed[call] < calls.invoked[other];
    }

    private Decision placeTheRest() {
        for (int call = 0; call < calls.size; call++) {
            calls.watch(call);
            int value = calls.a[call];
            if (calls.isUnknown(call) || calls.code[call] == READ) {
                continue;
            }
            if (calls.code[call] == ADD) {
                int before = Math.max(low[value], lastMiss[value]);
                if (isOverBefore(call, before)) {
                    return late(call, before);
                }
            } else if (calls.b[call] == 1) {
                if (firstAdd[value] == NONE) {
                    return Decision.contradiction("a value was found that nobody added", call);
                }
                if (isOverBefore(call, enters(value))) {
                    return late(call, enters(value));
                }
            }
        }
        return Decision.TRUE;
    }

    /** A call was over before another began that must come before it; names a read that says so as well, if one is needed. */
    private Decision late(int call, int before) {
        int witness = NONE;
        if (calls.code[call] != READ && calls.code[before] != READ && calls.a[call] != calls.a[before]) {
            witness = appearsIn[calls.a[before]];
        }
        return Decision.contradiction(
                "by what was seen one of them comes before another that was over when it began", call, before, witness);
    }
}
