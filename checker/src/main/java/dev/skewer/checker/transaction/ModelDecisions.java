package dev.skewer.checker.transaction;

import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.Budget;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.decide.OpenVersions;
import dev.skewer.checker.transaction.graph.CyclicPart;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.CommittedVersions;
import dev.skewer.checker.transaction.infer.Findings;
import dev.skewer.checker.transaction.infer.Inference;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.infer.KeyGroups;
import dev.skewer.checker.transaction.infer.KeyOrder;
import dev.skewer.checker.transaction.infer.ListInference;
import dev.skewer.checker.transaction.infer.ObservedWrites;
import dev.skewer.checker.transaction.infer.RegisterInference;
import dev.skewer.checker.transaction.level.Anomalies;
import dev.skewer.checker.transaction.level.ConflictLevels;
import dev.skewer.checker.transaction.level.CycleLevels;
import dev.skewer.checker.transaction.level.OpenLevels;
import dev.skewer.checker.transaction.level.OrderDecisions;
import dev.skewer.checker.transaction.level.OrderedDependencies;
import dev.skewer.checker.transaction.level.UncommittedLevels;
import dev.skewer.checker.transaction.level.UnfoldedLevels;
import dev.skewer.checker.transaction.level.WeakModels;
import dev.skewer.checker.transaction.weak.ReadSources;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which consistency models a history has that is not strictly serializable, and which it violates: by cycles of dependencies, by reads
 * alone, by a search for orders of what nothing tells, and by what writers miss of each other. The model that was asked for comes first;
 * what else is found out may take as long again.
 */
final class ModelDecisions {
    /** Of longer histories it is not looked which of the weak models hold that were not asked for. */
    private static final int WORTH_ALL_MODELS = 50_000;

    private static final String MONOTONIC_ATOMIC_VIEW = "monotonic-atomic-view";

    /** What of some models is a weaker one, which reads alone decide. */
    private static final Map<String, String> WEAK_PART =
            Map.of("update-atomic", "read-atomic", Anomalies.REPEATABLE_READ, MONOTONIC_ATOMIC_VIEW);

    private final TransactionHistory h;
    private final KeyGroups groups;
    private final Inference inference;
    /** What is open of the order of versions; null where dependencies say all. */
    private final @Nullable OpenVersions versions;
    /** What reads of registers saw; nothing for others. */
    private final Optional<ObservedWrites> observed;

    private final String consistencyModel;
    private final boolean hasRealTime;
    private final InitialValue initial;
    /** What is assumed of the order of each register's versions. */
    private final KeyOrder keyOrder;

    private final Workers workers;
    private final Budget budget;

    private final FoundAnomalies anomalies;
    private final Set<String> excluded = new TreeSet<>();
    private final Set<String> held = new TreeSet<>();
    private List<String> undecided = List.of();

    ModelDecisions(
            TransactionHistory history,
            KeyGroups groups,
            Inference inference,
            @Nullable OpenVersions versions,
            Optional<ObservedWrites> observed,
            String consistencyModel,
            boolean hasRealTime,
            InitialValue initial,
            KeyOrder keyOrder,
            Workers workers,
            Budget budget) {
        h = history;
        this.groups = groups;
        this.inference = inference;
        this.versions = versions;
        this.observed = observed;
        this.consistencyModel = consistencyModel;
        this.hasRealTime = hasRealTime;
        this.initial = initial;
        this.keyOrder = keyOrder;
        this.workers = workers;
        this.budget = budget;
        anomalies = new FoundAnomalies(history);
    }

    /** Decides them, as far as the budget goes. */
    void run() {
        Set<String> open = decideByCycles();
        Set<String> uncommitted = decideUncommitted(open);
        if (inference.isComplete()) {
            held.addAll(CycleLevels.MODELS);
            held.removeAll(open);
            dropViolated();
        }
        // A value that several transactions wrote may have been another one's than the order of the others needs.
        boolean areOrdersCertain = inference.notes().isEmpty();
        if (areOrdersCertain && !isKnown() && WeakModels.areDecidedByReads(consistencyModel)) {
            decideByReads(Optional.of(consistencyModel), budget);
        }
        decideByOrders(open);
        if (!areOrdersCertain) {
            held.clear();
        }
        held.addAll(uncommitted);
        dropViolated();
        boolean needsView = h.hasPredicateReads() && held.remove(Anomalies.REPEATABLE_READ);
        if (h.size <= WORTH_ALL_MODELS) {
            decideByReads(Optional.empty(), isKnown() ? budget.besides() : budget);
        } else if (!isKnown()) {
            decideByReads(Optional.of(WEAK_PART.getOrDefault(consistencyModel, consistencyModel)), budget);
        }
        if (needsView && ConsistencyModels.isImpliedByAny(MONOTONIC_ATOMIC_VIEW, held)) {
            held.add(Anomalies.REPEATABLE_READ);
        }
        decideConflicts();
    }

    /** What was found. */
    FoundAnomalies anomalies() {
        return anomalies;
    }

    /** Whether the model that was asked for holds. */
    boolean isHeld() {
        return ConsistencyModels.isImpliedByAny(consistencyModel, held);
    }

    /** Models that are violated, and with them all that are stronger. */
    Set<String> excluded() {
        return excluded;
    }

    /** Models that hold, and with them all that are weaker. */
    Set<String> held() {
        return held;
    }

    /** What the budget left open, a sentence each. */
    List<String> undecided() {
        return undecided;
    }

    private boolean isViolated() {
        return ConsistencyModels.impliesAny(consistencyModel, excluded);
    }

    /** Whether the model that was asked for is decided. */
    private boolean isKnown() {
        return isHeld() || isViolated();
    }

    private void dropViolated() {
        held.removeIf(model -> ConsistencyModels.impliesAny(model, excluded));
    }

