package dev.skewer.checker.transaction.decide;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.graph.TimeBounds;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bet: that transactions happened within their calls, as those of a database usually do, whatever it promises. Then most open reads
 * have one candidate that was not over before another write of the object began which was over before the read. What is known of the
 * order of transactions narrows the time that each can have happened at, and so leaves fewer candidates; that goes on until nothing
 * changes. If what follows contradicts itself, the reads that had to do with that are left open. Where real time is promised it is no
 * bet. O(n log n) of n writes and reads, but for candidates of one value that were called at the same time.
 */
final class LikelySources {
    /** So often times are narrowed. */
    private static final int MOST_ROUNDS = 8;
    /** Of an open read so many candidates are looked at. */
    private static final int MOST_CANDIDATES = 256;

    private static final int OPEN = -1;
    private static final int ALWAYS_OPEN = -2;

    private final OrderProblem problem;
    private final OpenVersions versions;
    private final Promise promise;
    /** By transaction, between which moments it happened. */
    private final int[] earliest;

    private final int[] latest;
    /** The longest time between these of a transaction that ended. */
    private long longest;
    /** By open read, the write that it is taken to have seen, or one of the above. */
    private final int[] source;

    /** By open read, the candidates that it can have seen if the bet holds, {@link Candidates#INITIAL} included. */
    private final int[] @Nullable [] likely;

    private final Grouped writesOf;

    LikelySources(OrderProblem problem, Promise promise, int[] begin, int[] commit) {
        this.problem = problem;
        this.promise = promise;
        versions = problem.versions();
        earliest = begin.clone();
        latest = commit.clone();
        for (int t = 0; t < latest.length; t++) {
            latest[t] = begin[t] == commit[t] ? Integer.MAX_VALUE : commit[t];
            longest = begin[t] == commit[t] ? longest : Math.max(longest, commit[t] - begin[t]);
        }
        source = new int[versions.openReads()];
        Arrays.fill(source, OPEN);
        likely = new int[versions.openReads()][];
        writesOf = versions.writesByObject();
        resolve();
    }

    /** The problem with what was found added to what is known. */
    OrderProblem resolved() {
        List<EdgeList> edges = new ArrayList<>(problem.edges());
        edges.add(sourceEdges());
        return new OrderProblem(problem.transactions(), problem.nodes(), edges, versions.withSources(source, likely));
    }

    /** Whether it is a bet about no read. */
    boolean isEmpty() {
        return Arrays.stream(likely).allMatch(Objects::isNull);
    }

    /** How many reads are not open any more. */
    private int size() {
        return (int) Arrays.stream(source).filter(write -> write >= 0).count();
    }

    /**
     * Leaves the reads open by which the bet is part of some cycles.
     *
     * @param cycles as {@link DynamicOrder#cycle} has them
     * @return whether it is part of any
     */
    boolean leaveOut(List<int[]> cycles) {
        boolean[] isBlamed = new boolean[problem.transactions()];
        int points = promise.points() * problem.transactions();
        for (int[] cycle : cycles) {
            for (int i = 0; i < cycle.length; i += 4) {
                if (cycle[i] < points) {
                    isBlamed[promise.transaction(cycle[i])] = true;
                }
            }
        }
        boolean isPart = false;
        for (int read = 0; read < source.length; read++) {
            if ((source[read] >= 0 || likely[read] != null) && isBlamed[versions.openReader(read)]) {
                source[read] = ALWAYS_OPEN;
                likely[read] = null;
                isPart = true;
            }
        }
        return isPart;
    }

    private EdgeList sourceEdges() {
        EdgeList edges = new EdgeList();
        for (int read = 0; read < source.length; read++) {
            if (source[read] >= 0) {
                edges.add(versions.writer(source[read]), versions.openReader(read), EdgeType.WR);
            }
        }
        return edges;
    }

    private void resolve() {
        int known = -1;
        for (int round = 0; known < size() && round < MOST_ROUNDS; round++) {
            known = size();
            if (promise == Promise.SERIALIZABLE && !narrow()) {
                return;
            }
            resolveOnce();
        }
    }

    /** Lets each transaction happen after those that come before it, and before those that come after; false if that is a cycle. */
    private boolean narrow() {
        List<EdgeList> edges = new ArrayList<>(problem.edges());
        edges.add(sourceEdges());
        return TimeBounds.narrow(TransactionGraph.of(problem.nodes(), edges), earliest, latest);
    }

    private void resolveOnce() {
        // By object, when its writes were over, and when the latest of these began.
        long[][] over = new long[versions.objects()][];
        long[][] candidates = new long[0][];
        for (int read = 0; read < source.length; read++) {
            if (source[read] != OPEN) {
                continue;
            }
            int value = versions.valueRead(read);
            int object = versions.objectOfValue(value);
            if (over[object] == null) {
                over[object] = overwritten(object);
            }
            if (value >= candidates.length) {
                candidates = Arrays.copyOf(candidates, Math.max(value + 1, 2 * candidates.length));
            }
            if (candidates[value] == null) {
                candidates[value] = byEnd(versions.candidates(value));
            }
            int[] some = within(read, over[object], candidates[value]);
            likely[read] = some.length == 0 ? null : some;
            source[read] = some.length == 1 && some[0] >= 0 ? some[0] : OPEN;
        }
    }

    /** The writes of an object by when they were over, each with the latest beginning of those up to it. */
    private long[] overwritten(int object) {
        int from = writesOf.first()[object];
        long[] over = new long[writesOf.first()[object + 1] - from];
        for (int i = 0; i < over.length; i++) {
            int writer = versions.writer(writesOf.item()[from + i]);
            over[i] = (long) latest[writer] << 32 | earliest[writer];
        }
        Arrays.sort(over);
        int begun = -1;
        for (int i = 0; i < over.length; i++) {
            begun = Math.max(begun, (int) over[i]);
            over[i] = over[i] >> 32 << 32 | begun;
        }
        return over;
    }

    private long[] byEnd(int[] writes) {
        long[] sorted = new long[writes.length];
        for (int i = 0; i < writes.length; i++) {
            sorted[i] = (long) latest[versions.writer(writes[i])] << 32 | writes[i];
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** The candidates that a read can have seen; none if there are too many. */
    private int[] within(int read, long[] over, long[] candidates) {
        int reader = versions.openReader(read);
        int before = position(over, earliest[reader]);
        int overwritten = before == 0 ? -1 : (int) over[before - 1];
        int[] found = new int[4];
        int size = 0;
        if (overwritten < 0 && versions.mayBeInitial(versions.valueRead(read))) {
            found[size++] = Candidates.INITIAL;
        }
        int from = position(candidates, overwritten);
        int endless = position(candidates, Integer.MAX_VALUE);
        int looked = 0;
        for (int i = from; i < candidates.length; i++) {
            int write = (int) candidates[i];
            int writer = versions.writer(write);
            if (i < endless && latest[writer] - longest > latest[reader]) {
                // What was over as late as that, or later, began after the read.
                i = endless - 1;
                continue;
            }
            if (writer != reader && earliest[writer] < latest[reader]) {
                if (size == found.length) {
                    found = Arrays.copyOf(found, 2 * size);
                }
                found[size++] = write;
            }
            if (++looked == MOST_CANDIDATES) {
                return new int[0];
            }
        }
        return Arrays.copyOf(found, size);
    }

    /** How many of some sorted numbers have an upper half below a moment. */
    private static int position(long[] sorted, int moment) {
        int at = Arrays.binarySearch(sorted, (long) moment << 32);
        return at < 0 ? -1 - at : at;
    }
}
