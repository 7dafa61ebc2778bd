package dev.skewer.checker.transaction.graph;

import dev.skewer.checker.EdgeType;
import java.util.Arrays;

/** Edges in the order in which they were found: 8 bytes each. One thread at a time. */
public final class EdgeList {
    /** The most nodes that a graph may have. */
    public static final int MOST_NODES = 1 << 28;

    /**
     * What leads on from a node that stands for no transaction, and is not counted itself: an edge to such a node has the type of the
     * whole, and this leads from it to where that ends.
     */
    public static final int PASS = EdgeType.values().length;

    /**
     * A write dependency that holds if updates are not lost: the first read what was there before the second wrote, and wrote itself.
     */
    public static final int UPDATE = PASS + 1;

    private static final int TYPE_SHIFT = 28;

    int[] from = new int[256];
    /** Targets, with the type above them. */
    int[] to = new int[256];

    int size;
    private boolean hasUpdates;

    /** Adds an edge; none from a node to itself. */
    public void add(int source, int target, EdgeType type) {
        add(source, target, type.code());
    }

    /** Adds an edge that only leads on. */
    public void pass(int source, int target) {
        add(source, target, PASS);
    }

    /** Adds an edge of the type {@link #UPDATE}. */
    public void update(int source, int target) {
        hasUpdates = true;
        add(source, target, UPDATE);
    }

    /** The same edges where updates are not lost: what only holds then is a write dependency. Itself if there are none of these. */
    public EdgeList withoutLostUpdates() {
        if (!hasUpdates) {
            return this;
        }
        EdgeList same = new EdgeList();
        for (int i = 0; i < size; i++) {
            int type = type(to[i]);
            same.add(from[i], target(to[i]), type == UPDATE ? EdgeType.WW.code() : type);
        }
        return same;
    }

    /** Adds an edge of a type by its number; none from a node to itself. */
    public void copy(int source, int target, int type) {
        add(source, target, type);
    }

    private void add(int source, int target, int type) {
        if (source == target) {
            return;
        }
        if (size == from.length) {
            int n = Math.addExact(size, size >> 1);
            from = Arrays.copyOf(from, n);
            to = Arrays.copyOf(to, n);
        }
        from[size] = source;
        to[size++] = type << TYPE_SHIFT | target;
    }

    /**
     * Gives other numbers to nodes.
     *
     * @param first the nodes from this one up
     * @param by what is added to their numbers
     */
    public void renumber(int first, int by) {
        for (int i = 0; i < size; i++) {
            from[i] += from[i] >= first ? by : 0;
            to[i] += target(to[i]) >= first ? by : 0;
        }
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** Where an edge of a graph leads. */
    static int target(int edge) {
        return edge & (MOST_NODES - 1);
    }

    /** The type of an edge of a graph: the number of an {@link EdgeType}, {@link #PASS} or {@link #UPDATE}. */
    static int type(int edge) {
        return edge >>> TYPE_SHIFT;
    }
}
