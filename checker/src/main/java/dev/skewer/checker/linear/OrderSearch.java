package dev.skewer.checker.linear;

import dev.skewer.checker.Budget;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A search for an order of the calls on one object that real time and the object allow; runs once. */
interface OrderSearch {
    /** What came of it. */
    enum Result {
        /** There is an order: {@link #order}. */
        LINEARIZABLE,
        /** There is none: {@link #impasse}. */
        NOT_LINEARIZABLE,
        /** The budget ran out. */
        EXHAUSTED
    }

    /**
     * Where the search came to an end that got farthest: after {@link Result#NOT_LINEARIZABLE} all that was possible then,
     * after {@link Result#EXHAUSTED} what was found so far.
     *
     * @param call the known call that had to be placed next, and could not
     * @param refusals the distinct states that the object could be in then, each with the reason why it does not allow the call;
     *     at most {@link PartResult#MAX_REFUSALS}; empty if memory ran out, for then there may be others
     * @param order one of the orders that lead there
     * @param because why the call cannot be placed, as a clause, if that is known without the order
     */
    record Impasse(int call, List<Refusal> refusals, List<Integer> order, String because) {}

    /**
     * Orders that show how far one can get.
     *
     * @param orders first the order of the impasse, then the longest ones with the calls that it leaves out, where these are
     *     known
     * @param complete whether these are all there are: no call that is in none of them, of known outcome, is in any order
     */
    record Reach(List<int[]> orders, boolean complete) {}

    /** Searches. */
    Result run();

    /** The calls in the order found. */
    int[] order();

    /** The impasse; the search is over then. */
    Impasse impasse();

    /**
     * The orders that got farthest; there was none of all calls, and the search is over.
     *
     * @param mostOrders how many to tell
     * @param mostSteps how long they may be together, beside the first
     */
    Reach reach(int mostOrders, long mostSteps);

    /** How many steps it took. */
    long steps();

    /** How many configurations it remembers. */
    int configurations();

    /**
     * A search that suits the model.
     *
     * @param operations the calls as the model sees them
     * @param machine the model at work on these calls
     * @param memory how many bytes it may remember
     * @param stepLimit after how many steps it gives up
     */
    static OrderSearch of(
            Model<?> model,
            Calls calls,
            List<Operation> operations,
            Supplier<StateMachine<?>> machine,
            Budget budget,
            long memory,
            long stepLimit) {
        if (model instanceof Additive additive) {
            Sums sums = sums(additive, operations);
            if (sums != null && !sums.couldOverflow()) {
                return new SumSearch(calls, sums, budget, memory, stepLimit);
            }
        }
        return new Search(calls, machine.get(), budget, memory, stepLimit);
    }

    private static @Nullable Sums sums(Additive model, List<Operation> operations) {
        try {
            return model.sums(operations);
        } catch (RuntimeException e) {
            throw new ModelFailure(null, e);
        }
    }

    /** The same for calls that are alike where their operations are equal. */
    static OrderSearch of(
            Model<?> model, Calls calls, List<Operation> operations, Budget budget, long memory, long stepLimit) {
        return of(model, calls, operations, () -> StateMachine.of(model, operations), budget, memory, stepLimit);
    }
}