    /** Looks at cycles of dependencies; returns the models that they leave open. */
    private Set<String> decideByCycles() {
        CyclicPart part = OrderedDependencies.cyclicPart(h, inference, hasRealTime);
        CycleLevels levels = new CycleLevels(
                part, t -> h.status[t] == OK, h::readsOnly, inference.unordered(), likelyOrders(), budget);
        anomalies.add(inference.findings());
        anomalies.add(levels.report());
        excluded.addAll(levels.excluded());
        Set<String> open = new TreeSet<>(levels.open());
        boolean isSnapshot = !excluded.contains("snapshot-isolation") && !open.contains("snapshot-isolation");
        if (!isSnapshot && h.type == DataType.SET) {
            open.addAll(UnfoldedLevels.MODELS);
        } else if (!isSnapshot) {
            UnfoldedLevels unfolded =
                    new UnfoldedLevels(h, part, microOpEdges(), inference.unordered(), likelyOrders(), budget);
            anomalies.add(unfolded.report());
            excluded.addAll(unfolded.excluded());
            open.addAll(unfolded.open());
        }
        excluded.addAll(anomalies.violated());
        if (inference.findings().count(Findings.Kind.FORKED_READS) > 0) {
            excluded.add("prefix");
        }
        return open;
    }

    /** Looks at what was written over, whoever read it; returns the models that hold by that. */
    private Set<String> decideUncommitted(Set<String> open) {
        if (inference.isComplete() && open.stream().noneMatch(UncommittedLevels::isOne)) {
            return Set.of();
        }
        UncommittedLevels uncommitted = new UncommittedLevels(h, new CommittedVersions(h, groups), hasRealTime, budget);
        anomalies.add(uncommitted.report());
        excluded.addAll(uncommitted.excluded());
        excluded.addAll(anomalies.violated());
        return keyOrder == KeyOrder.OPEN ? uncommitted.held() : Set.of();
    }

    /** Searches for orders where dependencies leave some open. */
    private void decideByOrders(Set<String> open) {
        boolean isAsked = !isKnown();
        Budget searches = isAsked ? budget : budget.besides();
        boolean isUnordered = inference.isComplete() && isAsked;
        if (isUnordered || (versions != null && !inference.isComplete())) {
            add(OpenLevels.decide(orders(), consistencyModel, excluded, searches));
        }
        if (inference.isComplete() && !isUnordered && !open.isEmpty() && h.size <= WORTH_ALL_MODELS) {
            add(OpenLevels.decideAll(orders(), open, excluded, searches));
        }
    }

    private OrderDecisions orders() {
        return versions == null || inference.isComplete()
                ? OrderDecisions.of(h, inference, hasRealTime)
                : new OrderDecisions(h, inference, versions, hasRealTime);
    }

    private void add(OpenLevels levels) {
        anomalies.add(levels);
        excluded.addAll(levels.excluded());
        held.addAll(levels.held());
        undecided = isKnown() ? List.of() : levels.notes();
    }

    /** The dependencies once more, with their micro-ops. */
    private List<EdgeList> microOpEdges() {
        Inference again = h.type == DataType.LIST
                ? ListInference.withMicroOps(h, groups, workers, budget)
                : RegisterInference.withMicroOps(h, groups, observed.orElseThrow(), keyOrder, budget);
        return again.edges();
    }

    /**
     * Adds what reads alone say of weaker models.
     *
     * @param needed only what this model needs is looked at; empty for all
     */
    private void decideByReads(Optional<String> needed, Budget most) {
        if (h.isAnyUncertain()) {
            // Whose writes there are is not known then.
            return;
        }
        Set<String> known = new TreeSet<>(held);
        if (!hasRealTime) {
            known.removeIf(model -> !ConsistencyModels.implies(model, "causal"));
        }
        var weak = new WeakModels(h, needed, known, excluded, hasRealTime, observed, initial, most);
        if (keyOrder == KeyOrder.OPEN) {
            // Reads alone do not tell whether the versions can be in the order that is assumed.
            held.addAll(weak.held());
        }
        excluded.addAll(weak.excluded());
        dropViolated();
        weak.contradiction().ifPresent(anomalies::add);
        weak.violations().forEach(anomalies::add);
    }

    /** Adds what the order of versions says of models that forbid to write over what was not seen. */
    private void decideConflicts() {
        boolean isAsked = consistencyModel.equals("update-atomic") || consistencyModel.equals("cursor-stability");
        if (h.type == DataType.SET
                || !inference.isComplete()
                || !inference.findings().isEmpty()
                || (h.size > WORTH_ALL_MODELS && (!isAsked || isKnown()))) {
            return;
        }
        var conflicts = new ConflictLevels(
                h, ReadSources.of(h, observed), inference.unordered().isEmpty());
        conflicts.conflict().ifPresent(cycle -> {
            excluded.add("update-atomic");
            anomalies.add(cycle, "write-conflict");
        });
        if (conflicts.isFreeOfConflicts() && ConsistencyModels.isImpliedByAny("read-atomic", held)) {
            held.add("update-atomic");
        }
        if (conflicts.isFreeOfLostUpdates() && ConsistencyModels.isImpliedByAny("read-committed", held)) {
            held.add("cursor-stability");
        }
        dropViolated();
    }

    /** In which order transactions may have written what they wrote at about the same time. */
    private List<Comparator<Integer>> likelyOrders() {
        return List.of(
                Comparator.<Integer>comparingInt(t -> h.completed[t]).thenComparing(Comparator.naturalOrder()),
                Comparator.naturalOrder(),
                Comparator.<Integer>comparingInt(t -> -h.completed[t]).thenComparing(Comparator.naturalOrder()),
                Comparator.reverseOrder());
    }
}
