package dev.skewer.checker.transaction.decide;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.graph.TransactionGraph;

/**
 * The edges that are known, between points of time, both ways: 12 bytes an edge.
 *
 * @param nodes how many points there are, with those of nodes that stand for no transaction behind the others
 * @param first where the edges that leave each node begin
 * @param target where they lead
 * @param type the number of their {@link EdgeType}, or {@link #WITHIN}
 * @param firstIn where the edges that come to each node begin
 * @param source where they come from
 */
record KnownGraph(int nodes, int[] first, int[] target, byte[] type, int[] firstIn, int[] source) {
    /** From the begin of a transaction to its commit, or from a node that stands for no transaction on. */
    static final byte WITHIN = (byte) EdgeList.PASS;

    /** The graph of some edges. */
    static KnownGraph of(int nodes, int[] from, int[] to, byte[] type, int edges) {
        Grouped out = Grouped.of(from, null, edges, nodes);
        int[] target = new int[edges];
        byte[] types = new byte[edges];
        for (int i = 0; i < edges; i++) {
            target[i] = to[out.item()[i]];
            types[i] = type[out.item()[i]];
        }
        Grouped in = Grouped.of(to, from, edges, nodes);
        return new KnownGraph(nodes, out.first(), target, types, in.first(), in.item());
    }

    /** The graph of what a problem knows. */
    static KnownGraph of(OrderProblem problem, Promise promise) {
        TransactionGraph graph = TransactionGraph.of(problem.nodes(), problem.edges());
        int transactions = problem.transactions();
        int extra = promise.points() * transactions - transactions;
        byte[] through = typesThrough(graph, transactions);
        int edges = graph.edges() + (promise.points() - 1) * transactions;
        int[] from = new int[edges];
        int[] to = new int[edges];
        byte[] type = new byte[edges];
        int size = 0;
        for (int node = 0; node < graph.nodes(); node++) {
            for (int i = graph.first(node); i < graph.first(node + 1); i++) {
                int target = graph.target(i);
                int meaning = node < transactions ? graph.type(i) : through[node - transactions];
                from[size] = node < transactions ? promise.source(node, meaning) : node + extra;
                to[size] = target < transactions ? promise.target(target, meaning) : target + extra;
                type[size++] = (byte) graph.type(i);
            }
        }
        for (int t = 0; promise.points() > 1 && t < transactions; t++) {
            from[size] = promise.begin(t);
            to[size] = promise.commit(t);
            type[size++] = WITHIN;
        }
        return of(graph.nodes() + extra, from, to, type, size);
    }

    /** By node that stands for no transaction, the type of the edges that lead to it. */
    private static byte[] typesThrough(TransactionGraph graph, int transactions) {
        byte[] through = new byte[graph.nodes() - transactions];
        for (int node = 0; node < graph.nodes(); node++) {
            for (int i = graph.first(node); i < graph.first(node + 1); i++) {
                if (graph.target(i) >= transactions) {
                    byte meaning = node < transactions ? (byte) graph.type(i) : through[node - transactions];
                    through[graph.target(i) - transactions] = meaning;
                }
            }
        }
        return through;
    }
}
