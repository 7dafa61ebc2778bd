package dev.skewer.checker.transaction.graph;

import dev.skewer.checker.EdgeType;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The part of a graph that is in cycles, by itself: all that decides what kinds of cycles there are, and usually a small part of the
 * whole.
 *
 * @param graph the edges within components; transactions come first, in their order, then what stands for none
 * @param transactions how many of its nodes are transactions
 * @param original the number of each node in the whole graph
 */
@SuppressWarnings("ArrayRecordComponent") // columns, which are not copied
public record CyclicPart(TransactionGraph graph, int transactions, int[] original) {
    /** The node of a transaction; negative if it is in no cycle. */
    public int node(int transaction) {
        return Arrays.binarySearch(original, 0, transactions, transaction);
    }

    /** The same with only those edges whose ends are both transactions of a kind. */
    public CyclicPart among(IntPredicate kind) {
        EdgeList edges = new EdgeList();
        for (int node = 0; node < transactions; node++) {
            for (int at = graph.first[node]; kind.test(original[node]) && at < graph.first[node + 1]; at++) {
                int target = graph.target(at);
                if (target < transactions && kind.test(original[target])) {
                    edges.copy(node, target, graph.type(at));
                }
            }
        }
        return new CyclicPart(TransactionGraph.of(graph.nodes(), List.of(edges)), transactions, original);
    }

    /** The same with more write dependencies, between nodes: from the first of each pair to the second. */
    public CyclicPart with(List<int[]> pairs) {
        EdgeList edges = new EdgeList();
        for (int node = 0; node < graph.nodes(); node++) {
            for (int at = graph.first[node]; at < graph.first[node + 1]; at++) {
                edges.copy(node, graph.target(at), graph.type(at));
            }
        }
        pairs.forEach(pair -> edges.add(pair[0], pair[1], EdgeType.WW));
        return new CyclicPart(TransactionGraph.of(graph.nodes(), List.of(edges)), transactions, original);
    }

    /** That part of a graph of which the first {@code transactions} nodes are such. Linear. */
    public static CyclicPart of(TransactionGraph whole, Components components, int transactions) {
        int[] number = new int[whole.nodes()];
        Arrays.fill(number, -1);
        int[] original = new int[whole.nodes()];
        int size = 0;
        int found = 0;
        for (int node = 0; node < whole.nodes(); node++) {
            if (components.isInCycle(node)) {
                number[node] = size;
                original[size++] = node;
                found += node < transactions ? 1 : 0;
            }
        }
        EdgeList edges = new EdgeList();
        for (int i = 0; i < size; i++) {
            int node = original[i];
            for (int at = whole.first[node]; at < whole.first[node + 1]; at++) {
                int target = whole.target(at);
                if (components.of(node, 0) == components.of(target, 0)) {
                    edges.copy(i, number[target], whole.type(at));
                }
            }
        }
        return new CyclicPart(TransactionGraph.of(size, List.of(edges)), found, Arrays.copyOf(original, size));
    }
}
