package dev.skewer.checker.linear.search;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.Additive;
import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Monitored;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Specializable;
import dev.skewer.checker.linear.Specializable.Specialized;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.ModelFailure;
import dev.skewer.checker.linear.parts.Parts;
import dev.skewer.checker.linear.parts.Parts.Part;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to check one part of a history against a model: an algorithm without search where one decides it, and otherwise
 * a search, which may pause and go on.
 */
public final class PartCheck {
    /** How many steps a search takes at the most that looks for orders to show: some seconds, and the same on each machine. */
    private static final long EXPLORING_STEPS = 4_000_000;

    private static final long STEPS_BEFORE_OTHERS = 200_000;

    /** Where there are so many calls of each kind on average, it is worth looking at the kinds first. */
    private static final int MANY_OF_A_KIND = 4;

    private final OperationHistory h;
    private final Parts parts;
    private final Model<?> model;
    private final Budget budget;

    public PartCheck(OperationHistory h, Parts parts, Model<?> model, Budget budget) {
        this.h = h;
        this.parts = parts;
        this.model = model;
        this.budget = budget;
    }

    /** Decides a part without a search, if that is possible. */
    @Nullable PartResult decide(Part part) {
        if (!(model instanceof Monitored monitored)) {
            return null;
        }
        return guarded(part, () -> {
            if (part.ops.length >= MANY_OF_A_KIND * part.kindCount()
                    && !mayDecide(monitored, parts.operationsByKind(part), part.counts())) {
                return null;
            }
            Decision decision = decide(monitored, calls(part), parts.operations(part));
            boolean isDecided = decision.outcome() == Validity.TRUE || decision.calls().length > 0;
            return isDecided ? decided(part, decision) : null;
        });
    }

    /** A search of a part that is about to run. */
    PartSearch search(Part part, Allowance allowance) {
        return new PartSearch(part, allowance);
    }

    /** The search of one part. */
    final class PartSearch {
        private final Part part;
        private final Allowance allowance;
        private @Nullable OrderSearch search;
        private PartResult result;
        private boolean isOver;

        private PartSearch(Part part, Allowance allowance) {
            this.part = part;
            this.allowance = allowance;
            result = undecided(part, "");
        }

        /** Goes on until so many steps are done in all, unless it is over before. */
        void goOn(long mostSteps) {
            PartResult ended = guarded(part, () -> {
                if (search == null) {
                    search = orderSearch(part, calls(part), allowance);
                }
                OrderSearch.Result found = search.run(mostSteps);
                if (found == OrderSearch.Result.LINEARIZABLE) {
                    replay(part, search.order());
                }
                return found == OrderSearch.Result.PAUSED ? null : resultOf(part, search, found);
            });
            if (ended != null) {
                isOver = true;
                result = ended;
                search = null;
            }
        }

        /** Whether it has decided the part, or cannot go on. */
        boolean isOver() {
            return isOver;
        }

        /** What it has found out so far. Linear in the configurations. */
        PartResult result() {
            OrderSearch paused = search;
            if (paused == null) {
                return result;
            }
            PartResult soFar = guarded(part, () -> resultOf(part, paused, OrderSearch.Result.PAUSED));
            return soFar == null ? result : soFar;
        }

        /** What it may hold from now on. */
        void limitTo(long bytes) {
            allowance.limitTo(bytes);
        }
    }

    /** A part of which nothing is known. */
    static PartResult undecided(Part part, String because) {
        return new PartResult(part.name, Validity.UNKNOWN, List.of(), -1, List.of(), List.of(), because, 0, 0);
    }

    private @Nullable PartResult guarded(Part part, Supplier<@Nullable PartResult> attempt) {
        try {
            return attempt.get();
        } catch (ModelFailure e) {
            throw parts.complaint(part, e);
        } catch (Budget.Exceeded e) {
            return undecided(part, "the time was over before it could be looked at as a whole");
        } catch (OutOfMemoryError e) {
            // What was allocated here is garbage by now.
            return undecided(part, "the heap of " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB is too small");
        }
    }

    private static boolean mayDecide(Monitored model, List<Operation> kinds, int[] counts) {
        try {
            return model.mayDecide(kinds, counts);
        } catch (RuntimeException e) {
            throw new ModelFailure(null, e);
        }
    }

    private static Decision decide(Monitored model, Calls calls, List<Operation> operations) {
        try {
            return model.decide(calls, operations);
        } catch (Budget.Exceeded e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ModelFailure(null, e);
        }
    }

    /** Checks an order that a search has found again, by the definition: it costs a fraction of the search. */
    private void replay(Part part, int[] order) {
        String complaint = Replay.complaint(model, calls(part), parts.operations(part), order);
        if (!complaint.isEmpty()) {
            throw new IllegalStateException("an order that was found is none: " + complaint);
        }
    }

    private OrderSearch orderSearch(Part part, Calls calls, Allowance allowance) {
        return OrderSearch.of(
                model,
                calls,
                parts.operations(part),
                (which, may) -> parts.machine(which, part, may),
                budget,
                allowance);
    }

    private static PartResult resultOf(Part part, OrderSearch search, OrderSearch.Result found) {
        return switch (found) {
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
            case EXHAUSTED, PAUSED -> stuck(part, Validity.UNKNOWN, search);
        };
    }

    /**
     * Looks at a part by search alone, which finds orders where other algorithms only know whether there is one.
     *
     * @param memory how many bytes it may take
     */
    public Exploration explore(Part part, long memory) {
        try {
            return explored(part, memory);
        } catch (ModelFailure e) {
            throw parts.complaint(part, e);
        }
    }

    private Exploration explored(Part part, long memory) {
        boolean isBetterKnown = model instanceof Additive || model instanceof Specializable;
        Calls calls = calls(part);
        var search = new Search(calls, parts.machine(model, part, new Allowance(memory)), budget, true);
        OrderSearch.Result found = search.run(isBetterKnown ? STEPS_BEFORE_OTHERS : EXPLORING_STEPS);
        if (found != OrderSearch.Result.PAUSED || !isBetterKnown) {
            return explored(part, search, found);
        }
        // These tell less, but get farther.
        OrderSearch other = orderSearch(part, calls, new Allowance(memory));
        OrderSearch.Result result = other.run(EXPLORING_STEPS);
        Specialized<?> special = result != OrderSearch.Result.LINEARIZABLE && model instanceof Specializable general
                ? general.specializedTo(parts.operations(part))
                : null;
        if (special == null) {
            return explored(part, other, result);
        }
        search = new Search(calls, parts.machine(special.lenient(), part, new Allowance(memory)), budget, true);
        return explored(part, search, search.run(EXPLORING_STEPS));
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
        boolean valid = decision.outcome() == Validity.TRUE;
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
        int[] ops = new int[calls.length];
        for (int i = 0; i < ops.length; i++) {
            ops[i] = part.ops[calls[i]];
        }
        return IntegerList.of(ops);
    }

    private Calls calls(Part part) {
        int n = part.ops.length;
        int[] empty = new int[n];
        return new Calls(h.invokedOf(part.ops), h.completedOf(part.ops), empty, empty, empty).within(budget);
    }
}
