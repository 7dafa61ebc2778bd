package dev.skewer.checker.transaction.decide;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * An order of points that agrees with all edges, while edges come and go: Pearce and Kelly, <em>A Dynamic Topological Sort Algorithm for
 * Directed Acyclic Graphs</em> (ACM JEA 2006). An edge that agrees with the order costs nothing; another one a search of what lies
 * between its ends. Edges go in the reverse of the order in which they came, and leave the order as it is.
 */
final class DynamicOrder implements GuessedOrder.MoreEdges {
    /** What an edge is labelled with that is known. */
    static final int KNOWN = -1;

    private static final int NONE = -1;

    private final KnownGraph known;
    /** By node, where it is to be if nothing else matters. */
    private final int[] hint;
    /** The place of each node. */
    private int[] place;

    private final int[] lastOut;
    private final int[] lastIn;
    private int size;
    private int[] from = new int[256];
    private int[] to = new int[256];
    private int[] label = new int[256];
    private byte[] type = new byte[256];
    private int[] nextOut = new int[256];
    private int[] nextIn = new int[256];

    /** When each node was last visited. */
    private final int[] visited;

    private int visit;
    /** By node, where the search came from. */
    private final int[] parent;
    /** By node, the edge by which it came: that of the known graph, or the complement of a later one. */
    private final int[] parentEdge;

    private int[] forward = new int[64];
    private int[] backward = new int[64];

    /** The cycle that the latest edge would have closed. */
    private int[] cycle = new int[16];

    private int cycleSize;

    /** An order of the known edges, as near to some hints as they allow. */
    DynamicOrder(KnownGraph known, int[] hint) {
        this.known = known;
        this.hint = hint;
        int nodes = known.nodes();
        lastOut = new int[nodes];
        lastIn = new int[nodes];
        Arrays.fill(lastOut, NONE);
        Arrays.fill(lastIn, NONE);
        visited = new int[nodes];
        parent = new int[nodes];
        parentEdge = new int[nodes];
        place = GuessedOrder.places(known, this, hint);
    }

    /** Makes the order anew, as near to the hints as the edges allow that there are now. Linear but for a heap. */
    void renew() {
        place = GuessedOrder.places(known, this, hint);
    }

