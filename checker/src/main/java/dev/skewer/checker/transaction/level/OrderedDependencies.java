package dev.skewer.checker.transaction.level;

import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.graph.SessionOrders;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.Inference;
import dev.skewer.checker.transaction.level.OrderDecisions.Kept;
import java.util.ArrayList;
import java.util.List;

/**
 * What was inferred, together with an order that clients can see.
 *
 * @param edges all edges
 * @param nodes how many nodes they have
 */
public record OrderedDependencies(List<EdgeList> edges, int nodes) {
    /** Copies the list. */
    public OrderedDependencies {
        edges = List.copyOf(edges);
    }

    /**
     * Puts them together. Linear in transactions.
     *
     * @param kept which order is added
     * @param hasRealTime whether the history says when operations began and ended; otherwise there is no real time to add
     */
    public static OrderedDependencies of(TransactionHistory h, Inference inference, Kept kept, boolean hasRealTime) {
        List<EdgeList> edges = new ArrayList<>(inference.edges());
        int nodes = inference.nodes();
        if (kept != Kept.NOTHING) {
            edges.add(SessionOrders.processes(h.process, inference.tookEffect(), h.size));
        }
        if (kept == Kept.REALTIME && hasRealTime) {
            EdgeList realTime = new EdgeList();
            nodes = SessionOrders.realTime(realTime, h.invoked, h.completed, inference.tookEffect(), h.size, nodes);
            edges.add(realTime);
        }
        return new OrderedDependencies(edges, nodes);
    }

    /** The graph of them. */
    public TransactionGraph graph() {
        return TransactionGraph.of(nodes, edges);
    }
}
