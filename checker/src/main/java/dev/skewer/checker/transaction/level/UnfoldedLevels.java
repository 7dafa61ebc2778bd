package dev.skewer.checker.transaction.level;

import static dev.skewer.checker.EdgeType.RW;
import static dev.skewer.checker.EdgeType.RWP;
import static dev.skewer.checker.EdgeType.WR;
import static dev.skewer.checker.EdgeType.WW;

import dev.skewer.checker.Budget;
import dev.skewer.checker.transaction.graph.ClosingAntidependencies;
import dev.skewer.checker.transaction.graph.Components;
import dev.skewer.checker.transaction.graph.CyclicPart;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.graph.EdgePattern;
import dev.skewer.checker.transaction.graph.Unfolded;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.UnorderedWriters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The models to which it matters in which order a transaction did what it did: {@code monotonic-view}, Adya's PL-2L, and {@code
 * monotonic-snapshot-read}, his PL-MSR (<em>Weak Consistency</em>, 1999). Both are cycles of an {@link Unfolded} graph.
 *
 * <p>PL-2L has no cycle of dependencies with one anti-dependency, of a read that comes after the micro-op at which its transaction depends
 * on the others (G-monotonic). At PL-MSR each micro-op begins at a moment of its own, no earlier than those before it; what it reads
 * or writes over has committed by then, and what it misses has not. If what that says of the moments is in no cycle, any order that agrees with it has
 * a moment for each micro-op and each commit, and reads returned what had committed.
 */
public final class UnfoldedLevels {
    private static final String VIEW = "monotonic-view";
    private static final String SNAPSHOT = "monotonic-snapshot-read";
    /** The models that it decides. */
    public static final Set<String> MODELS = Set.of(VIEW, SNAPSHOT);

    private static final EdgePattern DEPENDENCIES = EdgePattern.of(EnumSet.of(WW, WR));
    private static final EdgePattern ALL = EdgePattern.of(EnumSet.of(WW, WR, RW, RWP));

    private final TransactionHistory h;
    private final CyclicPart part;
    private final Unfolded unfolded;
    private final Budget budget;
    private final CycleReport report = new CycleReport();
    private final Set<String> excluded = new LinkedHashSet<>();
    private final Set<String> open = new LinkedHashSet<>();

    /**
     * Decides both.
     *
     * @param part what is in cycles of dependencies
     * @param edges the dependencies, with micro-ops
     * @param unordered writers in an order that is not known
     * @param orders in which they may have written, by transaction; these are tried
     */
    public UnfoldedLevels(
            TransactionHistory history,
            CyclicPart part,
            List<EdgeList> edges,
            List<UnorderedWriters> unordered,
            List<Comparator<Integer>> orders,
            Budget budget) {
        h = history;
        this.part = part;
        this.budget = budget;
        unfolded = new Unfolded(history, part, edges);
        moments();
        views();
        WriterOrders writers = new WriterOrders(part, unordered);
        if (!writers.isEmpty()) {
            order(writers, orders);
        }
    }

    /** The cycles that were found. */
    public CycleReport report() {
        return report;
    }

    /** Those that are excluded. */
    public Set<String> excluded() {
        return excluded;
    }

    /** Those of which it could not be told. */
    public Set<String> open() {
        return open;
    }

    private void moments() {
        CyclicPart moments = unfolded.moments(List.of());
        Components components = new Components(moments.graph(), ALL);
        if (components.cyclic() > 0) {
            excluded.add(SNAPSHOT);
            CycleFinder finder = new CycleFinder(moments, cycle -> report.show(cycle, CycleKind.G_MSR), budget);
            report.count(CycleKind.G_MSR, finder.find(RW, ALL, components) + finder.find(RWP, ALL, components));
        }
    }

    private void views() {
        CyclicPart views = unfolded.views(List.of());
        var closing = new ClosingAntidependencies(views.graph(), DEPENDENCIES, budget);
        if (closing.count() > 0) {
            excluded.add(VIEW);
            CycleFinder finder = new CycleFinder(views, cycle -> report.show(cycle, CycleKind.G_MONOTONIC), budget);
            finder.find(closing, DEPENDENCIES);
            report.count(CycleKind.G_MONOTONIC, closing.count());
        } else if (!closing.isDecided()) {
            open.add(VIEW);
        }
    }

    /** What depends on the order of writers which is not known holds if one order is found in which it does. */
    private void order(WriterOrders writers, List<Comparator<Integer>> orders) {
        Set<String> undecided = new LinkedHashSet<>(List.of(VIEW, SNAPSHOT));
        undecided.removeAll(excluded);
        for (Comparator<Integer> order : orders) {
            if (undecided.isEmpty()) {
                break;
            }
            List<int[]> pairs = new ArrayList<>();
            for (WriterOrders.Pair pair : writers.pairs(order)) {
                pairs.add(new int[] {pair.first(), pair.second(), firstWrite(pair.second(), pair.key())});
            }
            undecided.removeIf(model -> model.equals(VIEW) ? hasViews(pairs) : hasMoments(pairs));
        }
        open.addAll(undecided);
    }

    private boolean hasViews(List<int[]> pairs) {
        var closing = new ClosingAntidependencies(unfolded.views(pairs).graph(), DEPENDENCIES, budget);
        return closing.count() == 0 && closing.isDecided();
    }

    private boolean hasMoments(List<int[]> pairs) {
        return new Components(unfolded.moments(pairs).graph(), ALL).cyclic() == 0;
    }

    private int firstWrite(int node, int key) {
        int m = h.firstMicroOp[part.original()[node]];
        while (h.reads(m) || h.key(m) != key) {
            m++;
        }
        return m;
    }
}
