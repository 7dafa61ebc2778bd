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
 * @param type the number of their {@link EdgeType}, {@link #WITHIN} or {@link #ASSUMED}
 * @param firstIn where the edges that come to each node begin
 * @param source where they come from
 */
@SuppressWarnings("ArrayRecordComponent") // columns, which are not copied
record KnownGraph(int nodes, int[] first, int[] target, byte[] type, int[] firstIn, int[] source) {
    /** From the begin of a transaction to its commit, or from a node that stands for no transaction on. */
    static final byte WITHIN = (byte) EdgeList.PASS;

    /** To or from a moment of an {@link AssumedOrder}. */
    static final byte ASSUMED = (byte) (WITHIN + 1);

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

    /**
     * The graph of what a problem knows, and of an order that is assumed besides.
     *
     * @param assumed transactions and moments
     */
    static KnownGraph of(OrderProblem problem, Promise promise, TransactionGraph assumed) {
        TransactionGraph graph = TransactionGraph.of(problem.nodes(), problem.edges());
        int transactions = problem.transactions();
        int extra = promise.points() * transactions - transactions;
        byte[] through = typesThrough(graph, transactions);
        int edges = graph.edges() + assumed.edges() + (promise.points() - 1) * transactions;
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
        int moments = graph.nodes() + extra - transactions;
        for (int node = 0; node < assumed.nodes(); node++) {
            for (int i = assumed.first(node); i < assumed.first(node + 1); i++) {
                int target = assumed.target(i);
                boolean isBetween = node >= transactions && target >= transactions;
                from[size] = node < transactions ? promise.commit(node) : node + moments;
                to[size] = target < transactions ? promise.commit(target) : target + moments;
                type[size++] = isBetween ? WITHIN : ASSUMED;
            }
        }
        return of(graph.nodes() + extra + assumed.nodes() - transactions, from, to, type, size);
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
