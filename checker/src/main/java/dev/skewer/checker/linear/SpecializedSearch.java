package dev.skewer.checker.linear;

import dev.skewer.checker.Budget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A search with a model that is {@linkplain Specializable specialized} to its calls, and knows of later answers: it gives up
 * before an impasse is there. So where there is no order, the impasse is found by bisection: the first known call, in order of
 * completion, up to which the answers contradict each other, whatever comes later. That is what a search that knows nothing of
 * later answers would get stuck at.
 */
final class SpecializedSearch implements OrderSearch {
    private static final long LEAST_STEPS_PER_TRY = 10_000;
    private static final long STEPS_PER_TRY_FACTOR = 4;
    private static final long MEMORY_PER_TRY = 64L << 20;

    private final Specializable model;
    private final Calls calls;
    private final List<Operation> operations;
    private final Budget budget;
    private final Search search;
    private boolean isContradiction;

    /**
     * A search that is about to run.
     *
     * @param model what the calls are on
     * @param operations the calls as the model sees them
     * @param machine the specialized model at work on these calls
     */
    SpecializedSearch(
            Specializable model, Calls calls, List<Operation> operations, StateMachine<?> machine, Budget budget) {
        this.model = model;
        this.calls = calls;
        this.operations = operations;
        this.budget = budget;
        search = new Search(calls, machine, budget);
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

    /** The impasse. If there is no order, takes some ten times what the search took. */
    @Override
    public Impasse impasse() {
        Impasse farthest = search.impasse();
        if (!isContradiction) {
            return new Impasse(farthest.call(), List.of(), farthest.order(), "");
        }
        int[] byCompletion = Completions.sorted(calls);
        List<Integer> order = farthest.order();
        int low = Arrays.stream(byCompletion).boxed().toList().indexOf(farthest.call());
        int high = byCompletion.length - 1;
        // It is rarely far from where the search gave up.
        long ahead = 1;
        while (low < high) {
            int middle = (int) Math.min(low + ahead - 1, (low + high) >>> 1);
            var beginning = new Beginning(byCompletion[middle], true);
            if (beginning.result == Result.NOT_LINEARIZABLE) {
                high = middle;
                ahead = calls.size;
            } else {
                low = middle + 1;
                ahead *= 2;
                order = beginning.result == Result.LINEARIZABLE ? beginning.named(beginning.tried.order()) : order;
            }
        }
        int stuck = byCompletion[high];
        var again = new Beginning(stuck, false);
        boolean isKnown = again.result == Result.NOT_LINEARIZABLE;
        Impasse impasse = isKnown ? again.tried.impasse() : farthest;
        isKnown &= again.named(impasse.call()) == stuck;
        return new Impasse(
                stuck,
                isKnown ? impasse.refusals() : List.of(),
                isKnown ? again.named(impasse.order().stream().mapToInt(c -> c).toArray()) : order,
                "");
    }

    /** The calls up to a completion: those that return later are of unknown outcome, and those that begin later are left out. */
    private final class Beginning {
        final Search tried;
        final Result result;
        /** The calls of the whole by their numbers here. */
        private final int[] names;

        Beginning(int last, boolean onlyWholeOrders) {
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
            Calls these = calls.withCompleted(completed).only(names);
            Model<?> special = model.specializedTo(seen, onlyWholeOrders);
            Model<?> used = special == null ? (Model<?>) model : special;
            tried = new Search(these, StateMachine.of(used, seen, new Allowance(MEMORY_PER_TRY)), budget);
            result = tried.run(LEAST_STEPS_PER_TRY + STEPS_PER_TRY_FACTOR * search.steps());
        }

        int named(int call) {
            return names[call];
        }

        List<Integer> named(int[] order) {
            return Arrays.stream(order).map(call -> names[call]).boxed().toList();
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
