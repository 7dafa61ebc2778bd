package dev.skewer.checker.linear;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.Parts.Part;
import dev.skewer.checker.linear.poly.Decision;
import dev.skewer.checker.linear.poly.Outcome;
import dev.skewer.history.HistoryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checks one part of a history against a model. */
final class PartCheck {
    private static final long LEAST_STEPS_PER_TRY = 2_000;
    private static final int STEPS_PER_TRY_FACTOR = 4;

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
            List<Operation> operations = operations(part);
            if (model instanceof Monitored monitored) {
                Decision decision = monitored.decide(calls, operations);
                if (decision.outcome() == Outcome.TRUE || decision.calls().length > 0) {
                    return decided(part, decision);
                }
            }
            return search(part, calls, operations, Long.MAX_VALUE);
        } catch (IllegalArgumentException e) {
            throw new HistoryException(h.place(part.ops[0]) + "in this part: " + e.getMessage());
        }
    }

    /** Checks a part by search alone, which finds an order where others only know that there is one. */
    PartResult search(Part part, long stepLimit) {
        return search(part, calls(part), operations(part), stepLimit);
    }

    private PartResult search(Part part, Calls calls, List<Operation> operations, long stepLimit) {
        OrderSearch search = OrderSearch.of(model, calls, operations, budget, memory, stepLimit);
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
        return named(part, new Core(calls(part), operations(part), model, budget, steps).of(stuck));
    }

    private List<Operation> operations(Part part) {
        List<Operation> operations = new ArrayList<>(part.ops.length);
        for (int op : part.ops) {
            operations.add(parts.operation(op));
        }
        return operations;
    }

    private static PartResult stuck(Part part, Validity valid, OrderSearch search) {
        OrderSearch.Impasse impasse = search.impasse();
        int[] order = impasse.order().stream().mapToInt(Integer::intValue).toArray();
        return new PartResult(
                part.name,
                valid,
                named(part, order),
                part.ops[impasse.call()],
                impasse.states(),
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
