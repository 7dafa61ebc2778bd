package dev.skewer.checker.transaction.graph;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A graph in which no path leads through a transaction that only reads, so that its cycles are those of the others: each such
 * transaction is entered at a node of its own, from which an edge that no pattern has leads to where it is left. A path back over that
 * edge is a cycle of the others and that single one.
 */
public final class SingleReaders {
    private SingleReaders() {}

    /**
     * Takes readers apart. Linear.
     *
     * @param readsOnly which transactions only read, by their number in the whole
     */
    public static CyclicPart apart(CyclicPart part, IntPredicate readsOnly) {
        TransactionGraph graph = part.graph();
        int nodes = graph.nodes();
        int[] entry = new int[nodes];
        int[] original = Arrays.copyOf(part.original(), 2 * nodes);
        int next = nodes;
        EdgeList edges = new EdgeList();
        for (int node = 0; node < nodes; node++) {
            entry[node] = node;
            if (node < part.transactions() && readsOnly.test(part.original()[node])) {
                original[next] = part.original()[node];
                entry[node] = next;
                edges.copy(next++, node, EdgeList.THROUGH);
            }
        }
        for (int node = 0; node < nodes; node++) {
            for (int at = graph.first[node]; at < graph.first[node + 1]; at++) {
                edges.copy(node, entry[graph.target(at)], graph.type(at));
            }
        }
        return new CyclicPart(
                TransactionGraph.of(next, List.of(edges)), part.transactions(), Arrays.copyOf(original, next));
    }
}
