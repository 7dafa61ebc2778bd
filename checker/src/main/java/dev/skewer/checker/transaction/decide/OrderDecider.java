package dev.skewer.checker.transaction.decide;

import dev.skewer.checker.Budget;
import java.util.Arrays;
import java.util.List;

/**
 * Decides whether transactions have an order that keeps a {@link Promise} and explains all reads. Sound and complete: an order that is
 * found is replayed by the definition, and a contradiction rests on nothing but cycles, whichever way pairs of writes are ordered.
 *
 * <p>An order that agrees with all that is known is replayed; writes that come between a read and what it saw (and, for snapshot
 * isolation, overlap) become choices; these are searched, and so on, until a replay finds nothing wrong or the choices contradict each
 * other. Where the first order is guessed well, from real time, there are few, and the whole is hardly more than linear; the problem
 * itself is NP-complete.
 */
public final class OrderDecider {
    private OrderDecider() {}

    /**
     * Decides.
     *
     * @param problem what is known; not changed
     * @param begin by transaction, a guess of when it began: any numbers, smaller ones are earlier
     * @param commit by transaction, a guess of when it committed, on the same scale
     * @param budget past it nothing is decided
     */
    public static OrderDecision decide(
            OrderProblem problem, Promise promise, int[] begin, int[] commit, Budget budget) {
        KnownGraph graph = KnownGraph.of(problem, promise);
        int[] hint = hints(problem, promise, begin, commit, graph.nodes());
        DynamicOrder order = DynamicOrder.of(graph, hint);
        WritePairs pairs = new WritePairs(problem.versions(), promise);
        if (order.isCyclic()) {
            return contradicted(List.of(KnownCycle.find(graph, order)), problem, promise, pairs);
        }
        var search = new ChoiceSearch(pairs, order, budget);
        var replay = new Replay(problem, promise, hint);
        while (true) {
            if (replay.run(order, pairs) == 0) {
                return new OrderDecision.Ordered(transactions(order, problem, promise));
            }
            switch (search.run()) {
                case FOUND -> {
                    if (budget.exhausted()) {
                        return new OrderDecision.Undecided(pairs.count());
                    }
                }
                case CONTRADICTION -> {
                    List<int[]> core = Core.minimized(search.core(), budget.afterwards());
                    return contradicted(core, problem, promise, pairs);
                }
                case UNDECIDED -> {
                    return new OrderDecision.Undecided(pairs.count());
                }
            }
        }
    }

    private static OrderDecision contradicted(
            List<int[]> core, OrderProblem problem, Promise promise, WritePairs pairs) {
        return new OrderDecision.Contradicted(Core.told(core, promise, problem.transactions(), pairs::told));
    }

    private static int[] hints(OrderProblem problem, Promise promise, int[] begin, int[] commit, int nodes) {
        int[] hint = new int[nodes];
        Arrays.fill(hint, Integer.MIN_VALUE);
        for (int t = 0; t < problem.transactions(); t++) {
            hint[promise.begin(t)] = begin[t];
            hint[promise.commit(t)] = commit[t];
        }
        return hint;
    }

    private static int[] transactions(DynamicOrder order, OrderProblem problem, Promise promise) {
        int[] transactions = new int[problem.transactions()];
        int size = 0;
        for (int point : order.order()) {
            int t = promise.transaction(point);
            if (t < problem.transactions() && point == promise.commit(t)) {
                transactions[size++] = t;
            }
        }
        return transactions;
    }
}
