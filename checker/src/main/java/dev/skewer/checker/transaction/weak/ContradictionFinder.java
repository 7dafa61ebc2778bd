package dev.skewer.checker.transaction.weak;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.Components;
import dev.skewer.checker.transaction.graph.Cycle;
import dev.skewer.checker.transaction.graph.CycleSearch;
import dev.skewer.checker.transaction.graph.CyclicPart;
import dev.skewer.checker.transaction.graph.EdgePattern;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.weak.Contradiction.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Finds a short contradiction where it is known that there is one, and the reasons of each of its steps. */
final class ContradictionFinder {
    /** Through so many edges the shortest cycles are looked for. */
    private static final int MOST_TRIED = 200;
    /** So many edges are looked at for a short cycle, or a few times as many as there are. */
    private static final long MOST_STEPS = 10_000_000;

    private static final int TIMES_ALL = 8;

    private final ReadSources reads;
    private final TransactionHistory h;
    private final WeakLevel level;
    private final boolean countsSessions;
    private final TransactionGraph past;

    /**
     * A finder for a level.
     *
     * @param past from each transaction to those that see it directly
     */
    ContradictionFinder(ReadSources reads, WeakLevel level, boolean countsSessions, TransactionGraph past) {
        this.reads = reads;
        h = reads.h;
        this.level = level;
        this.countsSessions = countsSessions;
        this.past = past;
    }

    /** The first read of what was there before any write that comes too late. */
    Contradiction missedWrite(ForcedOrder forced) {
        return new Contradiction.MissedWrite(
                forced.missingRead, forced.missedWriter, seen(forced.missedWriter, forced.missingRead));
    }

    /** A short cycle of a graph that has one. */
    Contradiction cycle(TransactionGraph graph, Components components, EdgePattern pattern, ForcedOrder forced) {
        CyclicPart part = CyclicPart.of(graph, components, h.size);
        CycleSearch search = new CycleSearch(
                part,
                pattern,
                Math.max(MOST_STEPS, (long) TIMES_ALL * part.graph().edges()));
        Optional<Cycle> shortest = Optional.empty();
        int most = Integer.MAX_VALUE;
        int tried = 0;
        for (int node = 0; node < part.graph().nodes() && tried < MOST_TRIED; node++) {
            for (int at = part.graph().first(node); at < part.graph().first(node + 1); at++) {
                boolean goesOn = shortest.isEmpty() || (most > 1 && !search.isSpent());
                if (goesOn && counts(part.graph().type(at))) {
                    tried++;
                    Optional<Cycle> found = search.through(node, at, most);
                    if (found.isPresent()) {
                        shortest = found;
                        most = found.get().size() - 1;
                    }
                }
            }
        }
        return new Contradiction.OrderCycle(links(shortest.orElseThrow(), forced));
    }

    private boolean counts(int type) {
        return type == EdgeType.WW.code()
                || type == EdgeType.WR.code()
                || (countsSessions && type == EdgeType.PROCESS.code());
    }

    private List<Link> links(Cycle cycle, ForcedOrder forced) {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < cycle.size(); i++) {
            int from = cycle.transactions().get(i);
            int to = cycle.transactions().get((i + 1) % cycle.size());
            switch (cycle.types().get(i)) {
                case WR -> links.add(Link.of(from, to, EdgeType.WR, readFrom(from, to, h.endMicroOp[to])));
                case WW -> {
                    int read = forced.reason(from, to);
                    links.add(new Link(from, to, EdgeType.WW, read, read < 0 ? List.of() : seen(from, read)));
                }
                default -> links.add(Link.of(from, to, EdgeType.PROCESS, -1));
            }
        }
        return links;
    }

    /** The first read of a transaction that saw what another wrote, before a micro-op; -1 if there is none. */
    private int readFrom(int source, int transaction, int end) {
        for (int m = h.firstMicroOp[transaction]; m < end; m++) {
            if (reads.source[m] == source) {
                return m;
            }
        }
        return -1;
    }

    /** How the transaction of a read comes to see another. */
    private List<Link> seen(int writer, int read) {
        int reader = h.transaction[read];
        int end = level == WeakLevel.MONOTONIC_ATOMIC_VIEW ? read : h.endMicroOp[reader];
        int direct = readFrom(writer, reader, end);
        if (direct >= 0) {
            return List.of(Link.of(writer, reader, EdgeType.WR, direct));
        }
        if (level != WeakLevel.CAUSAL) {
            return List.of(Link.of(writer, reader, EdgeType.PROCESS, -1));
        }
        return path(writer, reader);
    }

    /** The shortest way by which a transaction comes to see another. */
    private List<Link> path(int from, int to) {
        int[] before = new int[h.size];
        int[] by = new int[h.size];
        Arrays.fill(before, -1);
        int[] queue = new int[h.size];
        int size = 0;
        queue[size++] = from;
        before[from] = from;
        for (int i = 0; before[to] < 0; i++) {
            for (int at = past.first(queue[i]); at < past.first(queue[i] + 1); at++) {
                int next = past.target(at);
                if (before[next] < 0) {
                    before[next] = queue[i];
                    by[next] = past.type(at);
                    queue[size++] = next;
                }
            }
        }
        List<Link> path = new ArrayList<>();
        for (int t = to; t != from; t = before[t]) {
            EdgeType type = EdgeType.of(by[t]);
            int read = type == EdgeType.WR ? readFrom(before[t], t, h.endMicroOp[t]) : -1;
            path.add(Link.of(before[t], t, type, read));
        }
        Collections.reverse(path);
        return path;
    }
}
