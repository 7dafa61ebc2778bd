package dev.skewer.checker.transaction.weak;

import dev.skewer.checker.Budget;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.graph.ClosingAntidependencies;
import dev.skewer.checker.transaction.graph.Components;
import dev.skewer.checker.transaction.graph.Cycle;
import dev.skewer.checker.transaction.graph.CycleSearch;
import dev.skewer.checker.transaction.graph.CyclicPart;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.graph.EdgePattern;
import dev.skewer.checker.transaction.graph.SessionOrders;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import dev.skewer.checker.transaction.history.SetReads;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.Findings;
import dev.skewer.checker.transaction.infer.Findings.Kind;
import dev.skewer.checker.transaction.infer.KeyGroups;
import dev.skewer.checker.transaction.infer.SetInference;
import dev.skewer.checker.transaction.weak.Contradiction.Link;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides {@link WeakLevel}s of histories of sets, with and without the order of processes, completely. Each element is a register that
 * is absent until the one write of it, so the only thing that can be wrong, besides information that flows in a circle and reads that
 * nothing explains, is a read that lacks an element whose adder its transaction has to see. Whom it has to see are paths of wr (and of the
 * order of processes); such a path together with the rw of what is lacking is a cycle with exactly one rw. Levels differ in how far
 * the paths go, and that is a matter of nodes: one for each transaction at {@link WeakLevel#CAUSAL}; one for its adds and one for its view
 * at {@link WeakLevel#READ_ATOMIC}, so that no path is longer than one step; and one for what it has seen up to each read at
 * {@link WeakLevel#MONOTONIC_ATOMIC_VIEW}.
 *
 * <p>Elements that several transactions added name none of them; then a level that is not violated is undecided.
 */
public final class SetLevels implements LevelDecisions {
    private final TransactionHistory h;
    private final Budget budget;
    private final SetInference sets;
    private final Optional<Contradiction.UnexplainedRead> wrong;

    /**
     * Gets ready to decide levels.
     *
     * @throws Budget.Exceeded if the budget is spent
     */
    public SetLevels(TransactionHistory history, Budget budget) {
        h = history;
        this.budget = budget;
        try (Workers workers = new Workers(1)) {
            sets = new SetInference(history, new KeyGroups(history), workers, budget);
        }
        wrong = wrong(sets.findings());
    }

    private Optional<Contradiction.UnexplainedRead> wrong(Findings findings) {
        return unexplained(findings, Kind.ABORTED_READ, Contradiction.Why.ABORTED)
                .or(() -> unexplained(findings, Kind.GARBAGE_READ, Contradiction.Why.WRITTEN_BY_NONE))
                .or(() -> unexplained(findings, Kind.FUTURE_READ, Contradiction.Why.FUTURE))
                .or(() -> h.sets.missingOwn() < 0
                        ? Optional.empty()
                        : Optional.of(new Contradiction.UnexplainedRead(
                                h.sets.missingOwn(), Contradiction.Why.OWN_WRITE_MISSED)));
    }

    private static Optional<Contradiction.UnexplainedRead> unexplained(
            Findings findings, Kind kind, Contradiction.Why why) {
        return findings.first(kind).stream()
                .findFirst()
                .map(finding -> new Contradiction.UnexplainedRead(finding.microOp(), why));
    }

    @Override
    public Decision decide(WeakLevel level, boolean countsSessions) {
        boolean isOfBlank = h.blankTransactions() > 0 && sets.findings().count(Kind.GARBAGE_READ) > 0;
        if (isOfBlank) {
            return Decision.UNDECIDED;
        }
        if (wrong.isPresent()) {
            return Decision.violated(wrong.get());
        }
        try {
            return decideByCycles(level, countsSessions);
        } catch (Budget.Exceeded e) {
            return Decision.UNDECIDED;
        }
    }

    private Decision decideByCycles(WeakLevel level, boolean countsSessions) {
        Set<EdgeType> types = EnumSet.of(EdgeType.WR);
        if (countsSessions) {
            types.add(EdgeType.PROCESS);
        }
        EdgePattern back = EdgePattern.of(types);
        var transactions = new SetLevelViews(h, WeakLevel.CAUSAL);
        SetInference.Dependencies dependencies = sets.dependencies(transactions);
        TransactionGraph graph = graph(dependencies, transactions, countsSessions);
        Components components = new Components(graph, back);
        if (components.cyclic() > 0) {
            return Decision.violated(circle(CyclicPart.of(graph, components, h.size), back));
        }
        boolean isComplete = sets.ambiguous() == 0 && dependencies.left() == 0;
        if (level == WeakLevel.READ_COMMITTED) {
            return isComplete ? Decision.HOLDS : Decision.UNDECIDED;
        }
        SetLevelViews views = new SetLevelViews(h, level);
        if (level != WeakLevel.CAUSAL) {
            graph = graph(sets.dependencies(views), views, countsSessions);
        }
        types.add(EdgeType.RW);
        CyclicPart part = CyclicPart.of(graph, new Components(graph, EdgePattern.of(types)), h.size);
        var closing = new ClosingAntidependencies(part.graph(), back, budget);
        if (closing.count() > 0) {
            Cycle cycle = new CycleSearch(part, back, Long.MAX_VALUE)
                    .through(closing.source(0), closing.edge(0), Integer.MAX_VALUE)
                    .orElseThrow();
            return Decision.violated(missed(cycle, views));
        }
        return closing.isDecided() && isComplete ? Decision.HOLDS : Decision.UNDECIDED;
    }

    private TransactionGraph graph(
            SetInference.Dependencies dependencies, SetLevelViews views, boolean countsSessions) {
        List<EdgeList> edges = new ArrayList<>(dependencies.edges());
        EdgeList more = new EdgeList();
        int nodes = views.join(more, dependencies.nodes(), sets.tookEffect(), countsSessions);
        edges.add(more);
        if (countsSessions && views.level() == WeakLevel.CAUSAL) {
            edges.add(SessionOrders.processes(h.process, sets.tookEffect(), h.size));
        }
        return TransactionGraph.of(nodes, edges);
    }

    /** A cycle of what transactions have to see, the shortest through one edge. */
    private Contradiction circle(CyclicPart part, EdgePattern pattern) {
        for (int node = 0; node < part.transactions(); node++) {
            for (int at = part.graph().first(node); at < part.graph().first(node + 1); at++) {
                // Anti-dependencies are no part of it, though they may lie within.
                if (part.graph().type(at) != EdgeType.RW.code()) {
                    Cycle cycle = new CycleSearch(part, pattern, Long.MAX_VALUE)
                            .through(node, at, Integer.MAX_VALUE)
                            .orElseThrow();
                    return new Contradiction.OrderCycle(links(cycle.transactions(), cycle, 0, h.microOps));
                }
            }
        }
        throw new IllegalStateException("what is in cycles has none");
    }

    /** A read that lacks what its transaction has to see, from a cycle that begins with the rw. */
    private Contradiction missed(Cycle cycle, SetLevelViews views) {
        int node = cycle.transactions().get(0);
        List<Integer> transactions =
                cycle.transactions().stream().map(views::transaction).toList();
        int reader = transactions.get(0);
        int writer = transactions.get(1);
        int read = firstThat(views.firstLacking(node), reader, writer, SetReads::lacks);
        // What its own transaction adds as well is told of only if there is nothing else.
        read = read >= 0
                ? read
                : firstThat(views.firstLacking(node), reader, writer, (of, m, add) -> !SetReads.has(of, m, add));
        int end = views.level() == WeakLevel.MONOTONIC_ATOMIC_VIEW ? read : h.microOps;
        return new Contradiction.MissedWrite(read, writer, links(transactions, cycle, 1, end));
    }

    private interface Lack {
        boolean test(TransactionHistory h, int read, int add);
    }

    /** The first read of a transaction, from a micro-op on, that lacks something that another adds; negative if there is none. */
    private int firstThat(int from, int reader, int writer, Lack lack) {
        for (int read = from; read < h.endMicroOp[reader]; read++) {
            for (int m = h.firstMicroOp[writer]; h.reads(read) && m < h.endMicroOp[writer]; m++) {
                if (!h.reads(m) && h.key(m) == h.key(read) && lack.test(h, read, m)) {
                    return read;
                }
            }
        }
        return -1;
    }

    /** The reasons of a cycle's steps from one on, with reads before a micro-op. */
    private List<Link> links(List<Integer> transactions, Cycle cycle, int first, int end) {
        List<Link> links = new ArrayList<>();
        for (int i = first; i < cycle.size(); i++) {
            int from = transactions.get(i);
            int to = transactions.get((i + 1) % cycle.size());
            boolean isRead = cycle.types().get(i) == EdgeType.WR;
            links.add(Link.of(from, to, cycle.types().get(i), isRead ? readFrom(from, to, end) : -1));
        }
        return links;
    }

    /** The first read of a transaction that has what another added. */
    private int readFrom(int source, int transaction, int end) {
        for (int m = h.firstMicroOp[transaction]; m < Math.min(end, h.endMicroOp[transaction]); m++) {
            for (int add = h.firstMicroOp[source]; h.reads(m) && add < h.endMicroOp[source]; add++) {
                if (!h.reads(add) && h.key(add) == h.key(m) && SetReads.has(h, m, add)) {
                    return m;
                }
            }
        }
        throw new IllegalStateException("transaction " + transaction + " read nothing of " + source);
    }
}
