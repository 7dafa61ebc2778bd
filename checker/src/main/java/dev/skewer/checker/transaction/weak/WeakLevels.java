package dev.skewer.checker.transaction.weak;

import dev.skewer.checker.Budget;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.Components;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.graph.EdgePattern;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides {@link WeakLevel}s, with and without the order of processes, completely: of a level that holds there is an execution, and of
 * one that is violated there is none. The order of an object's versions need not be known; where it is, for lists, it counts.
 *
 * <p>Whom a transaction has to see is known by its reads, so every pair of transactions of which one must commit before the other is
 * known, too ({@link AtomicViews}, {@link CausalPast}). If these pairs are in no cycle, any order that agrees with them is one in which
 * all reads are right, as of each object the last writer that the reader sees is the one that it read (Biswas and Enea, OOPSLA 2019,
 * Theorem 3.1). The order of processes counts as Biswas and Enea, Plume and AWDIT have it: at all levels it is part of the commit order,
 * and from read atomic up a transaction sees those of its process before it.
 *
 * <p>Reads that are open say nothing, and then a level that is not violated is undecided; {@link SourceSearch} decides it.
 */
public final class WeakLevels implements LevelDecisions {
    private final TransactionHistory h;
    private final ReadSources reads;
    private final KeyWriters writers;
    private final Sessions sessions;
    private final Budget budget;
    private final EdgeList processes = new EdgeList();
    private final EdgeList sources = new EdgeList();
    private final EdgeList versions;
    private final boolean isComplete;
    /** What is wrong whatever the level. */
    private final Optional<Contradiction.UnexplainedRead> wrong;

    private final Map<WeakLevel, Decision> plain = new EnumMap<>(WeakLevel.class);
    private final Map<WeakLevel, Decision> withSessions = new EnumMap<>(WeakLevel.class);

    private WeakLevels(ReadSources reads, Budget budget) {
        h = reads.h;
        this.budget = budget;
        this.reads = reads;
        writers = new KeyWriters(reads);
        sessions = new Sessions(reads);
        if (h.type == DataType.LIST) {
            ListOrder order = new ListOrder(reads, writers);
            versions = order.edges();
            isComplete = reads.ambiguous() == 0 && order.isComplete();
            wrong = reads.unexplained().or(order::wrong);
        } else {
            versions = new EdgeList();
            isComplete = reads.ambiguous() == 0;
            wrong = reads.unexplained();
        }
        joinProcesses();
        joinSources();
    }

    /**
     * Gets ready to decide levels. Linear.
     *
     * @param history of lists, or of registers that hold nil at first
     */
    public static WeakLevels of(TransactionHistory history, Budget budget) {
        return of(ReadSources.of(history), budget);
    }

    /** The same where it is known what each read saw. */
    static WeakLevels of(ReadSources reads, Budget budget) {
        return new WeakLevels(reads, budget);
    }

    /** Who wrote what each read saw. */
    public ReadSources reads() {
        return reads;
    }

    /**
     * Decides a level. What follows from decisions that were asked for before is not decided anew, so the strongest levels, with
     * sessions, are best asked for first.
     *
     * @param countsSessions whether the order of each process counts
     */
    @Override
    public Decision decide(WeakLevel level, boolean countsSessions) {
        Map<WeakLevel, Decision> known = countsSessions ? withSessions : plain;
        Decision decision = known.get(level);
        if (decision == null) {
            decision = implied(level, countsSessions).orElseGet(() -> decideAnew(level, countsSessions));
            known.put(level, decision);
        }
        return decision;
    }

    /** What follows for a level from others: what is stronger holds, or what is weaker is violated. */
    private Optional<Decision> implied(WeakLevel level, boolean countsSessions) {
        for (WeakLevel stronger : EnumSet.range(level, WeakLevel.CAUSAL)) {
            if (holds(withSessions.get(stronger)) || (!countsSessions && holds(plain.get(stronger)))) {
                return Optional.of(Decision.HOLDS);
            }
        }
        for (WeakLevel weaker : EnumSet.range(WeakLevel.READ_COMMITTED, level)) {
            Optional<Contradiction> known = contradiction(plain.get(weaker))
                    .or(() -> contradiction(withSessions.get(weaker))
                            .filter(found -> countsSessions || !found.needsSessions()));
            if (known.isPresent()) {
                return known.map(Decision::violated);
            }
        }
        return Optional.empty();
    }

