package dev.skewer.checker.linear;

import dev.skewer.checker.Validity;
import java.util.Arrays;
import java.util.function.Supplier;

/** An outcome and what shows it: an order of the calls, or those that contradict each other. */
public final class Decision {
    /** That nothing is wrong so far. */
    public static final Decision TRUE = linearizable(() -> new int[0]);

    private final Validity outcome;
    private final String because;
    private final int[] calls;
    private final Supplier<int[]> order;

    private Decision(Validity outcome, String because, int[] calls, Supplier<int[]> order) {
        this.outcome = outcome;
        this.because = because;
        this.calls = calls;
        this.order = order;
    }

    /**
     * There is a linearization.
     *
     * @param order makes one: all known calls, and those of unknown outcome that took effect, in turn
     */
    public static Decision linearizable(Supplier<int[]> order) {
        return new Decision(Validity.TRUE, "", new int[0], order);
    }

    /** The same if nothing is wrong, with a linearization; see {@link #linearizable}. */
    public Decision by(Supplier<int[]> linearization) {
        return outcome == Validity.TRUE ? linearizable(linearization) : this;
    }

    /**
     * The history contradicts itself.
     *
     * @param calls those that show it; {@link Calls#NONE} and repetitions are left out
     */
    public static Decision contradiction(String because, int... calls) {
        int[] named = Arrays.stream(calls)
                .filter(call -> call != Calls.NONE)
                .sorted()
                .distinct()
                .toArray();
        return new Decision(Validity.FALSE, because, named, () -> new int[0]);
    }

    /** That the algorithm does not decide the history, and why. */
    public static Decision notApplicable(String because) {
        return new Decision(Validity.UNKNOWN, because, new int[0], () -> new int[0]);
    }

    /** What was decided. */
    public Validity outcome() {
        return outcome;
    }

    /** Why it is not true, as a clause about {@link #calls()} without a full stop; empty if it is true. */
    public String because() {
        return because;
    }

    /**
     * The calls that contradict each other, ascending; empty unless the outcome is {@link Validity#FALSE}. Each algorithm
     * says what may be forgotten of the others without losing the contradiction.
     */
    public int[] calls() {
        return calls.clone();
    }

    /**
     * A linearization, made when it is asked for: all known calls that were decided about, and those of unknown outcome that
     * took effect, in turn. Empty unless the outcome is {@link Validity#TRUE}. O(n log n).
     */
    public int[] order() {
        return order.get();
    }

    /** The same decision; a contradiction also names these calls, which are needed to see it. */
    public Decision with(int... more) {
        if (outcome != Validity.FALSE) {
            return this;
        }
        int[] all = Arrays.copyOf(calls, calls.length + more.length);
        System.arraycopy(more, 0, all, calls.length, more.length);
        return contradiction(because, all);
    }

    /**
     * The same decision about calls that have other numbers.
     *
     * @param names the other number of each call
     */
    public Decision renamed(int[] names) {
        return new Decision(outcome, because, named(calls, names), () -> named(order(), names));
    }

    private static int[] named(int[] calls, int[] names) {
        return Arrays.stream(calls).map(call -> names[call]).toArray();
    }

    @Override
    public String toString() {
        return outcome + (because.isEmpty() ? "" : ": " + because) + (calls.length == 0 ? "" : Arrays.toString(calls));
    }
}
