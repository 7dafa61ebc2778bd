package dev.skewer.checker.transaction.decide;

import dev.skewer.checker.Budget;
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
     * @param begin by transaction, when it was called as far as that is known: any numbers, smaller ones are earlier. Only how fast an
     *     answer is found depends on it
     * @param commit by transaction, when it had returned, on the same scale
     * @param budget past it nothing is decided
     */
    public static OrderDecision decide(
            OrderProblem problem, Promise promise, int[] begin, int[] commit, Budget budget) {
        KnownGraph graph = KnownGraph.of(problem, promise);
        var guess = new Guess(problem, promise, graph, begin, commit);
        DynamicOrder order = new DynamicOrder(graph, guess.hints(promise, graph.nodes()));
        WritePairs pairs = new WritePairs(problem.versions(), promise);
        if (order.isCyclic()) {
            return contradicted(List.of(KnownCycle.find(graph, order)), problem, promise, pairs);
        }
        var search = new ChoiceSearch(pairs, order, budget);
        var replay = new Replay(problem, promise, guess);
        while (true) {
            if (replay.run(order, pairs) == 0) {
                return new OrderDecision.Ordered(transactions(order, problem, promise));
            }
            switch (search.run()) {
                case FOUND -> {
                    if (budget.exhausted()) {
                        return new OrderDecision.Undecided(pairs.count());
                    }
                    // The search moves points about; back to where they seemed to be, for fewer are wrong there.
                    order.renew();
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
