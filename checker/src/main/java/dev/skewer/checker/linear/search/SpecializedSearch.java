package dev.skewer.checker.linear.search;

import dev.skewer.checker.Budget;
import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Specializable;
import dev.skewer.checker.linear.Specializable.Specialized;
import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.StateMachine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A search with a model that is {@linkplain Specializable specialized} to its calls, and knows of later answers: where there is no
 * order it gives up before an impasse is there. The impasse that people look for is the first known call, in order of completion, up
 * to which the answers contradict each other, whatever comes later. A search that knows nothing of later answers gets stuck just
 * there; if that takes too many steps, bisection finds the call.
 */
public final class SpecializedSearch implements OrderSearch {
    private static final long LEAST_STEPS_PER_TRY = 10_000;
    private static final long STEPS_PER_TRY_FACTOR = 4;
    private static final long MEMORY_PER_TRY = 64L << 20;

    private final Specializable model;
    private final Specialized<?> special;
    private final Calls calls;
    private final List<Operation> operations;
    private final Machines machines;
    private final Budget budget;
    private final Search search;
    private boolean isContradiction;

    /**
     * A search that is about to run.
     *
     * @param model what the calls are on
     * @param special the model specialized to them
     * @param operations the calls as the model sees them
     * @param machines puts models to work on these calls
     * @param allowance what it may remember
     */
    SpecializedSearch(
            Specializable model,
            Specialized<?> special,
            Calls calls,
            List<Operation> operations,
            Machines machines,
            Budget budget,
            Allowance allowance) {
        this.model = model;
        this.special = special;
        this.calls = calls;
        this.operations = operations;
        this.machines = machines;
        this.budget = budget;
        search = new Search(calls, machines.of(special, allowance), budget);
    }

    @Override
    public Result run(long mostSteps) {
        Result result = search.run(mostSteps);
        isContradiction = result == Result.NOT_LINEARIZABLE;
        return result;
    }

    @Override
    public int[] order() {
        return search.order();
    }

    /** The impasse. If there is no order, takes some ten times what the search took at most. */
    @Override
    public Impasse impasse() {
        if (!isContradiction) {
            Impasse farthest = search.impasse();
            return new Impasse(farthest.call(), List.of(), farthest.order(), "");
        }
        var ignorant = new Search(calls, machines.of(special.lenient(), new Allowance(MEMORY_PER_TRY)), budget);
        return ignorant.run(stepsPerTry()) == Result.NOT_LINEARIZABLE ? ignorant.impasse() : bisected();
    }

    private long stepsPerTry() {
        return LEAST_STEPS_PER_TRY + STEPS_PER_TRY_FACTOR * search.steps();
    }

    /** The impasse, without its states, found by bisection; there must be no order. */
    public Impasse bisected() {
        Impasse farthest = search.impasse();
        int[] byCompletion = Completions.sorted(calls);
        List<Integer> order = farthest.order();
        int low = 0;
        while (byCompletion[low] != farthest.call()) {
            low++;
        }
        int high = byCompletion.length - 1;
        // It is rarely far from where the search gave up.
        long ahead = 1;
        while (low < high) {
            int middle = (int) Math.min(low + ahead - 1, (low + high) >>> 1);
            var beginning = new Beginning(byCompletion[middle]);
            if (beginning.result == Result.NOT_LINEARIZABLE) {
                high = middle;
                ahead = calls.size;
            } else {
                low = middle + 1;
                ahead *= 2;
                order = beginning.result == Result.LINEARIZABLE ? beginning.order() : order;
            }
        }
        return new Impasse(byCompletion[high], List.of(), order, "");
    }

    /** The calls up to a completion: those that return later are of unknown outcome, and those that begin later are left out. */
    private final class Beginning {
        final Result result;
        private final Search tried;
        /** The calls of the whole by their numbers here. */
        private final int[] names;

        Beginning(int last) {
            int end = calls.completed[last];
            int[] some = new int[calls.size];
            int[] completed = calls.completed.clone();
            List<Operation> seen = new ArrayList<>();
            int count = 0;
            for (int call = 0; call < calls.size && calls.invoked[call] < end; call++) {
                boolean isRelaxed = calls.completed[call] > end;
                completed[call] = isRelaxed ? Calls.NEVER : completed[call];
                seen.add(isRelaxed ? operations.get(call).relaxed() : operations.get(call));
                some[count++] = call;
            }
            names = Arrays.copyOf(some, count);
            Specialized<?> known = model.specializedTo(seen);
            Model<?> used = known == null ? special.lenient() : known;
            tried = new Search(
                    calls.withCompleted(completed).only(names),
                    StateMachine.of(used, seen, new Allowance(MEMORY_PER_TRY)),
                    budget);
            result = tried.run(stepsPerTry());
        }

        List<Integer> order() {
            return Arrays.stream(tried.order()).map(call -> names[call]).boxed().toList();
        }
    }

    /** The order of the impasse: the search does not know the others. */
    @Override
    public Reach reach(int mostOrders, long mostSteps) {
        int[] order = impasse().order().stream().mapToInt(call -> call).toArray();
        return new Reach(List.of(order), false);
    }

    @Override
    public long steps() {
        return search.steps();
    }

    @Override
    public int configurations() {
        return search.configurations();
    }
}
