package dev.skewer.checker.transaction.graph;

import java.util.Arrays;

/**
 * Between which moments transactions happened, if they happened within their calls, at one moment each: none before what comes before it,
 * nor after what comes after it.
 */
public final class TimeBounds {
    private TimeBounds() {}

    /**
     * Narrows bounds by what is known of the order of transactions. Linear in nodes and edges.
     *
     * @param graph its first nodes are the transactions; those beyond stand for none
     * @param earliest by transaction, the moment before which it did not happen; changed
     * @param latest by transaction, the moment after which it did not; changed
     * @return whether that order has no cycle; otherwise the bounds say nothing of what is in one, or behind it
     */
    public static boolean narrow(TransactionGraph graph, int[] earliest, int[] latest) {
        int nodes = graph.nodes();
        int[] waiting = new int[nodes];
        for (int i = 0; i < graph.edges(); i++) {
            waiting[graph.target(i)]++;
        }
        int[] order = new int[nodes];
        int size = 0;
        for (int node = 0; node < nodes; node++) {
            if (waiting[node] == 0) {
                order[size++] = node;
            }
        }
        int[] low = Arrays.copyOf(earliest, nodes);
        int[] high = Arrays.copyOf(latest, nodes);
        Arrays.fill(low, earliest.length, nodes, -1);
        Arrays.fill(high, latest.length, nodes, Integer.MAX_VALUE);
        for (int i = 0; i < size; i++) {
            int node = order[i];
            for (int e = graph.first(node); e < graph.first(node + 1); e++) {
                int next = graph.target(e);
                low[next] = Math.max(low[next], low[node]);
                if (--waiting[next] == 0) {
                    order[size++] = next;
                }
            }
        }
        for (int i = size - 1; i >= 0; i--) {
            int node = order[i];
            for (int e = graph.first(node); e < graph.first(node + 1); e++) {
                high[node] = Math.min(high[node], high[graph.target(e)]);
            }
        }
        System.arraycopy(low, 0, earliest, 0, earliest.length);
        System.arraycopy(high, 0, latest, 0, latest.length);
        return size == nodes;
    }
}
