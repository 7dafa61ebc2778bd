package dev.skewer.checker.transaction.level;

import dev.skewer.checker.Budget;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.ClosingAntidependencies;
import dev.skewer.checker.transaction.graph.Components;
import dev.skewer.checker.transaction.graph.Cycle;
import dev.skewer.checker.transaction.graph.CycleSearch;
import dev.skewer.checker.transaction.graph.CyclicPart;
import dev.skewer.checker.transaction.graph.EdgePattern;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds cycles of a kind to be shown: the first, and the smallest as far as the bounds go. Whether there are any, is decided by
 * {@link CycleLevels}, which has no bounds.
 *
 * <p>All cycles of a kind have an edge of one type; so the shortest one is looked for through each such edge that lies in a component,
 * up to a number of edges and of steps.
 */
final class CycleFinder {
    /** Through so many edges of a kind cycles are looked for. */
    private static final int MOST_TRIED = 400;
    /** So many edges are looked at for a kind, or a few times as many as there are. */
    private static final long MOST_STEPS = 20_000_000;

    private static final int TIMES_ALL = 8;

    private final CyclicPart part;
    private final TransactionGraph graph;
    private final Consumer<Cycle> report;
    private final Budget budget;

    /**
     * A finder.
     *
     * @param report takes the cycles to be shown
     */
    CycleFinder(CyclicPart part, Consumer<Cycle> report, Budget budget) {
        this.part = part;
        graph = part.graph();
        this.report = report;
        this.budget = budget;
    }

    /**
     * Looks for cycles through the edges of a type that lie in a component of a pattern.
     *
     * @return how many there are of these
     */
    long find(EdgeType through, EdgePattern pattern, Components components) {
        CycleSearch search = search(pattern);
        long edges = 0;
        int most = Integer.MAX_VALUE;
        for (int node = 0; node < graph.nodes(); node++) {
            for (int at = graph.first(node); at < graph.first(node + 1); at++) {
                if (graph.type(at) == through.code() && components.isInside(node, at)) {
                    if (edges++ < MOST_TRIED && !search.isSpent() && !budget.exhausted()) {
                        most = show(search, node, at, most);
                    }
                }
            }
        }
        return edges;
    }

    /** Looks for cycles through anti-dependencies that close some. */
    void find(ClosingAntidependencies closing, EdgePattern pattern) {
        CycleSearch search = search(pattern);
        int most = Integer.MAX_VALUE;
        int tried = Math.min(closing.count(), MOST_TRIED);
        for (int i = 0; i < tried && !search.isSpent() && !budget.exhausted(); i++) {
            most = show(search, closing.source(i), closing.edge(i), most);
        }
    }

    private CycleSearch search(EdgePattern pattern) {
        return new CycleSearch(part, pattern, Math.max(MOST_STEPS, (long) TIMES_ALL * graph.edges()));
    }

    /** After the first only smaller ones are of interest. */
    private int show(CycleSearch search, int node, int edge, int most) {
        Optional<Cycle> found = search.through(node, edge, most);
        found.ifPresent(report);
        return found.map(cycle -> Math.max(2, cycle.size() - 1)).orElse(most);
    }
}
