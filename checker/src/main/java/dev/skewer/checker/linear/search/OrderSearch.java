package dev.skewer.checker.linear.search;

import dev.skewer.checker.Budget;
import dev.skewer.checker.linear.Additive;
import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Specializable;
import dev.skewer.checker.linear.Specializable.Specialized;
import dev.skewer.checker.linear.Sums;
import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.ModelFailure;
import dev.skewer.checker.linear.parts.Refusal;
import dev.skewer.checker.linear.parts.StateMachine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A search for an order of the calls on one object that real time and the object allow. */
public interface OrderSearch {
    /** What came of it. */
    enum Result {
        /** There is an order: {@link #order}. */
        LINEARIZABLE,
        /** There is none: {@link #impasse}. */
        NOT_LINEARIZABLE,
        /** The time or the memory ran out. */
        EXHAUSTED,
        /** The steps ran out; the search can go on. */
        PAUSED
    }

    /** Puts models to work on the calls of one search. */
    interface Machines {
        /** A machine that runs a model on the calls. */
        StateMachine<?> of(Model<?> model, Allowance allowance);
    }

    /**
     * Where the search came to an end that got farthest: after {@link Result#NOT_LINEARIZABLE} all that was possible then,
     * otherwise what was found so far.
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

    /** Searches until there is a result, or the time or the memory is out. */
    default Result run() {
        return run(Long.MAX_VALUE);
    }

    /**
     * Searches, or goes on after {@link Result#PAUSED}.
     *
     * @param mostSteps after how many steps in all it pauses
     */
    Result run(long mostSteps);

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
     * @param machines puts a model to work on these calls
     * @param allowance what it may remember
     */
    static OrderSearch of(
            Model<?> model,
            Calls calls,
            List<Operation> operations,
            Machines machines,
            Budget budget,
            Allowance allowance) {
        if (model instanceof Additive additive) {
            Sums sums = sums(additive, operations);
            if (sums != null && !sums.couldOverflow()) {
                return new SumSearch(calls, sums, budget, allowance);
            }
        }
        Specialized<?> special = model instanceof Specializable general ? general.specializedTo(operations) : null;
        if (special != null) {
            return new SpecializedSearch(
                    (Specializable) model, special, calls, operations, machines, budget, allowance);
        }
        return new Search(calls, machines.of(model, allowance), budget);
    }

    private static @Nullable Sums sums(Additive model, List<Operation> operations) {
        try {
            return model.sums(operations);
        } catch (RuntimeException e) {
            throw new ModelFailure(null, e);
        }
    }

    /**
     * The same for calls that are alike where their operations are equal.
     *
     * @param memory how many bytes it may remember
     */
    static OrderSearch of(Model<?> model, Calls calls, List<Operation> operations, Budget budget, long memory) {
        return of(
                model,
                calls,
                operations,
                (which, allowance) -> StateMachine.of(which, operations, allowance),
                budget,
                new Allowance(memory));
    }
}