    /** Whether the known edges alone have a cycle: then there is nothing to order. */
    boolean isCyclic() {
        for (int at : place) {
            if (at < 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int incoming(int node) {
        int count = 0;
        for (int e = lastIn[node]; e != NONE; e = nextIn[e]) {
            count++;
        }
        return count;
    }

    @Override
    public void outgoing(int node, IntConsumer target) {
        for (int e = lastOut[node]; e != NONE; e = nextOut[e]) {
            target.accept(to[e]);
        }
    }

    int place(int node) {
        return place[node];
    }

    /** The nodes in their order. */
    int[] order() {
        int[] order = new int[place.length];
        for (int node = 0; node < place.length; node++) {
            order[place[node]] = node;
        }
        return order;
    }

    /** How many edges came and did not go. */
    int size() {
        return size;
    }

    /**
     * Adds an edge.
     *
     * @return false if it would close a cycle; then it is not added, and {@link #cycle} has it
     */
    boolean add(int source, int target, byte edgeType, int edgeLabel) {
        if (place[source] >= place[target]) {
            int ahead = searchForward(source, target, edgeType, edgeLabel);
            if (ahead < 0) {
                return false;
            }
            reorder(ahead, searchBackward(source, place[target]));
        }
        if (size == from.length) {
            int n = size + (size >> 1);
            from = Arrays.copyOf(from, n);
            to = Arrays.copyOf(to, n);
            label = Arrays.copyOf(label, n);
            type = Arrays.copyOf(type, n);
            nextOut = Arrays.copyOf(nextOut, n);
            nextIn = Arrays.copyOf(nextIn, n);
        }
        from[size] = source;
        to[size] = target;
        label[size] = edgeLabel;
        type[size] = edgeType;
        nextOut[size] = lastOut[source];
        nextIn[size] = lastIn[target];
        lastOut[source] = size;
        lastIn[target] = size++;
        return true;
    }

    /** Takes the latest edges away until so many are left. */
    void shrink(int left) {
        while (size > left) {
            size--;
            lastOut[from[size]] = nextOut[size];
            lastIn[to[size]] = nextIn[size];
        }
    }

    /** The edges of the cycle that the latest edge would have closed, four ints each: source, target, type and label. */
    int[] cycle() {
        return Arrays.copyOf(cycle, cycleSize);
    }

    /** Visits what lies behind the target up to the place of the source; how many, or negative if that is the source itself. */
    private int searchForward(int source, int target, byte edgeType, int edgeLabel) {
        visit++;
        int limit = place[source];
        forward[0] = target;
        visited[target] = visit;
        parent[target] = NONE;
        int count = 1;
        if (source == target) {
            noteCycle(source, target, edgeType, edgeLabel);
            return -1;
        }
        for (int i = 0; i < count; i++) {
            int node = forward[i];
            int nodeEdges = known.first()[node + 1];
            for (int e = known.first()[node]; e < nodeEdges; e++) {
                int next = known.target()[e];
                if (place[next] <= limit && visited[next] != visit) {
                    count = reach(next, node, e, count);
                }
            }
            for (int e = lastOut[node]; e != NONE; e = nextOut[e]) {
                int next = to[e];
                if (place[next] <= limit && visited[next] != visit) {
                    count = reach(next, node, ~e, count);
                }
            }
            if (visited[source] == visit) {
                noteCycle(source, target, edgeType, edgeLabel);
                return -1;
            }
        }
        return count;
    }

    private int reach(int next, int node, int edge, int count) {
        if (count == forward.length) {
            forward = Arrays.copyOf(forward, 2 * count);
        }
        visited[next] = visit;
        parent[next] = node;
        parentEdge[next] = edge;
        forward[count] = next;
        return count + 1;
    }

    private int searchBackward(int source, int limit) {
        visit++;
        backward[0] = source;
        visited[source] = visit;
        int count = 1;
        for (int i = 0; i < count; i++) {
            int node = backward[i];
            int nodeEdges = known.firstIn()[node + 1];
            for (int e = known.firstIn()[node]; e < nodeEdges; e++) {
                count = reachBack(known.source()[e], limit, count);
            }
            for (int e = lastIn[node]; e != NONE; e = nextIn[e]) {
                count = reachBack(from[e], limit, count);
            }
        }
        return count;
    }

    private int reachBack(int before, int limit, int count) {
        if (place[before] < limit || visited[before] == visit) {
            return count;
        }
        if (count == backward.length) {
            backward = Arrays.copyOf(backward, 2 * count);
        }
        visited[before] = visit;
        backward[count] = before;
        return count + 1;
    }

    /** Gives the places of all that was visited to what is before the new edge, then to what is behind it. */
    private void reorder(int ahead, int behind) {
        long[] first = byPlace(backward, behind);
        long[] then = byPlace(forward, ahead);
        int[] places = new int[ahead + behind];
        int i = 0;
        int j = 0;
        while (i < behind || j < ahead) {
            boolean takesFirst = j == ahead || (i < behind && first[i] < then[j]);
            places[i + j] = (int) ((takesFirst ? first[i] : then[j]) >>> 32);
            i += takesFirst ? 1 : 0;
            j += takesFirst ? 0 : 1;
        }
        for (int k = 0; k < behind; k++) {
            place[(int) first[k]] = places[k];
        }
        for (int k = 0; k < ahead; k++) {
            place[(int) then[k]] = places[behind + k];
        }
    }

    private long[] byPlace(int[] nodes, int count) {
        long[] sorted = new long[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = (long) place[nodes[i]] << 32 | nodes[i];
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private void noteCycle(int source, int target, byte edgeType, int edgeLabel) {
        cycleSize = 0;
        note(source, target, edgeType, edgeLabel);
        for (int node = source; node != target; node = parent[node]) {
            int e = parentEdge[node];
            if (e >= 0) {
                note(parent[node], node, known.type()[e], KNOWN);
            } else {
                note(parent[node], node, type[~e], label[~e]);
            }
        }
    }

    private void note(int source, int target, byte edgeType, int edgeLabel) {
        if (cycleSize + 4 > cycle.length) {
            cycle = Arrays.copyOf(cycle, 2 * cycle.length);
        }
        cycle[cycleSize++] = source;
        cycle[cycleSize++] = target;
        cycle[cycleSize++] = edgeType;
        cycle[cycleSize++] = edgeLabel;
    }
}
