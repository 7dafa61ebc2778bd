package dev.skewer.checker.transaction.graph;

import java.util.Arrays;

/**
 * The strongly connected components of the edges of a graph that count in a pattern: Tarjan's algorithm (<em>Depth-First Search and
 * Linear Graph Algorithms</em>, SIAM J. Comput. 1972) without recursion, on pairs of a node and a state of the pattern. Linear; about 20
 * bytes a pair.
 */
public final class Components {
    private final TransactionGraph graph;
    private final EdgePattern pattern;
    private final int states;
    /** The component of each pair; each before those that lead to it. */
    private final int[] component;

    private int count;
    /** How many components have more than one pair. */
    private int cyclic;
    /** By component, whether it has more than one pair; one bit each. */
    private final long[] isCyclic;

    private final int[] order;
    private final int[] low;
    private final int[] stack;
    private int stackSize;
    private int visited;

    /** Finds them. */
    public Components(TransactionGraph graph, EdgePattern pattern) {
        this.graph = graph;
        this.pattern = pattern;
        states = pattern.states();
        int pairs = Math.multiplyExact(graph.nodes(), states);
        component = new int[pairs];
        Arrays.fill(component, -1);
        isCyclic = new long[(pairs >>> 6) + 1];
        order = new int[pairs];
        low = new int[pairs];
        stack = new int[pairs];
        int[] path = new int[64];
        int[] edge = new int[64];
        for (int root = 0; root < pairs; root++) {
            if (order[root] == 0) {
                int depth = 0;
                path[0] = root;
                edge[0] = graph.first(root / states);
                enter(root);
                while (depth >= 0) {
                    int pair = path[depth];
                    int successor = -1;
                    int at = edge[depth];
                    int end = graph.first(pair / states + 1);
                    while (at < end && successor < 0) {
                        int next = next(pair, at++);
                        if (next >= 0) {
                            if (order[next] == 0) {
                                successor = next;
                            } else if (component[next] < 0) {
                                low[pair] = Math.min(low[pair], order[next]);
                            }
                        }
                    }
                    edge[depth] = at;
                    if (successor >= 0) {
                        depth++;
                        if (depth == path.length) {
                            path = Arrays.copyOf(path, 2 * depth);
                            edge = Arrays.copyOf(edge, 2 * depth);
                        }
                        path[depth] = successor;
                        edge[depth] = graph.first(successor / states);
                        enter(successor);
                    } else {
                        leave(pair);
                        depth--;
                        if (depth >= 0) {
                            low[path[depth]] = Math.min(low[path[depth]], low[pair]);
                        }
                    }
                }
            }
        }
    }

    private void enter(int pair) {
        order[pair] = ++visited;
        low[pair] = visited;
        stack[stackSize++] = pair;
    }

    private void leave(int pair) {
        if (low[pair] != order[pair]) {
            return;
        }
        int size = 0;
        int member;
        do {
            member = stack[--stackSize];
            component[member] = count;
            size++;
        } while (member != pair);
        if (size > 1) {
            isCyclic[count >>> 6] |= 1L << count;
            cyclic++;
        }
        count++;
    }

    private int next(int pair, int at) {
        int state = states == 1 ? pattern.next(0, graph.type(at)) : pattern.next(pair % states, graph.type(at));
        return state < 0 ? -1 : graph.target(at) * states + state;
    }

    /** How many components there are. */
    public int count() {
        return count;
    }

    /** How many of them have a cycle. */
    public int cyclic() {
        return cyclic;
    }

    /** The component of a node in a state; a component has a smaller number than those that lead to it. */
    public int of(int node, int state) {
        return component[node * states + state];
    }

    /** Whether a component has a cycle. */
    public boolean isCyclic(int of) {
        return (isCyclic[of >>> 6] & 1L << of) != 0;
    }

    /** Whether an edge from a node lies within a component, and so in a cycle. */
    public boolean isInside(int node, int edge) {
        for (int state = 0; state < states; state++) {
            int to = pattern.next(state, graph.type(edge));
            if (to >= 0 && of(node, state) == of(graph.target(edge), to)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a node in some state is in a cycle. */
    public boolean isInCycle(int node) {
        for (int state = 0; state < states; state++) {
            if (isCyclic(of(node, state))) {
                return true;
            }
        }
        return false;
    }
}
