package dev.skewer.checker.transaction.decide;

import java.util.Arrays;

/** The order of nodes that a search begins with: Kahn's algorithm with a heap, so that nodes come early that have small hints. */
final class InitialOrder {
    private final int[] hint;
    private final int[] heap;
    private int size;

    private InitialOrder(int[] hint) {
        this.hint = hint;
        heap = new int[hint.length];
    }

    /** The place of each node; negative for those that are in a cycle or come after one. */
    static int[] places(KnownGraph graph, int[] hint) {
        int nodes = graph.nodes();
        int[] waiting = new int[nodes];
        for (int node = 0; node < nodes; node++) {
            waiting[node] = graph.firstIn()[node + 1] - graph.firstIn()[node];
        }
        var ready = new InitialOrder(hint);
        for (int node = 0; node < nodes; node++) {
            if (waiting[node] == 0) {
                ready.push(node);
            }
        }
        int[] place = new int[nodes];
        Arrays.fill(place, -1);
        int next = 0;
        while (ready.size > 0) {
            int node = ready.pop();
            place[node] = next++;
            for (int e = graph.first()[node]; e < graph.first()[node + 1]; e++) {
                if (--waiting[graph.target()[e]] == 0) {
                    ready.push(graph.target()[e]);
                }
            }
        }
        return place;
    }

    private boolean isBefore(int a, int b) {
        return hint[a] < hint[b] || (hint[a] == hint[b] && a < b);
    }

    private void push(int node) {
        int at = size++;
        while (at > 0 && isBefore(node, heap[(at - 1) >> 1])) {
            heap[at] = heap[(at - 1) >> 1];
            at = (at - 1) >> 1;
        }
        heap[at] = node;
    }

    private int pop() {
        int top = heap[0];
        int last = heap[--size];
        int at = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], last)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
            child = 2 * at + 1;
        }
        heap[at] = last;
        return top;
    }
}
