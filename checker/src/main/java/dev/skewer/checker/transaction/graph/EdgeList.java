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

    /** The same where the first did not find the object, by a predicate: it holds if inserts are not lost. */
    public static final int INSERT = UPDATE + 1;

    /** What leads from where a transaction is entered to where it is left, if it is one that is passed only once. */
    static final int THROUGH = INSERT + 1;

    private static final int TYPE_SHIFT = 28;

    private static final int[] NONE = new int[0];

    int[] from = new int[256];
    /** Targets, with the type above them. */
    int[] to = new int[256];

    /** Of dependencies the micro-op of the transaction that reads, or writes on top; -1 if it is none. Empty if they are not kept. */
    int[] microOp;

    int size;
    private boolean hasUpdates;

    /** No edges yet, and none will say which micro-ops they are of. */
    public EdgeList() {
        this(false);
    }

    /**
     * No edges yet.
     *
     * @param keepsMicroOps whether they say which micro-ops they are of; 4 more bytes each
     */
    public EdgeList(boolean keepsMicroOps) {
        microOp = keepsMicroOps ? new int[256] : NONE;
    }

    /** Adds an edge; none from a node to itself. */
    public void add(int source, int target, EdgeType type) {
        add(source, target, type.code(), -1);
    }

    /**
     * Adds an edge; none from a node to itself.
     *
     * @param ofMicroOp the micro-op of the transaction that reads, or writes on top
     */
    public void add(int source, int target, EdgeType type, int ofMicroOp) {
        add(source, target, type.code(), ofMicroOp);
    }

    /** Adds an edge that only leads on. */
    public void pass(int source, int target) {
        add(source, target, PASS, -1);
    }

    /** Adds an edge of the type {@link #UPDATE}, or {@link #INSERT} if to the first the object was missing. */
    public void update(int source, int target, boolean wasMissing) {
        hasUpdates = true;
        add(source, target, wasMissing ? INSERT : UPDATE, -1);
    }

    /** The same edges where updates are not lost: what only holds then is a write dependency. Itself if there are none of these. */
    public EdgeList withoutLostUpdates() {
        if (!hasUpdates) {
            return this;
        }
        EdgeList same = new EdgeList();
        for (int i = 0; i < size; i++) {
            int type = type(to[i]);
            same.add(from[i], target(to[i]), type == UPDATE || type == INSERT ? EdgeType.WW.code() : type, -1);
        }
        return same;
    }

    /** The same edges but for those of a type. */
    public EdgeList without(EdgeType type) {
        EdgeList same = new EdgeList();
        for (int i = 0; i < size; i++) {
            if (type(to[i]) != type.code()) {
                same.add(from[i], target(to[i]), type(to[i]), -1);
            }
        }
        return same;
    }

    /** Adds an edge of a type by its number; none from a node to itself. */
    public void copy(int source, int target, int type) {
        add(source, target, type, -1);
    }

    private void add(int source, int target, int type, int ofMicroOp) {
        if (source == target) {
            return;
        }
        if (size == from.length) {
            int n = Math.addExact(size, size >> 1);
            from = Arrays.copyOf(from, n);
            to = Arrays.copyOf(to, n);
            microOp = microOp.length == 0 ? NONE : Arrays.copyOf(microOp, n);
        }
        if (microOp.length > 0) {
            microOp[size] = ofMicroOp;
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

    /** The type of an edge of a graph: the number of an {@link EdgeType}, {@link #PASS}, {@link #UPDATE} or {@link #INSERT}. */
    static int type(int edge) {
        return edge >>> TYPE_SHIFT;
    }
}
