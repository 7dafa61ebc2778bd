package dev.skewer.checker.linear;

import dev.skewer.checker.Budget;
import java.util.Arrays;

/**
 * The calls on one object, in order of invocation, as columns: what every linearizability algorithm works on.
 *
 * <p>A call whose outcome is known took effect at one moment between its invocation and its completion. One whose outcome
 * is unknown took effect at one moment after its invocation, or never. Calls that failed had no effect and are not here.
 * Moments are ranks: positions in the order of all events of the history. About 24 bytes a call.
 */
public final class Calls {
    /** The completion rank of a call whose outcome is unknown. */
    public static final int NEVER = Integer.MAX_VALUE;

    /** No value. */
    public static final int NONE = -1;

    private static final int LOOKS = (1 << 12) - 1;

    private static final Budget UNLIMITED = Budget.unlimited();

    private final Budget budget;

    /** How many calls there are. */
    public final int size;

    /** The rank of each call's invocation; ascending, and unique among all events. */
    public final int[] invoked;

    /** The rank of each call's completion; {@link #NEVER} if its outcome is unknown. */
    public final int[] completed;

    /** What was called, as the reader of these calls defines it. */
    public final int[] code;

    /** The first value of each call, as a dense id from zero; or {@link #NONE}. */
    public final int[] a;

    /** The second value of each call, or {@link #NONE}. */
    public final int[] b;

    /**
     * Calls from columns of the same length, which are not copied.
     *
     * @throws IllegalArgumentException if the lengths differ, the invocations do not ascend, or a call completes before it
     *     was invoked
     */
    public Calls(int[] invoked, int[] completed, int[] code, int[] a, int[] b) {
        this(invoked, completed, code, a, b, UNLIMITED);
        for (int[] column : new int[][] {completed, code, a, b}) {
            if (column.length != size) {
                throw new IllegalArgumentException("columns of " + size + " and " + column.length + " calls");
            }
        }
        for (int i = 0; i < size; i++) {
            if (completed[i] <= invoked[i] || (i > 0 && invoked[i] <= invoked[i - 1])) {
                throw new IllegalArgumentException("call " + i + " is invoked at " + invoked[i] + " and completed at "
                        + completed[i] + ", after one invoked at " + (i > 0 ? invoked[i - 1] : -1));
            }
        }
    }

    private Calls(int[] invoked, int[] completed, int[] code, int[] a, int[] b, Budget budget) {
        size = invoked.length;
        this.invoked = invoked;
        this.completed = completed;
        this.code = code;
        this.a = a;
        this.b = b;
        this.budget = budget;
    }

    /** Whether a call's outcome is unknown. */
    public boolean isUnknown(int call) {
        return completed[call] == NEVER;
    }

    /** The same calls with other completions: how a call is made one of unknown outcome. */
    public Calls withCompleted(int[] completed) {
        return new Calls(invoked, completed, code, a, b).within(budget);
    }

    /** The same calls, for algorithms that are to end when a budget is spent. */
    public Calls within(Budget limit) {
        return new Calls(invoked, completed, code, a, b, limit);
    }

    /** What an algorithm that works on these calls may spend. */
    public Budget budget() {
        return budget;
    }

    /**
     * Looks at the budget now and then. An algorithm calls it once for each call that it looks at, so that it ends in time.
     *
     * @param call counts up
     * @throws Budget.Exceeded if the time is over or the thread was interrupted
     */
    public void watch(int call) {
        if ((call & LOOKS) == LOOKS) {
            budget.require();
        }
    }

    /**
     * Some of these calls.
     *
     * @param calls their numbers, ascending
     */
    public Calls only(int[] calls) {
        return new Calls(
                        pick(invoked, calls), pick(completed, calls), pick(code, calls), pick(a, calls), pick(b, calls))
                .within(budget);
    }

    private static int[] pick(int[] column, int[] calls) {
        return Arrays.stream(calls).map(i -> column[i]).toArray();
    }
}
