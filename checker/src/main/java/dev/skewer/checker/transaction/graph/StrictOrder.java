package dev.skewer.checker.transaction.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
    private StrictOrder() {}

    /**
     * Finds the moments.
     *
     * @param graph its nodes beyond {@code invoked.length} stand for no transaction and bound nothing
     * @param invoked the rank after which each transaction took effect
     * @param completed the rank before which it did
     * @return a moment for each node, such that sorting transactions by moment, and those of one moment by {@code graph}, is such an
     *     order; null if there is none
     */
    public static int @Nullable [] moments(TransactionGraph graph, int[] invoked, int[] completed, int transactions) {
        int nodes = graph.nodes();
        int[] moment = Arrays.copyOf(invoked, nodes);
        Arrays.fill(moment, Math.min(transactions, nodes), nodes, -1);
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
                done++;
                int at = moment[node];
                if (node < transactions && at > completed[node]) {
                    return null;
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
        return done == nodes ? moment : null;
    }
}