    private static Optional<Contradiction> contradiction(@Nullable Decision decision) {
        return decision == null ? Optional.empty() : decision.contradiction();
    }

    private static boolean holds(@Nullable Decision decision) {
        return decision != null && decision.outcome() == Decision.Outcome.HOLDS;
    }

    private Decision decideAnew(WeakLevel level, boolean countsSessions) {
        if (wrong.isPresent()) {
            return Decision.violated(wrong.get());
        }
        EdgePattern pattern = pattern(countsSessions);
        TransactionGraph base = graph(countsSessions, List.of());
        Components components = new Components(base, pattern);
        if (components.cyclic() > 0) {
            ContradictionFinder finder = new ContradictionFinder(reads, level, countsSessions, base);
            return Decision.violated(finder.cycle(base, components, pattern, new ForcedOrder(0)));
        }
        if (level == WeakLevel.READ_COMMITTED) {
            return isComplete ? Decision.HOLDS : Decision.UNDECIDED;
        }
        return decideForced(level, countsSessions, pattern);
    }

    private Decision decideForced(WeakLevel level, boolean countsSessions, EdgePattern pattern) {
        TransactionGraph past = past(countsSessions);
        boolean isDecided;
        ForcedOrder forced;
        if (level == WeakLevel.CAUSAL) {
            CausalPast causal = new CausalPast(reads, writers, past, budget);
            forced = causal.forced();
            isDecided = causal.isDecided();
        } else {
            AtomicViews views = new AtomicViews(reads, writers, budget);
            forced = level == WeakLevel.MONOTONIC_ATOMIC_VIEW
                    ? views.monotonic()
                    : countsSessions ? views.atomic(sessions) : views.atomic();
            isDecided = forced.isWhole();
        }
        ContradictionFinder finder = new ContradictionFinder(reads, level, countsSessions, past);
        if (forced.missingRead >= 0) {
            return Decision.violated(finder.missedWrite(forced));
        }
        EdgeList pairs = new EdgeList();
        for (int i = 0; i < forced.size; i++) {
            pairs.add(forced.from[i], forced.to[i], EdgeType.WW);
        }
        TransactionGraph graph = graph(countsSessions, List.of(pairs));
        Components components = new Components(graph, pattern);
        if (components.cyclic() > 0) {
            return Decision.violated(finder.cycle(graph, components, pattern, forced));
        }
        return isDecided && isComplete ? Decision.HOLDS : Decision.UNDECIDED;
    }

    private static EdgePattern pattern(boolean countsSessions) {
        Set<EdgeType> types = EnumSet.of(EdgeType.WW, EdgeType.WR);
        if (countsSessions) {
            types.add(EdgeType.PROCESS);
        }
        return EdgePattern.of(types);
    }

    /** From each transaction to those that see it directly. */
    private TransactionGraph past(boolean countsSessions) {
        return TransactionGraph.of(h.size, countsSessions ? List.of(processes, sources) : List.of(sources));
    }

    private TransactionGraph graph(boolean countsSessions, List<EdgeList> more) {
        List<EdgeList> edges = new ArrayList<>(more);
        edges.add(versions);
        edges.add(sources);
        if (countsSessions) {
            edges.add(processes);
        }
        return TransactionGraph.of(h.size, edges);
    }

    private void joinProcesses() {
        for (int s = 0; s < sessions.count(); s++) {
            for (int i = sessions.first[s] + 1; i < sessions.first[s + 1]; i++) {
                processes.add(sessions.transaction[i - 1], sessions.transaction[i], EdgeType.PROCESS);
            }
        }
    }

    private void joinSources() {
        for (int m = 0; m < h.microOps; m++) {
            int source = reads.source[m];
            boolean isRepeated = m > h.firstMicroOp[h.transaction[m]] && reads.source[m - 1] == source;
            if (source >= 0 && !isRepeated) {
                sources.add(source, h.transaction[m], EdgeType.WR);
            }
        }
    }
}
