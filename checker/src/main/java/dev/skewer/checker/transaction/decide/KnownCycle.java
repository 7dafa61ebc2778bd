package dev.skewer.checker.transaction.decide;

import java.util.Arrays;

/** A cycle of edges that are known, as short as one through one of its nodes can be. */
final class KnownCycle {
    private KnownCycle() {}

    /**
     * Finds one, as {@link DynamicOrder#cycle} has it.
     *
     * @param graph one that has a cycle
     * @param order what came of ordering it
     */
    static int[] find(KnownGraph graph, DynamicOrder order) {
        int start = onCycle(graph, order);
        int[] parent = new int[graph.nodes()];
        int[] parentEdge = new int[graph.nodes()];
        Arrays.fill(parent, -1);
        int[] queue = new int[graph.nodes() + 1];
        int size = 1;
        queue[0] = start;
        for (int i = 0; i < size && parent[start] < 0; i++) {
            int node = queue[i];
            for (int e = graph.first()[node]; e < graph.first()[node + 1]; e++) {
                int next = graph.target()[e];
                if (parent[next] < 0) {
                    parent[next] = node;
                    parentEdge[next] = e;
                    queue[size++] = next;
                }
            }
        }
        int length = 0;
        for (int node = start; length == 0 || node != start; node = parent[node]) {
            length++;
        }
        int[] cycle = new int[4 * length];
        int node = start;
        for (int step = length - 1; step >= 0; step--) {
            cycle[4 * step] = parent[node];
            cycle[4 * step + 1] = node;
            cycle[4 * step + 2] = graph.type()[parentEdge[node]];
            cycle[4 * step + 3] = DynamicOrder.KNOWN;
            node = parent[node];
        }
        return cycle;
    }

    /** A node on a cycle: whatever could not be ordered comes after something else that could not. */
    private static int onCycle(KnownGraph graph, DynamicOrder order) {
        boolean[] seen = new boolean[graph.nodes()];
        int node = 0;
        while (order.place(node) >= 0) {
            node++;
        }
        while (!seen[node]) {
            seen[node] = true;
            int before = graph.firstIn()[node];
            while (order.place(graph.source()[before]) >= 0) {
                before++;
            }
            node = graph.source()[before];
        }
        return node;
    }
}
