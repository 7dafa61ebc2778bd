package dev.skewer.checker.transaction.level;

import dev.skewer.checker.Budget;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.column.LongIntMap;
import dev.skewer.checker.transaction.decide.OpenVersions;
import dev.skewer.checker.transaction.decide.OrderDecider;
import dev.skewer.checker.transaction.decide.OrderDecision;
import dev.skewer.checker.transaction.decide.OrderProblem;
import dev.skewer.checker.transaction.decide.Promise;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.Inference;
import dev.skewer.checker.transaction.infer.UnorderedWriters;
import java.util.List;

/**
 * Whether a history is serializable or of snapshot isolation where its dependencies are not complete: by a search for an order of its
 * transactions.
 */
public final class OrderDecisions {
    private final TransactionHistory h;
    private final Inference inference;
    private final OpenVersions versions;
    private final boolean hasRealTime;
    private final int[] begin;
    private final int[] commit;

    /** Which order that clients can see has to be kept. */
    public enum Kept {
        /** None. */
        NOTHING,
        /** That of each process. */
        PROCESS,
        /** Real time, and so that of each process. */
        REALTIME
    }

    /**
     * For a history.
     *
     * @param inference its dependencies
     * @param versions what is open
     * @param hasRealTime whether it says when operations began and ended
     */
    public OrderDecisions(TransactionHistory history, Inference inference, OpenVersions versions, boolean hasRealTime) {
        h = history;
        this.inference = inference;
        this.versions = versions;
        this.hasRealTime = hasRealTime;
        begin = new int[h.size];
        commit = new int[h.size];
        guess();
    }

    /**
     * For a history of which only the order of some writers is open, which no read depends on.
     *
     * @param inference its dependencies, which are complete but for that
     */
    public static OrderDecisions of(TransactionHistory history, Inference inference, boolean hasRealTime) {
        OpenVersions versions = new OpenVersions();
        int objects = 0;
        for (UnorderedWriters writers : inference.unordered()) {
            for (; objects <= writers.key(); objects++) {
                versions.addObject();
            }
            writers.transactions().forEach(versions::addWrite);
        }
        return new OrderDecisions(history, inference, versions, hasRealTime);
    }

    /** Whether the history has predicate reads. */
    boolean hasPredicateReads() {
        return h.hasPredicateReads();
    }

    /** Decides, within a budget; see {@link OrderDecider}. */
    public OrderDecision decide(Promise promise, Kept kept, Budget budget) {
        OrderedDependencies known = OrderedDependencies.of(h, inference, kept, hasRealTime);
        List<EdgeList> edges =
                known.edges().stream().map(EdgeList::withoutLostUpdates).toList();
        return decide(known, edges, versions, promise, budget);
    }

    /** The same of reads of objects: those of predicates that did not find one do not count, but for what they saw deleted. */
    public OrderDecision decideOfObjects(Promise promise, Kept kept, Budget budget) {
        OrderedDependencies known = OrderedDependencies.of(h, inference, kept, hasRealTime);
        List<EdgeList> edges = known.edges().stream()
                .map(EdgeList::withoutLostUpdates)
                .map(list -> list.without(EdgeType.RWP))
                .toList();
        return decide(known, edges, versions.ofItems(), promise, budget);
    }

    private OrderDecision decide(
            OrderedDependencies known, List<EdgeList> edges, OpenVersions open, Promise promise, Budget budget) {
        OrderProblem problem = new OrderProblem(h.size, known.nodes(), edges, open);
        return OrderDecider.decide(problem, promise, begin, commit, hasRealTime, budget);
    }

    /** Guesses when transactions happened: by their calls, or as if all processes had kept step with each other. */
    private void guess() {
        var next = new LongIntMap();
        for (int t = 0; t < h.size; t++) {
            if (hasRealTime) {
                begin[t] = h.invoked[t];
                commit[t] = h.completed[t] == TransactionHistory.NEVER ? h.invoked[t] : h.completed[t];
            } else {
                long key = h.process[t] - (long) Integer.MIN_VALUE;
                int step = Math.max(0, next.get(key));
                begin[t] = step;
                commit[t] = step;
                next.put(key, step + 1);
            }
        }
    }
}
