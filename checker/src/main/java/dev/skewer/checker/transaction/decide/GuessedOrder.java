package dev.skewer.checker.transaction.decide;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** An order of nodes near to a guess: Kahn's algorithm with a heap, so that nodes come early that have small hints. */
final class GuessedOrder {
    private final int[] hint;
    private final int[] heap;
    private int size;

    private GuessedOrder(int[] hint) {
        this.hint = hint;
        heap = new int[hint.length];
    }

    /** Edges besides those of the graph. */
    interface MoreEdges {
        /** How many come to a node. */
        int incoming(int node);

        /** Hands out where those lead that leave a node. */
        void outgoing(int node, IntConsumer target);
    }

    /** No more edges. */
    static final MoreEdges NO_EDGES = new MoreEdges() {
        @Override
        public int incoming(int node) {
            return 0;
        }

        @Override
        public void outgoing(int node, IntConsumer target) {
            // There are none.
        }
    };

    /**
     * The place of each node; negative for those that are in a cycle or come after one.
     *
     * @param hint by node, smaller ones are to be earlier
     */
    static int[] places(KnownGraph graph, MoreEdges more, int[] hint) {
        int nodes = graph.nodes();
        int[] waiting = new int[nodes];
        for (int node = 0; node < nodes; node++) {
            waiting[node] = graph.firstIn()[node + 1] - graph.firstIn()[node] + more.incoming(node);
        }
        var ready = new GuessedOrder(hint);
        for (int node = 0; node < nodes; node++) {
            if (waiting[node] == 0) {
                ready.push(node);
            }
        }
        int[] place = new int[nodes];
        Arrays.fill(place, -1);
        int next = 0;
        IntConsumer arrive = target -> {
            if (--waiting[target] == 0) {
                ready.push(target);
            }
        };
        while (ready.size > 0) {
            int node = ready.pop();
            place[node] = next++;
            for (int e = graph.first()[node]; e < graph.first()[node + 1]; e++) {
                arrive.accept(graph.target()[e]);
            }
            more.outgoing(node, arrive);
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
