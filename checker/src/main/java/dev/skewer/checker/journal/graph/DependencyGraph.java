package dev.skewer.checker.journal.graph;

import static dev.skewer.checker.journal.history.JournalHistory.NEVER;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalValueDecoder;
import dev.skewer.checker.journal.versions.Placement;
import dev.skewer.checker.journal.versions.Scope;
import dev.skewer.checker.journal.versions.VersionOrder;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Joins the invocations: a graph of operations with an edge from what stands lower to what stands higher in the version
 * order of some invocation (Adya's ww, wr and rw dependencies), and for each operation the interval of real time that is
 * left to it. The history is strictly serializable, with these version orders, if and only if the graph has no cycle and
 * every operation can be given a moment in its interval, in the order of the edges.
 *
 * <p>Why no real-time edges are needed: real time is an interval order, which has no two independent pairs, so a cycle
 * with several real-time edges has a shortcut with one. A cycle with one such edge is a path along which the earliest
 * possible moment is pushed past some operation's completion; one pass in topological order finds them all.
 *
 * <p>Operations on one invocation that move nothing are not nodes: they bound the moves below and above them. That
 * leaves writes and reads of several invocations. Linear in operations and edges; 8 bytes an operation and about 24 a
 * write.
 */
public final class DependencyGraph {
    private final JournalHistory h;
    /** The rank after which an operation takes effect. */
    public final int[] earliest;
    /** The rank before which an operation takes effect. */
    public final int[] latest;
    /** Operations on an invocation whose placement was a choice; one bit each. */
    private final long[] tentative;
    /** Operations that were reported, and whose interval must not tell on others; one bit each. */
    private final long[] discredited;

    private int[] from = new int[1024];
    private int[] to = new int[1024];
    private int edges;

    private int[] ownerBelow = new int[64];
    private int[] ownerAbove = new int[64];
    private int[] prefixBelow = new int[16];
    private int[] prefixAbove = new int[16];

    /** The edges that each invocation brought: from … to, exclusive. */
    private final int[] edgesFrom;

    private final int[] edgesTo;

    /** {@link #earliest}, pushed along the edges. */
    private int[] pushed = new int[0];

    /** The operation that pushed it, or NONE. */
    private int[] cause = new int[0];

    /** Edges by source, once {@link #sort} has run. */
    private int[] firstEdge = new int[0];

    private int[] target = new int[0];

    /** Whether all operations are nodes, also those that only bound the moves below and above them. */
    private final boolean hasAll;

    /** A graph of the operations that matter. */
    public DependencyGraph(JournalHistory history) {
        this(history, false);
    }

    /** A graph of those operations, or of all. */
    public DependencyGraph(JournalHistory history, boolean hasAll) {
        this.hasAll = hasAll;
        h = history;
        earliest = Arrays.copyOf(history.invokeRank, history.ops);
        latest = Arrays.copyOf(history.completeRank, history.ops);
        tentative = new long[(history.ops + 63) >>> 6];
        discredited = new long[tentative.length];
        edgesFrom = new int[history.invocationCount()];
        edgesTo = new int[history.invocationCount()];
    }

    /**
     * Takes invocations out, so that they can be added with other placements. Only what they said of when operations happened
     * that concern yet other invocations stays: these may have less time left than they should. So all operations of those
     * taken out are {@linkplain #isTentative tentative} from now on: what is reported of them proves nothing.
     */
    public void remove(BitSet invocations, InvocationParts groups) {
        for (int i = invocations.nextSetBit(0); i >= 0; i = invocations.nextSetBit(i + 1)) {
            Arrays.fill(from, edgesFrom[i], edgesTo[i], NONE);
            edgesTo[i] = edgesFrom[i];
            for (int j = groups.start[i]; j < groups.start[i + 1]; j++) {
                int op = h.partOp[groups.part[j]];
                tentative[op >>> 6] |= 1L << op;
                if (concernsOnly(invocations, op)) {
                    earliest[op] = h.invokeRank[op];
                    latest[op] = h.completeRank[op];
                    discredited[op >>> 6] &= ~(1L << op);
                }
            }
        }
    }

    private boolean concernsOnly(BitSet invocations, int op) {
        boolean all = true;
        for (int p = h.firstPart[op]; p < h.firstPart[op + 1]; p++) {
            all &= invocations.get(h.partInvocation[p]);
        }
        return all;
    }

    /** Adds what one invocation's placement says. */
    public void add(Scope s, Placement at) {
        edgesFrom[s.invocation] = edges;
        link(s, at.suffixOwner, at.suffixCount, true);
        link(s, at.prefixOwner, at.prefixCount, false);
        int lastFrom = NONE;
        int lastTo = NONE;
        for (int k = 0; k < at.n; k++) {
            byte role = at.role[k];
            if (role == Placement.NOWHERE) {
                continue;
            }
            int op = s.op[k];
            if (at.chosen) {
                tentative[op >>> 6] |= 1L << op;
            }
            if (role == VersionOrder.DISCREDITED) {
                discredited[op >>> 6] |= 1L << op;
                continue;
            }
            int below = ownerBelow[at.suffixLow[k]];
            int above = ownerAbove[at.suffixHigh[k] + 1];
            int before = prefixBelow[at.prefixLow[k]];
            int after = prefixAbove[at.prefixHigh[k] + 1];
            if (role == Placement.SUFFIX) {
                edge(before, op);
                edge(op, after);
            } else if (role == Placement.PREFIX) {
                edge(below, op);
                edge(op, above);
            } else if (hasAll || s.isShared(k)) {
                edge(below, op);
                edge(op, above);
                edge(before, op);
                edge(op, after);
            } else {
                bound(below, above, s.invoked[k], s.completed[k]);
                bound(before, after, s.invoked[k], s.completed[k]);
                edge(before, above);
                if (below != lastFrom || after != lastTo) {
                    edge(below, after);
                    lastFrom = below;
                    lastTo = after;
                }
            }
        }
        edgesTo[s.invocation] = edges;
    }

    /**
     * Adds what another graph of the same history has of other invocations. Linear in its operations and edges.
     *
     * @param others has none of the invocations that are here
     */
    public void addAll(DependencyGraph others) {
        room(others.edges);
        System.arraycopy(others.from, 0, from, edges, others.edges);
        System.arraycopy(others.to, 0, to, edges, others.edges);
        for (int i = 0; i < edgesFrom.length; i++) {
            if (others.edgesTo[i] > others.edgesFrom[i]) {
                edgesFrom[i] = edges + others.edgesFrom[i];
                edgesTo[i] = edges + others.edgesTo[i];
            }
        }
        edges += others.edges;
        for (int op = 0; op < h.ops; op++) {
            earliest[op] = Math.max(earliest[op], others.earliest[op]);
            latest[op] = Math.min(latest[op], others.latest[op]);
        }
        for (int i = 0; i < tentative.length; i++) {
            tentative[i] |= others.tentative[i];
            discredited[i] |= others.discredited[i];
        }
    }

    /** Chains the moves of an invocation, and finds for each position the nearest known move below and above. */
    private void link(Scope s, int[] owner, int count, boolean suffix) {
        int[] below = suffix ? ownerBelow : prefixBelow;
        int[] above = suffix ? ownerAbove : prefixAbove;
        if (count + 1 > below.length) {
            below = new int[count + (count >> 1) + 1];
            above = new int[below.length];
            if (suffix) {
                ownerBelow = below;
                ownerAbove = above;
            } else {
                prefixBelow = below;
                prefixAbove = above;
            }
        }
        int known = NONE;
        below[0] = NONE;
        for (int p = 1; p < count; p++) {
            if (owner[p] != NONE) {
                int op = s.op[owner[p]];
                edge(known, op);
                known = op;
            }
            below[p] = known;
        }
        known = NONE;
        above[count] = NONE;
        for (int p = count - 1; p > 0; p--) {
            known = owner[p] == NONE ? known : s.op[owner[p]];
            above[p] = known;
        }
        above[0] = known;
    }

    /** What happened between two moves bounds both. */
    private void bound(int below, int above, int invoked, int completed) {
        if (below != NONE && completed < latest[below]) {
            latest[below] = completed;
        }
        if (above != NONE && invoked > earliest[above]) {
            earliest[above] = invoked;
        }
    }

    private void edge(int a, int b) {
        if (a == NONE || b == NONE || a == b) {
            return;
        }
        if (edges == from.length) {
            room(1);
        }
        from[edges] = a;
        to[edges++] = b;
    }

    private void room(int more) {
        if (more > from.length - edges) {
            int size = Math.max(JournalValueDecoder.grown(edges), Math.addExact(edges, more));
            from = Arrays.copyOf(from, size);
            to = Arrays.copyOf(to, size);
        }
    }

    /** Whether an invocation put one operation directly before another. Linear in the edges that it brought. */
    public boolean orders(int invocation, int a, int b) {
        for (int i = edgesFrom[invocation]; i < edgesTo[invocation]; i++) {
            if (from[i] == a && to[i] == b) {
                return true;
            }
        }
        return false;
    }

    public boolean isTentative(int op) {
        return (tentative[op >>> 6] & 1L << op) != 0;
    }

    /** Takes what {@link #check} finds. */
    public interface Report {
        /**
         * A cycle of dependencies alone.
         *
         * @param cycle operations, each before the next and the last before the first
         */
        void cycle(int[] cycle);

        /**
         * A path that real time closes: the last operation was over before the first could begin.
         *
         * @param path operations, each before the next; one alone if its own interval is empty
         */
        void lateness(int[] path);
    }

    /** Looks for cycles and for operations that have no moment left. */
    public void check(Report report) {
        sort();
        widenDiscredited();
        pushed = earliest.clone();
        cause = new int[h.ops];
        Arrays.fill(cause, NONE);
        int[] waiting = new int[h.ops];
        for (int next : target) {
            waiting[next]++;
        }
        // Edges lead mostly to operations invoked a little later, so this order runs through memory almost in order: an
        // operation is left when the scan comes to it, or at once if the scan has passed it.
        int[] passed = new int[64];
        int done = 0;
        for (int scan = 0; scan < h.ops; scan++) {
            if (waiting[scan] != 0) {
                continue;
            }
            int size = 0;
            int op = scan;
            while (true) {
                done++;
                if (pushed[op] > latest[op]) {
                    report.lateness(pathTo(op));
                    // Told once: what comes after is not late because of it.
                    pushed[op] = -1;
                }
                for (int i = firstEdge[op]; i < firstEdge[op + 1]; i++) {
                    int next = target[i];
                    if (pushed[op] > pushed[next]) {
                        pushed[next] = pushed[op];
                        cause[next] = op;
                    }
                    if (--waiting[next] == 0 && next < scan) {
                        if (size == passed.length) {
                            passed = Arrays.copyOf(passed, size * 2);
                        }
                        passed[size++] = next;
                    }
                }
                if (size == 0) {
                    break;
                }
                op = passed[--size];
            }
        }
        if (done < h.ops) {
            new Cycles(h, firstEdge, target, waiting).report(report);
        }
    }

    /**
     * The operations in an order that agrees with the edges and with real time: each at the earliest moment that what comes
     * before it leaves. There must be one: {@link #check} finds nothing. Operations times its logarithm.
     */
    public int[] order() {
        sort();
        int[] moment = earliest.clone();
        int[] waiting = new int[h.ops];
        for (int next : target) {
            waiting[next]++;
        }
        int[] topological = new int[h.ops];
        int size = 0;
        for (int op = 0; op < h.ops; op++) {
            if (waiting[op] == 0) {
                topological[size++] = op;
            }
        }
        for (int done = 0; done < size; done++) {
            int op = topological[done];
            for (int i = firstEdge[op]; i < firstEdge[op + 1]; i++) {
                int next = target[i];
                moment[next] = Math.max(moment[next], moment[op]);
                if (--waiting[next] == 0) {
                    topological[size++] = next;
                }
            }
        }
        // What ends before another begins has the earlier moment; at one moment the edges decide.
        long[] byMoment = new long[size];
        for (int i = 0; i < size; i++) {
            byMoment[i] = (long) moment[topological[i]] << 32 | i;
        }
        Arrays.sort(byMoment);
        return Arrays.stream(byMoment).mapToInt(each -> topological[(int) each]).toArray();
    }

    private void widenDiscredited() {
        for (int i = 0; i < discredited.length; i++) {
            for (long bits = discredited[i]; bits != 0; bits &= bits - 1) {
                int op = (i << 6) + Long.numberOfTrailingZeros(bits);
                earliest[op] = -1;
                latest[op] = NEVER;
            }
        }
    }

    private int[] pathTo(int op) {
        int length = 1;
        for (int o = op; cause[o] != NONE; o = cause[o]) {
            length++;
        }
        int[] path = new int[length];
        for (int o = op; length > 0; o = cause[o]) {
            path[--length] = o;
        }
        return path;
    }

    /** Sorts the edges by source: one counting sort. */
    private void sort() {
        firstEdge = new int[h.ops + 2];
        int kept = 0;
        for (int i = 0; i < edges; i++) {
            if (from[i] != NONE) {
                firstEdge[from[i] + 2]++;
                kept++;
            }
        }
        for (int op = 0; op < h.ops; op++) {
            firstEdge[op + 2] += firstEdge[op + 1];
        }
        target = new int[kept];
        for (int i = 0; i < edges; i++) {
            if (from[i] != NONE) {
                target[firstEdge[from[i] + 1]++] = to[i];
            }
        }
    }
}
