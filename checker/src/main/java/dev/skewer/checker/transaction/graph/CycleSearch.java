package dev.skewer.checker.transaction.graph;

import dev.skewer.checker.EdgeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Looks for the shortest cycle through an edge: breadth first from where it leads, in the edges that count. Edges that only lead on
 * have no length. A search ends at a bound of edges that it looked at, and says so.
 */
public final class CycleSearch {
    private final CyclicPart part;
    private final TransactionGraph graph;
    private final EdgePattern pattern;
    private final int states;
    /** By pair of node and state, the pair before it on the shortest path, and the edge from there; valid where the stamp is. */
    private final int[] before;

    private final int[] by;
    private final int[] stamp;
    private int now;
    private long left;

    /**
     * A search.
     *
     * @param steps so many edges are looked at in all
     */
    public CycleSearch(CyclicPart part, EdgePattern pattern, long steps) {
        this.part = part;
        graph = part.graph();
        this.pattern = pattern;
        states = pattern.states();
        int pairs = graph.nodes() * states;
        before = new int[pairs];
        by = new int[pairs];
        stamp = new int[pairs];
        left = steps;
    }

    /** Whether the bound was reached. */
    public boolean isSpent() {
        return left <= 0;
    }

    /**
     * The shortest cycle through an edge, with at most so many transactions. If the edge itself does not count, the others of the
     * cycle do.
     *
     * @param from where the edge begins
     * @param edge which it is, in the graph
     * @return nothing if there is none, or the bound was reached
     */
    public Optional<Cycle> through(int from, int edge, int most) {
        int type = graph.type(edge);
        boolean counts = pattern.next(0, type) >= 0;
        int state = Math.max(0, pattern.next(0, type));
        now++;
        int start = graph.target(edge) * states + state;
        int[] level = {start};
        int size = 1;
        stamp[start] = now;
        before[start] = -1;
        by[start] = edge;
        for (int length = 1; size > 0 && length <= most; length++) {
            int[] next = new int[16];
            int nextSize = 0;
            for (int i = 0; i < size; i++) {
                int pair = level[i];
                int node = pair / states;
                if (node == from && (!counts || pattern.next(pair % states, type) == state)) {
                    return Optional.of(cycle(from, pair));
                }
                for (int at = graph.first[node]; at < graph.first[node + 1]; at++) {
                    left--;
                    int then = pattern.next(pair % states, graph.type(at));
                    int reached = then < 0 ? -1 : graph.target(at) * states + then;
                    if (then < 0 || stamp[reached] == now) {
                        continue;
                    }
                    stamp[reached] = now;
                    before[reached] = pair;
                    by[reached] = at;
                    if (graph.type(at) == EdgeList.PASS) {
                        if (size == level.length) {
                            level = Arrays.copyOf(level, 2 * size);
                        }
                        level[size++] = reached;
                    } else {
                        if (nextSize == next.length) {
                            next = Arrays.copyOf(next, 2 * nextSize);
                        }
                        next[nextSize++] = reached;
                    }
                }
                if (left <= 0) {
                    return Optional.empty();
                }
            }
            level = next;
            size = nextSize;
        }
        return Optional.empty();
    }

    private Cycle cycle(int from, int goal) {
        List<Integer> transactions = new ArrayList<>();
        List<EdgeType> types = new ArrayList<>();
        boolean needsUpdates = false;
        boolean needsInserts = false;
        // Backwards: an edge that only leads on belongs to the one before it.
        for (int pair = goal; pair >= 0; pair = before[pair]) {
            int type = graph.type(by[pair]);
            if (type != EdgeList.PASS && type != EdgeList.THROUGH) {
                needsUpdates |= type == EdgeList.UPDATE;
                needsInserts |= type == EdgeList.INSERT;
                types.add(type >= EdgeList.UPDATE ? EdgeType.WW : EdgeType.of(type));
                int source = before[pair] < 0 ? from : before[pair] / states;
                transactions.add(part.original()[source]);
            }
        }
        Collections.reverse(transactions);
        Collections.reverse(types);
        return new Cycle(transactions, types, needsUpdates, needsInserts);
    }
}
