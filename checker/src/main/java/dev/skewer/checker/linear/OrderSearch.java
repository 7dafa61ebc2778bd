package dev.skewer.checker.linear;

import dev.skewer.checker.Budget;
import java.util.List;

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
     * @param states the states that the object could be in then, distinct, as people write them; at most
     *     {@link PartResult#MAX_STATES}
     * @param order one of the orders that lead there
     * @param because why the call cannot be placed, as a clause, if that is known without the order
     */
    record Impasse(int call, List<String> states, List<Integer> order, String because) {}

    /** Searches. */
    Result run();

    /** The calls in the order found. */
    int[] order();

    /** The impasse; the search is over then. */
    Impasse impasse();

    /** How many steps it took. */
    long steps();

    /** How many configurations it remembers. */
    int configurations();

    /**
     * A search that suits the model.
     *
     * @param operations the calls as the model sees them
     * @param memory how many bytes it may remember
     * @param stepLimit after how many steps it gives up
     */
    static OrderSearch of(
            Model<?> model, Calls calls, List<Operation> operations, Budget budget, long memory, long stepLimit) {
        if (model instanceof Additive additive) {
            Sums sums = additive.sums(operations);
            if (sums != null && !sums.couldOverflow()) {
                return new SumSearch(calls, sums, budget, memory, stepLimit);
            }
        }
        return new Search(calls, new StateMachine<>(model, operations), budget, memory, stepLimit);
    }
}
