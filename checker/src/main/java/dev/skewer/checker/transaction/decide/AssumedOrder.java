package dev.skewer.checker.transaction.decide;

import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.graph.SessionOrders;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import java.util.List;

/**
 * A bet: that writers committed in real time, one after the other if one had returned before the other was called. Whatever its snapshots
 * are, a database usually does so, and with that order most pairs of writes are settled. If it contradicts what is known, the
 * transactions that it was wrong about are left out of it.
 */
final class AssumedOrder {
    private final OrderProblem problem;
    private final int[] begin;
    private final int[] commit;
    /** By transaction, 1 if the bet is about it. */
    private final byte[] isAssumed;

    AssumedOrder(OrderProblem problem, int[] begin, int[] commit) {
        this.problem = problem;
        this.begin = begin;
        this.commit = commit;
        isAssumed = new byte[problem.transactions()];
        for (int write = 0; write < problem.versions().writes(); write++) {
            int writer = problem.versions().writer(write);
            isAssumed[writer] = (byte) (begin[writer] < commit[writer] ? 1 : 0);
        }
    }

    /** The order as a graph: transactions, and nodes behind them that stand for moments. */
    TransactionGraph graph() {
        EdgeList edges = new EdgeList();
        int transactions = problem.transactions();
        int nodes = SessionOrders.realTime(edges, begin, commit, isAssumed, transactions, transactions);
        return TransactionGraph.of(nodes, List.of(edges));
    }

    /**
     * Leaves out the transactions by which the bet is part of some cycles.
     *
     * @param cycles as {@link DynamicOrder#cycle} has them
     * @return whether it is part of any; if not, they contradict each other without it
     */
    boolean leaveOut(List<int[]> cycles, Promise promise) {
        boolean isPart = false;
        int points = promise.points() * problem.transactions();
        for (int[] cycle : cycles) {
            for (int i = 0; i < cycle.length; i += 4) {
                if (cycle[i + 2] == KnownGraph.ASSUMED) {
                    isPart = true;
                    for (int point : new int[] {cycle[i], cycle[i + 1]}) {
                        if (point < points) {
                            isAssumed[promise.transaction(point)] = 0;
                        }
                    }
                }
            }
        }
        return isPart;
    }
}
