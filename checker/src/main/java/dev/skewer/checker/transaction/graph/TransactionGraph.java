package dev.skewer.checker.transaction.graph;

import java.util.List;

/**
 * A graph whose edges lie together by their source (compressed sparse rows): 4 bytes an edge and 4 a node. Nodes from zero up are
 * transactions, those above them stand for none (see {@link EdgeList#PASS}). Immutable.
 */
public final class TransactionGraph {
    private final int nodes;
    /** Where the edges of each node begin; one more than there are nodes. */
    final int[] first;
    /** Targets with their types, as {@link EdgeList} has them. */
    final int[] edge;

    private TransactionGraph(int nodes, int[] first, int[] edge) {
        this.nodes = nodes;
        this.first = first;
        this.edge = edge;
    }

    /**
     * The graph of some edges: one counting sort, linear.
     *
     * @param nodes how many nodes there are
     */
    public static TransactionGraph of(int nodes, List<EdgeList> lists) {
        if (nodes > EdgeList.MOST_NODES) {
            throw new IllegalArgumentException(nodes + " nodes are more than " + EdgeList.MOST_NODES);
        }
        int[] first = new int[nodes + 2];
        long total = 0;
        for (EdgeList list : lists) {
            total += list.size;
            for (int i = 0; i < list.size; i++) {
                first[list.from[i] + 2]++;
            }
        }
        for (int node = 2; node < first.length; node++) {
            first[node] += first[node - 1];
        }
        int[] edge = new int[Math.toIntExact(total)];
        for (EdgeList list : lists) {
            for (int i = 0; i < list.size; i++) {
                edge[first[list.from[i] + 1]++] = list.to[i];
            }
        }
        return new TransactionGraph(nodes, first, edge);
    }

    /** How many nodes there are. */
    public int nodes() {
        return nodes;
    }

    /** How many edges there are. */
    public int edges() {
        return first[nodes];
    }

    /** Where the edges of a node begin. */
    public int first(int node) {
        return first[node];
    }

    /** Where an edge leads. */
    public int target(int at) {
        return EdgeList.target(edge[at]);
    }

    /** The type of an edge: the number of an {@link dev.skewer.checker.EdgeType}, or {@link EdgeList#PASS}. */
    public int type(int at) {
        return EdgeList.type(edge[at]);
    }
}
