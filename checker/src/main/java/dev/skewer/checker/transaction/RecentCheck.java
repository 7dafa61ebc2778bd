package dev.skewer.checker.transaction;

import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.Budget;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.graph.Components;
import dev.skewer.checker.transaction.graph.CyclicPart;
import dev.skewer.checker.transaction.graph.EdgePattern;
import dev.skewer.checker.transaction.graph.StrictOrder;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.Findings;
import dev.skewer.checker.transaction.infer.Inference;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.infer.KeyGroups;
import dev.skewer.checker.transaction.infer.ListInference;
import dev.skewer.checker.transaction.infer.RegisterInference;
import dev.skewer.checker.transaction.level.Anomalies;
import dev.skewer.checker.transaction.level.CycleLevels;
import dev.skewer.checker.transaction.level.OrderDecisions.Kept;
import dev.skewer.checker.transaction.level.OrderedDependencies;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at the latest transactions of a history that grows, by themselves: at those since the look before the last, so that any two
 * that began within one interval between looks are seen together. What was there before them counts as given. The cost follows
 * these transactions, and a few nanoseconds an object of the history.
 *
 * <p>What dependencies there are between the latest transactions alone are such of the whole, but for values that were written more
 * than once, of which a part does not know. So a cycle here is a suspicion, which the whole history confirms or not. Nothing here says
 * that a history is right: a cycle may lead through transactions long ago, and the order of writers that no read shows is not searched
 * for.
 */
final class RecentCheck {
    /** So many transactions are looked at at least, as far as there are any. */
    private static final int LEAST = 1 << 12;

    private final String consistencyModel;
    private final boolean hasRealTime;
    private final InitialValue initial;

    /** How many transactions there were at the last look, and at the one before. */
    private int reached;

    private int reachedBefore;
    /** How many findings there were at the last look that the history has of itself. */
    private long internal;

    private long disagreeing;

    RecentCheck(String consistencyModel, boolean hasRealTime, InitialValue initial) {
        this.consistencyModel = consistencyModel;
        this.hasRealTime = hasRealTime;
        this.initial = initial;
    }

    /**
     * Whether the latest transactions look as if they violated the consistency model.
     *
     * @throws Budget.Exceeded if the budget is spent
     */
    boolean looksWrong(TransactionHistory h, Budget budget) {
        int from = Math.max(0, Math.min(reachedBefore, h.size - LEAST));
        boolean isWrong = hasNew(h);
        reachedBefore = reached;
        reached = h.size;
        return isWrong || excludes(h.since(from), budget);
    }

    /** Whether there are reads since the last time that contradict themselves or each other. */
    private boolean hasNew(TransactionHistory h) {
        boolean isWrong = (h.internal.count() > internal && isExcluded(Findings.Kind.INTERNAL))
                || (h.lists.disagreeing() > disagreeing && isExcluded(Findings.Kind.INCOMPATIBLE_ORDER));
        internal = h.internal.count();
        disagreeing = h.lists.disagreeing();
        return isWrong;
    }

    private boolean isExcluded(Findings.Kind kind) {
        return Anomalies.excludes(consistencyModel, kind.anomaly());
    }

    private boolean excludes(TransactionHistory part, Budget budget) {
        var groups = new KeyGroups(part);
        Inference inference;
        try (var workers = new Workers(1)) {
            inference = part.type == DataType.REGISTER
                    ? RegisterInference.infer(part, groups, initial, workers, budget)
                            .inference()
                    : ListInference.infer(part, groups, workers, budget);
        }
        for (Findings.Kind kind : Findings.Kind.values()) {
            // What nothing in a part wrote was written before.
            if (kind != Findings.Kind.GARBAGE_READ && inference.findings().count(kind) > 0 && isExcluded(kind)) {
                return true;
            }
        }
        if (hasStrictOrder(part, inference)) {
            return false;
        }
        Set<String> excluded = new TreeSet<>(new CycleLevels(
                        cyclicPart(part, inference), t -> part.status[t] == OK, part::readsOnly, List.of(), List.of(), budget)
                .excluded());
        return ConsistencyModels.impliesAny(consistencyModel, excluded);
    }

    private boolean hasStrictOrder(TransactionHistory part, Inference inference) {
        Kept kept = hasRealTime ? Kept.NOTHING : Kept.PROCESS;
        return StrictOrder.of(
                        OrderedDependencies.of(part, inference, kept, hasRealTime).graph(),
                        hasRealTime ? part.invoked : new int[part.size],
                        part.completed,
                        part.size)
                .isPresent();
    }

    private CyclicPart cyclicPart(TransactionHistory part, Inference inference) {
        var graph = OrderedDependencies.of(part, inference, Kept.REALTIME, hasRealTime)
                .graph();
        var components = new Components(graph, EdgePattern.of(EnumSet.allOf(EdgeType.class)));
        return CyclicPart.of(graph, components, part.size);
    }
}
