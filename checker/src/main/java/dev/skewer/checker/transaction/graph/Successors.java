package dev.skewer.checker.transaction.graph;

import dev.skewer.checker.EdgeType;
import java.util.Arrays;

/** By transaction of a part, those that edges of one type lead to, each once and in order; what stands for none is passed. */
public final class Successors {
    private static final int[] NONE = new int[0];

    private final int[][] successors;

    private Successors(int[][] successors) {
        this.successors = successors;
    }

    /**
     * Of the edges of a type.
     *
     * @param most so many edges are looked at, those that only lead on once for each transaction that reaches them; those that come
     *     after are left out
     */
    public static Successors of(CyclicPart part, EdgeType type, long most) {
        TransactionGraph graph = part.graph();
        int[][] successors = new int[part.transactions()][];
        int[] stamp = new int[graph.nodes()];
        int[] found = new int[16];
        int[] open = new int[16];
        long left = most;
        for (int node = 0; node < part.transactions(); node++) {
            int size = 0;
            int waiting = 0;
            for (int at = graph.first[node]; at < graph.first[node + 1] && left > 0; at++) {
                left--;
                if (graph.type(at) == type.code()) {
                    open = put(open, waiting++, graph.target(at));
                }
            }
            while (waiting > 0) {
                int next = open[--waiting];
                if (stamp[next] == node + 1) {
                    continue;
                }
                stamp[next] = node + 1;
                if (next < part.transactions()) {
                    found = put(found, size++, next);
                    continue;
                }
                for (int at = graph.first[next]; at < graph.first[next + 1] && left > 0; at++) {
                    left--;
                    if (graph.type(at) == EdgeList.PASS) {
                        open = put(open, waiting++, graph.target(at));
                    }
                }
            }
            successors[node] = size == 0 ? NONE : Arrays.copyOf(found, size);
            Arrays.sort(successors[node]);
        }
        return new Successors(successors);
    }

    private static int[] put(int[] items, int at, int item) {
        int[] room = at < items.length ? items : Arrays.copyOf(items, 2 * at);
        room[at] = item;
        return room;
    }

    /** The same edges the other way round. */
    public Successors reversed() {
        int[] count = new int[successors.length];
        for (int[] each : successors) {
            for (int to : each) {
                count[to]++;
            }
        }
        int[][] reversed = new int[successors.length][];
        for (int node = 0; node < reversed.length; node++) {
            reversed[node] = count[node] == 0 ? NONE : new int[count[node]];
            count[node] = 0;
        }
        for (int from = 0; from < successors.length; from++) {
            for (int to : successors[from]) {
                reversed[to][count[to]++] = from;
            }
        }
        return new Successors(reversed);
    }

    /** The transactions that one leads to; not to be changed. */
    public int[] of(int transaction) {
        return successors[transaction];
    }

    /** Whether one leads to another. Logarithmic. */
    public boolean has(int from, int to) {
        return Arrays.binarySearch(successors[from], to) >= 0;
    }
}
