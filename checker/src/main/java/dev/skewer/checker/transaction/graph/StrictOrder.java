package dev.skewer.checker.transaction.graph;

import java.util.Arrays;
import java.util.Optional;

/**
 * An order of transactions that agrees with their dependencies and with real time, where there is one.
 *
 * <p>Each is given the earliest moment that what comes before it leaves; there is an order if and only if nothing is in a cycle and
 * no moment is past its transaction's completion. Why no real-time edges are needed: real time is an interval order, so a cycle with
 * several of them has a shortcut with one, and a cycle with one is a path along which the earliest moment is pushed past a
 * completion. Linear in nodes and edges, and where edges lead to transactions that were invoked soon after, nearly sequential in
 * memory.
 */
public final class StrictOrder {
    private final TransactionGraph graph;
    private final int transactions;
    /** The earliest moment that is left to each node. */
    private final int[] moment;
    /** The nodes, each after those that lead to it. */
    private final int[] sequence;

    private StrictOrder(TransactionGraph graph, int[] invoked, int transactions) {
        this.graph = graph;
        this.transactions = transactions;
        int nodes = graph.nodes();
        moment = Arrays.copyOf(invoked, nodes);
        Arrays.fill(moment, Math.min(transactions, nodes), nodes, -1);
        sequence = new int[nodes];
    }

    /**
     * Finds the order.
     *
     * @param graph its first nodes are the transactions; those beyond stand for none, and bound nothing
     * @param invoked the rank after which each transaction took effect
     * @param completed the rank before which it did
     * @return nothing if there is none
     */
    public static Optional<StrictOrder> of(TransactionGraph graph, int[] invoked, int[] completed, int transactions) {
        StrictOrder order = new StrictOrder(graph, invoked, transactions);
        return order.find(completed) ? Optional.of(order) : Optional.empty();
    }

    /** The transactions in that order; those that are in no edge, too. Sorts, so transactions times their logarithm. */
    public int[] transactions() {
        // What returned before another was called has the earlier moment; at one moment the edges decide.
        long[] byMoment = new long[transactions];
        int size = 0;
        for (int i = 0; i < sequence.length; i++) {
            if (sequence[i] < transactions) {
                byMoment[size++] = (long) moment[sequence[i]] << 32 | i;
            }
        }
        Arrays.sort(byMoment);
        return Arrays.stream(byMoment).mapToInt(each -> sequence[(int) each]).toArray();
    }

    private boolean find(int[] completed) {
        int nodes = graph.nodes();
        int[] waiting = new int[nodes];
        int edges = graph.edges();
        for (int i = 0; i < edges; i++) {
            waiting[graph.target(i)]++;
        }
        int[] passed = new int[64];
        int done = 0;
        for (int scan = 0; scan < nodes; scan++) {
            if (waiting[scan] != 0) {
                continue;
            }
            int size = 0;
            int node = scan;
            while (true) {
                sequence[done++] = node;
                int at = moment[node];
                if (node < transactions && at > completed[node]) {
                    return false;
                }
                for (int i = graph.first[node]; i < graph.first[node + 1]; i++) {
                    int next = graph.target(i);
                    if (at > moment[next]) {
                        moment[next] = at;
                    }
                    // Later nodes are left when the scan comes to them; those that it has passed, at once.
                    if (--waiting[next] == 0 && next < scan) {
                        if (size == passed.length) {
                            passed = Arrays.copyOf(passed, size * 2);
                        }
                        passed[size++] = next;
                    }
                }
                if (size == 0) {
                    break;
                }
                node = passed[--size];
            }
        }
        return done == nodes;
    }
}
