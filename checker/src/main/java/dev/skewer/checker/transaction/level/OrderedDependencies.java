package dev.skewer.checker.transaction.level;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.Components;
import dev.skewer.checker.transaction.graph.CyclicPart;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.graph.EdgePattern;
import dev.skewer.checker.transaction.graph.SessionOrders;
import dev.skewer.checker.transaction.graph.StrictOrder;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.Inference;
import dev.skewer.checker.transaction.level.OrderDecisions.Kept;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

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

    /**
     * An order of all transactions that agrees with dependencies and with what clients saw of time, if there is one.
     *
     * @param more edges that it shall agree with, too
     */
    public static Optional<StrictOrder> strictOrder(
            TransactionHistory h, Inference inference, List<EdgeList> more, boolean hasRealTime) {
        // The ranks say of real time what edges would, and of processes with it.
        OrderedDependencies known = of(h, inference, hasRealTime ? Kept.NOTHING : Kept.PROCESS, hasRealTime);
        List<EdgeList> edges = new ArrayList<>(known.edges());
        edges.addAll(more);
        TransactionGraph graph = TransactionGraph.of(known.nodes(), edges);
        return StrictOrder.of(graph, hasRealTime ? h.invoked : new int[h.size], h.completed, h.size);
    }

    /** What lies on cycles of dependencies, and of the order that clients can see. Linear. */
    public static CyclicPart cyclicPart(TransactionHistory h, Inference inference, boolean hasRealTime) {
        TransactionGraph graph = of(h, inference, Kept.REALTIME, hasRealTime).graph();
        Components components = new Components(graph, EdgePattern.of(EnumSet.allOf(EdgeType.class)));
        return CyclicPart.of(graph, components, h.size);
    }

    /** The graph of them. */
    public TransactionGraph graph() {
        return TransactionGraph.of(nodes, edges);
    }
}
