package dev.skewer.checker.linear;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.Parts.Part;
import dev.skewer.checker.linear.poly.Decision;
import dev.skewer.checker.linear.poly.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checks one part of a history against a model. */
final class PartCheck {
    private static final long LEAST_STEPS_PER_TRY = 2_000;
    private static final int STEPS_PER_TRY_FACTOR = 4;
    private static final long STEPS_BEFORE_SUMS = 200_000;

    private final OperationHistory h;
    private final Parts parts;
    private final Model<?> model;
    private final Budget budget;
    private final long memory;

    PartCheck(OperationHistory h, Parts parts, Model<?> model, Budget budget, long memory) {
        this.h = h;
        this.parts = parts;
        this.model = model;
        this.budget = budget;
        this.memory = memory;
    }

    PartResult check(Part part) {
        Calls calls = calls(part);
        try {
            if (model instanceof Monitored monitored) {
                Decision decision = decide(monitored, calls, parts.operations(part));
                if (decision.outcome() == Outcome.TRUE || decision.calls().length > 0) {
                    return decided(part, decision);
                }
            }
            return search(part, calls);
        } catch (ModelFailure e) {
            throw parts.complaint(part, e);
        } catch (OutOfMemoryError e) {
            // What was allocated here is garbage by now.
            String why = "the heap of " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB is too small";
            return new PartResult(part.name, Validity.UNKNOWN, List.of(), -1, List.of(), List.of(), why, 0, 0);
        }
    }

    private static Decision decide(Monitored model, Calls calls, List<Operation> operations) {
        try {
            return model.decide(calls, operations);
        } catch (RuntimeException e) {
            throw new ModelFailure(null, e);
        }
    }

    private OrderSearch orderSearch(Part part, Calls calls) {
        return OrderSearch.of(
                model, calls, parts.operations(part), () -> parts.machine(part), budget, memory, Long.MAX_VALUE);
    }

    private PartResult search(Part part, Calls calls) {
        OrderSearch search = orderSearch(part, calls);
        return switch (search.run()) {
            case LINEARIZABLE ->
                new PartResult(
                        part.name,
                        Validity.TRUE,
                        named(part, search.order()),
                        -1,
                        List.of(),
                        List.of(),
                        "",
                        search.configurations(),
                        search.steps());
            case NOT_LINEARIZABLE -> stuck(part, Validity.FALSE, search);
            case EXHAUSTED -> stuck(part, Validity.UNKNOWN, search);
        };
    }

    /** Looks at a part by search alone, which finds orders where other algorithms only know whether there is one. */
    Exploration explore(Part part) {
        try {
            return explored(part);
        } catch (ModelFailure e) {
            throw parts.complaint(part, e);
        }
    }

    private Exploration explored(Part part) {
        long most = model instanceof Additive ? STEPS_BEFORE_SUMS : Long.MAX_VALUE;
        Calls calls = calls(part);
        var search = new Search(calls, parts.machine(part), budget, memory, most, true);
        OrderSearch.Result found = search.run();
        if (found == OrderSearch.Result.EXHAUSTED && model instanceof Additive) {
            // It tells less, but gets farther.
            OrderSearch sums = orderSearch(part, calls);
            return explored(part, sums, sums.run());
        }
        return explored(part, search, found);
    }

    private static Exploration explored(Part part, OrderSearch search, OrderSearch.Result found) {
        if (found == OrderSearch.Result.LINEARIZABLE) {
            return new Exploration(Validity.TRUE, List.of(named(part, search.order())), true, -1, List.of());
        }
        boolean isOver = found == OrderSearch.Result.NOT_LINEARIZABLE;
        OrderSearch.Impasse impasse = search.impasse();
        OrderSearch.Reach reach = search.reach(Exploration.MAX_ORDERS, Exploration.MAX_STEPS);
        return new Exploration(
                isOver ? Validity.FALSE : Validity.UNKNOWN,
                reach.orders().stream().map(order -> named(part, order)).toList(),
                isOver && reach.complete(),
                part.ops[impasse.call()],
                isOver ? impasse.refusals() : List.of());
    }

    private static PartResult decided(Part part, Decision decision) {
        List<Integer> contradiction = named(part, decision.calls());
        boolean valid = decision.outcome() == Outcome.TRUE;
        return new PartResult(
                part.name,
                valid ? Validity.TRUE : Validity.FALSE,
                List.of(),
                valid ? -1 : contradiction.get(contradiction.size() - 1),
                List.of(),
                contradiction,
                decision.because(),
                0,
                0);
    }

    /**
     * The operations of a part that contradict each other.
     *
     * @param part one that is not linearizable
     * @param result what was found out about it
     */
    List<Integer> core(Part part, PartResult result) {
        if (!result.contradiction().isEmpty()) {
            return result.contradiction();
        }
        int stuck = Arrays.binarySearch(part.ops, result.stuck());
        long steps = LEAST_STEPS_PER_TRY + STEPS_PER_TRY_FACTOR * result.steps();
        try {
            return named(part, new Core(calls(part), parts.operations(part), model, budget, steps).of(stuck));
        } catch (ModelFailure e) {
            throw parts.complaint(part, e);
        }
    }

    private static PartResult stuck(Part part, Validity valid, OrderSearch search) {
        OrderSearch.Impasse impasse = search.impasse();
        int[] order = impasse.order().stream().mapToInt(Integer::intValue).toArray();
        return new PartResult(
                part.name,
                valid,
                named(part, order),
                part.ops[impasse.call()],
                valid == Validity.FALSE ? impasse.refusals() : List.of(),
                List.of(),
                impasse.because(),
                search.configurations(),
                search.steps());
    }

    private static List<Integer> named(Part part, int[] calls) {
        List<Integer> ops = new ArrayList<>(calls.length);
        for (int call : calls) {
            ops.add(part.ops[call]);
        }
        return ops;
    }

    private Calls calls(Part part) {
        int n = part.ops.length;
        return new Calls(h.invokedOf(part.ops), h.completedOf(part.ops), new int[n], new int[n], new int[n]);
    }
}
