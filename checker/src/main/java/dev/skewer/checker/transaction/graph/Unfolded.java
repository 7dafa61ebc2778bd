package dev.skewer.checker.transaction.graph;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Arrays;
import java.util.List;

/**
 * A graph in which transactions are taken apart into their micro-ops, in their order, and a node for their commit: what depends on a
 * transaction depends on its commit, and what it depends on is before the micro-op that reads or writes on top. Adya's unfolded
 * serialization graph (<em>Weak Consistency</em>, 1999) for all transactions at once.
 */
public final class Unfolded {
    private final TransactionHistory h;
    private final CyclicPart part;
    /** By node of a transaction, its first micro-op's node less the number of that micro-op. */
    private final int[] shift;

    private final int[] original;
    private final int nodes;
    private final EdgeList dependencies = new EdgeList();

    /**
     * Takes the transactions of a part apart. Linear.
     *
     * @param part what is in cycles; of other transactions nothing is looked at
     * @param edges the dependencies of the whole, with micro-ops
     */
    public Unfolded(TransactionHistory history, CyclicPart part, List<EdgeList> edges) {
        h = history;
        this.part = part;
        shift = new int[part.transactions()];
        int next = part.graph().nodes();
        for (int node = 0; node < part.transactions(); node++) {
            int t = part.original()[node];
            shift[node] = next - h.firstMicroOp[t];
            next += h.endMicroOp[t] - h.firstMicroOp[t];
        }
        nodes = next;
        original = Arrays.copyOf(part.original(), nodes);
        for (int node = 0; node < part.transactions(); node++) {
            int t = part.original()[node];
            for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t]; m++) {
                original[shift[node] + m] = t;
                if (m > h.firstMicroOp[t]) {
                    dependencies.pass(shift[node] + m - 1, shift[node] + m);
                }
            }
        }
        int[] number = numbers();
        edges.forEach(list -> add(list, number));
    }

    /** By node of the whole, its number in the part; -1 if it is not there. */
    private int[] numbers() {
        int highest = part.original().length == 0
                ? 0
                : Arrays.stream(part.original()).max().orElseThrow() + 1;
        int[] number = new int[highest];
        Arrays.fill(number, -1);
        for (int node = 0; node < part.original().length; node++) {
            number[part.original()[node]] = node;
        }
        return number;
    }

    private void add(EdgeList list, int[] number) {
        for (int i = 0; i < list.size; i++) {
            int from = number(list.from[i], number);
            int to = number(EdgeList.target(list.to[i]), number);
            int type = EdgeList.type(list.to[i]);
            if (from < 0 || to < 0 || type == EdgeList.UPDATE || type == EdgeList.INSERT) {
                continue;
            }
            if (EdgeType.isAntidependency(type)) {
                dependencies.copy(from < part.transactions() ? shift[from] + list.microOp[i] : from, to, type);
            } else if (type == EdgeList.PASS) {
                dependencies.copy(from, to, type);
            } else {
                dependencies.copy(from, shift[to] + list.microOp[i], type);
            }
        }
    }

    private static int number(int node, int[] number) {
        return node < number.length ? number[node] : -1;
    }

    /**
     * The graph in which a transaction that is reached at a micro-op may go on from there: at the commit, which is after all of them, or
     * with an anti-dependency of the same micro-op or a later one. Where each micro-op begins at a moment of its own and reads what had committed
     * by then, it has no cycle.
     *
     * @param pairs transactions of the part, as nodes, of which the second wrote an object on top of the first, with the second's write
     */
    public CyclicPart moments(List<int[]> pairs) {
        EdgeList commits = new EdgeList();
        for (int node = 0; node < part.transactions(); node++) {
            int last = h.endMicroOp[part.original()[node]] - 1;
            if (last >= h.firstMicroOp[part.original()[node]]) {
                commits.pass(shift[node] + last, node);
            }
        }
        return with(commits, pairs);
    }

    /**
     * The graph in which a transaction that is reached at a micro-op can only be left by an anti-dependency of the same micro-op or a later
     * one, and all others are passed as wholes: a path over write and read dependencies back to where one anti-dependency begins is a
     * later read that misses what its transaction depended on.
     *
     * @param pairs as for {@link #moments}
     */
    public CyclicPart views(List<int[]> pairs) {
        EdgeList wholes = new EdgeList();
        TransactionGraph graph = part.graph();
        for (int node = 0; node < graph.nodes(); node++) {
            for (int at = graph.first[node]; at < graph.first[node + 1]; at++) {
                int type = graph.type(at);
                if (type == EdgeType.WW.code() || type == EdgeType.WR.code()) {
                    wholes.copy(node, graph.target(at), type);
                }
            }
        }
        pairs.forEach(pair -> wholes.add(pair[0], pair[1], EdgeType.WW));
        return with(wholes, pairs);
    }

    private CyclicPart with(EdgeList others, List<int[]> pairs) {
        EdgeList ordered = new EdgeList();
        pairs.forEach(pair -> ordered.add(pair[0], shift[pair[1]] + pair[2], EdgeType.WW));
        return new CyclicPart(
                TransactionGraph.of(nodes, List.of(dependencies, others, ordered)), part.transactions(), original);
    }
}
