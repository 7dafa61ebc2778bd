package dev.skewer.checker.transaction.graph;

import dev.skewer.checker.Budget;
import dev.skewer.checker.EdgeType;
import java.util.Arrays;

/**
 * The anti-dependencies that close a cycle in which all other edges are of some types: read skew, if these are dependencies.
 *
 * <p>A path back from the end of an anti-dependency to its beginning is looked for of 64 of them at a time, one bit each, along the
 * order of the components of those other edges; neighbours in that order go together, and only the stretch between their ends is
 * looked at. Edges times anti-dependencies / 64 at worst; where dependencies reach no farther than transactions overlap, about linear.
 */
public final class ClosingAntidependencies {
    private static final int AT_ONCE = 64;

    private final TransactionGraph graph;
    private final EdgePattern pattern;
    /** By type of edge, a bit for those that are looked for. */
    private final int closing;

    private final Components components;
    /** The nodes by component. */
    private final int[] firstNode;

    private final int[] node;
    private final long[] reached;

    /** Those that close a cycle: the node that each begins at, and its edge. */
    private int[] sources = new int[16];

    private int[] edges = new int[16];
    private int count;
    private boolean isDecided = true;

    /**
     * Finds them.
     *
     * @param pattern the edges that lead back; of one state
     */
    public ClosingAntidependencies(TransactionGraph graph, EdgePattern pattern, Budget budget) {
        this(graph, pattern, 1 << EdgeType.RW.code() | 1 << EdgeType.RWP.code(), budget);
    }

    private ClosingAntidependencies(TransactionGraph graph, EdgePattern pattern, int closing, Budget budget) {
        this.graph = graph;
        this.pattern = pattern;
        this.closing = closing;
        components = new Components(graph, pattern);
        firstNode = new int[components.count() + 1];
        node = new int[graph.nodes()];
        reached = new long[components.count()];
        group();
        find(budget);
    }

    /**
     * Finds the transactions that only read and are in a cycle with others that write ({@link SingleReaders}), each by the edge through it.
     *
     * @param pattern the edges that the cycle has
     */
    public static ClosingAntidependencies throughReaders(TransactionGraph graph, EdgePattern pattern, Budget budget) {
        return new ClosingAntidependencies(graph, pattern, 1 << EdgeList.THROUGH, budget);
    }

    private boolean isClosing(int edge) {
        return (closing >>> graph.type(edge) & 1) != 0;
    }

    private void group() {
        for (int each = 0; each < graph.nodes(); each++) {
            firstNode[components.of(each, 0)]++;
        }
        int sum = 0;
        for (int i = 0; i < firstNode.length; i++) {
            sum += firstNode[i];
            firstNode[i] = sum;
        }
        for (int each = graph.nodes() - 1; each >= 0; each--) {
            node[--firstNode[components.of(each, 0)]] = each;
        }
    }

    private void find(Budget budget) {
        long[] byComponent = new long[16];
        int[] source = new int[16];
        int size = 0;
        for (int each = 0; each < graph.nodes(); each++) {
            for (int at = graph.first[each]; at < graph.first[each + 1]; at++) {
                if (!isClosing(at)) {
                    continue;
                }
                int to = components.of(graph.target(at), 0);
                int back = components.of(each, 0);
                if (to == back) {
                    add(each, at);
                } else if (to > back) {
                    // Only components with smaller numbers are reached.
                    if (size == source.length) {
                        byComponent = Arrays.copyOf(byComponent, 2 * size);
                        source = Arrays.copyOf(source, 2 * size);
                    }
                    byComponent[size] = (long) to << 32 | size;
                    source[size++] = each;
                }
            }
        }
        int[] edgeOf = edgesInOrder(size);
        Arrays.sort(byComponent, 0, size);
        for (int from = 0; from < size; from += AT_ONCE) {
            if (budget.exhausted()) {
                isDecided = false;
                return;
            }
            batch(byComponent, source, edgeOf, from, Math.min(size, from + AT_ONCE));
        }
    }

    /** The same edges in the order in which {@link #find} came upon them. */
    private int[] edgesInOrder(int size) {
        int[] found = new int[size];
        int i = 0;
        for (int each = 0; each < graph.nodes(); each++) {
            for (int at = graph.first[each]; at < graph.first[each + 1]; at++) {
                if (isClosing(at) && components.of(graph.target(at), 0) > components.of(each, 0)) {
                    found[i++] = at;
                }
            }
        }
        return found;
    }

    private void batch(long[] byComponent, int[] source, int[] edgeOf, int from, int to) {
        int highest = 0;
        int lowest = Integer.MAX_VALUE;
        for (int i = from; i < to; i++) {
            int component = (int) (byComponent[i] >>> 32);
            reached[component] |= 1L << (i - from);
            highest = Math.max(highest, component);
            lowest = Math.min(lowest, components.of(source[(int) byComponent[i]], 0));
        }
        int last = lowest;
        for (int component = highest; component > lowest; component--) {
            long bits = reached[component];
            if (bits == 0) {
                continue;
            }
            for (int i = firstNode[component]; i < firstNode[component + 1]; i++) {
                int each = node[i];
                for (int at = graph.first[each]; at < graph.first[each + 1]; at++) {
                    if (pattern.next(0, graph.type(at)) >= 0) {
                        int target = components.of(graph.target(at), 0);
                        reached[target] |= bits;
                        last = Math.min(last, target);
                    }
                }
            }
        }
        for (int i = from; i < to; i++) {
            int edge = (int) byComponent[i];
            if ((reached[components.of(source[edge], 0)] >>> (i - from) & 1) != 0) {
                add(source[edge], edgeOf[edge]);
            }
        }
        // What lies below the lowest was reached, but not looked at.
        Arrays.fill(reached, last, highest + 1, 0);
    }

    private void add(int source, int edge) {
        if (count == sources.length) {
            sources = Arrays.copyOf(sources, 2 * count);
            edges = Arrays.copyOf(edges, 2 * count);
        }
        sources[count] = source;
        edges[count++] = edge;
    }

    /** How many were found. */
    public int count() {
        return count;
    }

    /** How many of a type were found. */
    public int count(EdgeType type) {
        int ofType = 0;
        for (int i = 0; i < count; i++) {
            ofType += graph.type(edges[i]) == type.code() ? 1 : 0;
        }
        return ofType;
    }

    /** Where one of them begins. */
    public int source(int i) {
        return sources[i];
    }

    /** Which edge one of them is. */
    public int edge(int i) {
        return edges[i];
    }

    /** Whether all were found. */
    public boolean isDecided() {
        return isDecided;
    }
}
