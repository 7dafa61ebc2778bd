package dev.skewer.checker.transaction;

import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.Budget;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.decide.OpenVersions;
import dev.skewer.checker.transaction.graph.Components;
import dev.skewer.checker.transaction.graph.CyclicPart;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.graph.EdgePattern;
import dev.skewer.checker.transaction.graph.StrictOrder;
import dev.skewer.checker.transaction.graph.TimeBounds;
import dev.skewer.checker.transaction.graph.TransactionGraph;
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
import dev.skewer.checker.transaction.infer.RepeatedElements;
import dev.skewer.checker.transaction.infer.SetInference;
import dev.skewer.checker.transaction.level.Anomalies;
import dev.skewer.checker.transaction.level.ConflictLevels;
import dev.skewer.checker.transaction.level.CycleLevels;
import dev.skewer.checker.transaction.level.OpenLevels;
import dev.skewer.checker.transaction.level.OrderDecisions;
import dev.skewer.checker.transaction.level.OrderDecisions.Kept;
import dev.skewer.checker.transaction.level.OrderedDependencies;
import dev.skewer.checker.transaction.level.SerialReplay;
import dev.skewer.checker.transaction.level.UncommittedLevels;
import dev.skewer.checker.transaction.level.UnfoldedLevels;
import dev.skewer.checker.transaction.level.WeakModels;
import dev.skewer.checker.transaction.weak.ReadSources;
import dev.skewer.checker.transaction.weak.SessionGuarantee;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The check of one history: what its reads and writes say of the order of transactions, whether there is an order that agrees with all of
 * that and with real time, and if not, which consistency models still hold and which cycles exclude the others.
 */
final class TransactionCheck {
    /** Of longer histories it is not looked which of the weak models hold that were not asked for. */
    private static final int WORTH_ALL_MODELS = 50_000;

    private static final String MONOTONIC_ATOMIC_VIEW = "monotonic-atomic-view";

    /** Models that are not looked for in sets. */
    private static final Set<String> OPEN_OF_SETS = Set.of(
            "monotonic-view",
            "monotonic-snapshot-read",
            "update-atomic",
            "cursor-stability",
            "monotonic-reads",
            "monotonic-writes",
            "read-your-writes",
            "writes-follow-reads",
            "pram");

    /** What of some models is a weaker one, which reads alone decide. */
    private static final Map<String, String> WEAK_PART =
            Map.of("update-atomic", "read-atomic", Anomalies.REPEATABLE_READ, MONOTONIC_ATOMIC_VIEW);

    private final TransactionHistory h;
    private final KeyGroups groups;
    private final String model;
    private final String consistencyModel;
    private final boolean hasRealTime;
    /** What registers hold at first. */
    private final InitialValue initial;
    /** What is assumed of each register by itself. */
    private final KeyOrder keyOrder;

    private final Workers workers;
    private final Budget budget;
    /** What a verdict of true rests on, if that is one order of all transactions. */
    private @Nullable Witness witness;
    /** How many reads saw what several transactions wrote. */
    private long openReads;
    /** What is certain, if elements of lists name no transaction. */
    private @Nullable Inference repeatedElements;
    /** What the budget left open. */
    private List<String> undecided = List.of();

    private record Witness(StrictOrder order, Inference inference) {}

    TransactionCheck(
            TransactionHistory history,
            String model,
            String consistencyModel,
            boolean hasRealTime,
            InitialValue initial,
            Workers workers,
            Budget budget) {
        this(history, model, consistencyModel, hasRealTime, initial, KeyOrder.OPEN, workers, budget);
    }

    /** The same where something is assumed of each register by itself. */
    TransactionCheck(
            TransactionHistory history,
            String model,
            String consistencyModel,
            boolean hasRealTime,
            InitialValue initial,
            KeyOrder keyOrder,
            Workers workers,
            Budget budget) {
        h = history;
        this.keyOrder = keyOrder;
        groups = new KeyGroups(history);
        this.model = model;
        this.consistencyModel = consistencyModel;
        this.hasRealTime = hasRealTime;
        this.initial = initial;
        this.workers = workers;
        this.budget = budget;
    }

    Verdict run() {
        try {
            Verdict verdict = decide();
            return verdict.valid() == Validity.UNKNOWN && repeatedElements != null
                    ? withElementsTold(verdict, repeatedElements)
                    : verdict;
        } catch (Budget.Exceeded e) {
            return exceeded(model, h.size);
        }
    }

    /** The verdict where the budget was spent before anything was known. */
    static Verdict exceeded(String model, int transactions) {
        return new Verdict(
                Validity.UNKNOWN,
                model,
                new TreeMap<>(),
                List.of(),
                List.of(),
                transactions,
                0,
                List.of("the budget was spent before the dependencies of transactions were known"));
    }

    /** The verdict if a guess of which append each repeated element of a list is from satisfies the model; otherwise as it is. */
    private Verdict withElementsTold(Verdict open, Inference inference) {
        int[] earliest = Arrays.copyOf(h.invoked, h.size);
        int[] latest = Arrays.copyOf(h.completed, h.size);
        TimeBounds.narrow(TransactionGraph.of(inference.nodes(), inference.edges()), earliest, latest);
        return RepeatedElements.told(h, groups, earliest, latest)
                .flatMap(told -> satisfied(open, told))
                .or(() ->
                        RepeatedElements.told(h, groups, h.invoked, h.completed).flatMap(told -> satisfied(open, told)))
                .orElse(open);
    }

    /** The verdict if a history that has an execution only if this one has satisfies the model. */
    private Optional<Verdict> satisfied(Verdict open, TransactionHistory told) {
        var check = new TransactionCheck(told, model, consistencyModel, hasRealTime, initial, workers, budget);
        Verdict verdict = check.decide();
        if (verdict.valid() != Validity.TRUE) {
            return Optional.empty();
        }
        witness = check.witness;
        // What the guess shows besides is not certain, but what it satisfies is satisfied.
        return Optional.of(new Verdict(
                Validity.TRUE,
                model,
                open.anomalies(),
                open.not(),
                open.alsoNot(),
                h.size,
                open.opportunities(),
                List.of(),
                open.allowed(),
                verdict.satisfied()));
    }

    private Verdict decide() {
        OpenVersions versions = null;
        Optional<ObservedWrites> observed = Optional.empty();
        List<EdgeList> likely = List.of();
        Inference inference;
        if (h.type == DataType.REGISTER) {
            RegisterInference.Result registers = RegisterInference.infer(h, groups, initial, keyOrder, workers, budget);
            inference = registers.inference();
            versions = registers.versions();
            observed = Optional.of(registers.observed());
            openReads = registers.observed().open();
            likely = registers.likely().size() == 0 ? likely : List.of(registers.likely());
        } else if (h.type == DataType.SET) {
            inference = new SetInference(h, groups, workers, budget).inference();
        } else {
            inference = ListInference.infer(h, groups, workers, budget);
            repeatedElements = inference.notes().isEmpty() ? null : inference;
        }
        if (inference.findings().isEmpty()) {
            Optional<StrictOrder> found = explained(inference, likely);
            if (found.isPresent()) {
                witness = new Witness(found.get(), inference);
                return verdict(inference, true, new FoundAnomalies(h), Set.of(), Set.of("strict-serializable"));
            }
        }
        CyclicPart part = cyclicPart(inference);
        CycleLevels levels = new CycleLevels(
                part, t -> h.status[t] == OK, h::readsOnly, inference.unordered(), likelyOrders(), budget);
        FoundAnomalies anomalies = new FoundAnomalies(h);
        anomalies.add(inference.findings());
        anomalies.add(levels.report());
        Set<String> excluded = new TreeSet<>(levels.excluded());
        Set<String> unknown = new TreeSet<>(levels.open());
        boolean isSnapshot = !excluded.contains("snapshot-isolation") && !unknown.contains("snapshot-isolation");
        if (!isSnapshot && h.type == DataType.SET) {
            unknown.addAll(UnfoldedLevels.MODELS);
        } else if (!isSnapshot) {
            UnfoldedLevels unfolded =
                    new UnfoldedLevels(h, part, microOpEdges(), inference.unordered(), likelyOrders(), budget);
            anomalies.add(unfolded.report());
            excluded.addAll(unfolded.excluded());
            unknown.addAll(unfolded.open());
        }
        Set<String> dirty = new TreeSet<>();
        if (!inference.isComplete() || unknown.stream().anyMatch(UncommittedLevels::isOne)) {
            UncommittedLevels uncommitted =
                    new UncommittedLevels(h, new CommittedVersions(h, groups), hasRealTime, budget);
            anomalies.add(uncommitted.report());
            excluded.addAll(uncommitted.excluded());
            if (keyOrder == KeyOrder.OPEN) {
                dirty.addAll(uncommitted.held());
            }
        }
        excluded.addAll(anomalies.violated());
        if (inference.findings().count(Findings.Kind.FORKED_READS) > 0) {
            excluded.add("prefix");
        }
        Set<String> held = inference.isComplete() ? held(excluded, unknown) : new TreeSet<>();
        boolean isUnordered = inference.isComplete() && !isHeld(held) && !isViolated(excluded);
        if (isUnordered || (versions != null && !inference.isComplete())) {
            OrderDecisions decisions = versions == null
                    ? OrderDecisions.of(h, inference, hasRealTime)
                    : new OrderDecisions(h, inference, versions, hasRealTime);
            OpenLevels open = OpenLevels.decide(decisions, consistencyModel, excluded, budget);
            anomalies.add(open);
            excluded.addAll(open.excluded());
            undecided = open.notes();
            held.addAll(open.held());
        }
        if (inference.isComplete() && !isUnordered && !unknown.isEmpty() && h.size <= WORTH_ALL_MODELS) {
            OpenLevels others =
                    OpenLevels.decideAll(OrderDecisions.of(h, inference, hasRealTime), unknown, excluded, budget);
            held.addAll(others.held());
            excluded.addAll(others.excluded());
            anomalies.add(others);
        }
        dirty.removeIf(model -> ConsistencyModels.impliesAny(model, excluded));
        if (!inference.notes().isEmpty()) {
            // A value that several transactions wrote may have been another one's than the order of the others needs.
            held.clear();
        }
        held.addAll(dirty);
        boolean needsView = h.hasPredicateReads() && held.remove(Anomalies.REPEATABLE_READ);
        boolean isDecided = isHeld(held);
        decideWeak(observed, held, excluded, anomalies);
        if (needsView && ConsistencyModels.isImpliedByAny(MONOTONIC_ATOMIC_VIEW, held)) {
            held.add(Anomalies.REPEATABLE_READ);
        }
        decideConflicts(inference, observed, held, excluded, anomalies);
        return verdict(inference, isDecided || isHeld(held), anomalies, excluded, held);
    }

    /** The dependencies once more, with their micro-ops. */
    private List<EdgeList> microOpEdges() {
        Inference again = h.type == DataType.LIST
                ? ListInference.withMicroOps(h, groups, workers, budget)
                : RegisterInference.withMicroOps(
                        h, groups, ObservedWrites.of(h, groups, initial, workers, budget), keyOrder, budget);
        return again.edges();
    }

    /** Adds what reads alone say of weaker models. */
    private void decideWeak(
            Optional<ObservedWrites> observed, Set<String> held, Set<String> excluded, FoundAnomalies anomalies) {
        if (isUncertain()) {
            // Whose writes there are is not known then.
            return;
        }
        boolean isOpen = !isViolated(excluded) && !isHeld(held);
        if (!isOpen && h.size > WORTH_ALL_MODELS) {
            return;
        }
        Set<String> known = new TreeSet<>(held);
        if (!hasRealTime) {
            known.removeIf(model -> !ConsistencyModels.implies(model, "causal"));
        }
        String needed = WEAK_PART.getOrDefault(consistencyModel, consistencyModel);
        var weak = new WeakModels(
                h,
                h.size > WORTH_ALL_MODELS ? Optional.of(needed) : Optional.empty(),
                known,
                excluded,
                hasRealTime,
                observed,
                initial,
                budget);
        if (keyOrder == KeyOrder.OPEN) {
            // Reads alone do not tell whether the versions can be in the order that is assumed.
            held.addAll(weak.held());
        }
        excluded.addAll(weak.excluded());
        held.removeIf(model -> ConsistencyModels.impliesAny(model, excluded));
        weak.contradiction().ifPresent(anomalies::add);
        weak.violations().forEach(anomalies::add);
    }

    /** Adds what the order of versions says of models that forbid to write over what was not seen. */
    private void decideConflicts(
            Inference inference,
            Optional<ObservedWrites> observed,
            Set<String> held,
            Set<String> excluded,
            FoundAnomalies anomalies) {
        boolean isAsked = consistencyModel.equals("update-atomic") || consistencyModel.equals("cursor-stability");
        boolean isKnown = isHeld(held) || isViolated(excluded);
        if (h.type == DataType.SET
                || !inference.isComplete()
                || !inference.findings().isEmpty()
                || (h.size > WORTH_ALL_MODELS && (!isAsked || isKnown))) {
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
        held.removeIf(model -> ConsistencyModels.impliesAny(model, excluded));
    }

    /** Whether there are conditional writes of which it is not known whether they were done, though their transactions may have been. */
    private boolean isUncertain() {
        for (int m = 0; !h.conditional.isEmpty() && m < h.microOps; m++) {
            if (h.isUncertain(m) && h.status[h.transaction[m]] == TransactionHistory.INFO) {
                return true;
            }
        }
        return false;
    }

    private boolean isViolated(Set<String> excluded) {
        return ConsistencyModels.impliesAny(consistencyModel, excluded);
    }

    /** The models that were looked at and are neither excluded nor open. */
    private static Set<String> held(Set<String> excluded, Set<String> open) {
        Set<String> held = new TreeSet<>(CycleLevels.MODELS);
        held.removeAll(open);
        held.removeIf(model -> ConsistencyModels.impliesAny(model, excluded));
        return held;
    }

    private boolean isHeld(Set<String> held) {
        return ConsistencyModels.isImpliedByAny(consistencyModel, held);
    }

    /** Whether the order of all transactions that the verdict rests on, if it does on one, gives each read what it returned. */
    Optional<Boolean> certified() {
        return Optional.ofNullable(witness).map(found -> explains(found.order, found.inference));
    }

    private boolean explains(StrictOrder order, Inference inference) {
        return new SerialReplay(h, inference.tookEffect(), initial.token())
                .refutation(order.transactions())
                .isEmpty();
    }

    /**
     * A strict order that explains all reads, if one of those does that are tried.
     *
     * @param likely edges that make it more likely; what is found is right with them or without
     */
    private Optional<StrictOrder> explained(Inference inference, List<EdgeList> likely) {
        Optional<StrictOrder> found = strictOrder(inference, likely).filter(order -> isProof(order, inference));
        return found.isEmpty() && !likely.isEmpty()
                ? strictOrder(inference, List.of()).filter(order -> isProof(order, inference))
                : found;
    }

    private boolean isProof(StrictOrder order, Inference inference) {
        return inference.isComplete() || explains(order, inference);
    }

    /** An order of all transactions that agrees with dependencies and with what clients saw of time. */
    private Optional<StrictOrder> strictOrder(Inference inference, List<EdgeList> more) {
        // The ranks say of real time what edges would, and of processes with it.
        Kept kept = hasRealTime ? Kept.NOTHING : Kept.PROCESS;
        OrderedDependencies known = OrderedDependencies.of(h, inference, kept, hasRealTime);
        List<EdgeList> edges = new ArrayList<>(known.edges());
        edges.addAll(more);
        TransactionGraph graph = TransactionGraph.of(known.nodes(), edges);
        return StrictOrder.of(graph, hasRealTime ? h.invoked : new int[h.size], h.completed, h.size);
    }

    /** In which order transactions may have written what they wrote at about the same time. */
    private List<Comparator<Integer>> likelyOrders() {
        return List.of(
                Comparator.<Integer>comparingInt(t -> h.completed[t]).thenComparing(Comparator.naturalOrder()),
                Comparator.naturalOrder(),
                Comparator.<Integer>comparingInt(t -> -h.completed[t]).thenComparing(Comparator.naturalOrder()),
                Comparator.reverseOrder());
    }

    private CyclicPart cyclicPart(Inference inference) {
        TransactionGraph graph =
                OrderedDependencies.of(h, inference, Kept.REALTIME, hasRealTime).graph();
        Components components = new Components(graph, EdgePattern.of(EnumSet.allOf(EdgeType.class)));
        return CyclicPart.of(graph, components, h.size);
    }

    /** What the verdict on the model that was asked for would need to be known. */
    private List<String> whyUnknown(Inference inference) {
        if (h.type == DataType.SET && OPEN_OF_SETS.contains(consistencyModel)) {
            return List.of(consistencyModel
                    + " is decided of lists and registers; of sets only what follows from other models");
        }
        if (consistencyModel.equals("cursor-stability")) {
            return List.of(
                    "whether it is cursor-stability depends on which reads went through a cursor, which a history does not"
                            + " say; it is certain only of histories that lose no update, and of those that are not read-committed");
        }
        boolean isOfSessions = Stream.of(SessionGuarantee.values())
                .anyMatch(guarantee -> guarantee.model().equals(consistencyModel));
        if (isOfSessions) {
            return List.of("whether it is " + consistencyModel
                    + " depends on reads that returned what no one write that took effect is known for");
        }
        return inference.isComplete() || (inference.notes().isEmpty() && undecided.isEmpty())
                ? List.of("whether it is " + consistencyModel + " depends on the order of writers that no read shows"
                        + (openReads == 0
                                ? ""
                                : ", and on which of several writes of the same value reads saw (" + openReads
                                        + " reads are open)"))
                : List.of();
    }

    private Verdict verdict(
            Inference inference, boolean isDecided, FoundAnomalies anomalies, Set<String> excluded, Set<String> held) {
        boolean isViolated = isViolated(excluded);
        FoundAnomalies.Judged judged = anomalies.judged(consistencyModel, isViolated);
        List<String> not = ConsistencyModels.weakest(excluded);
        Validity valid = isViolated ? Validity.FALSE : isDecided ? Validity.TRUE : Validity.UNKNOWN;
        List<String> notes = new ArrayList<>(inference.notes());
        notes.addAll(undecided);
        if (keyOrder != KeyOrder.OPEN) {
            notes.add(keyOrder.note());
        }
        if (valid == Validity.UNKNOWN) {
            notes.addAll(whyUnknown(inference));
        }
        return new Verdict(
                valid,
                model,
                judged.found(),
                not,
                ConsistencyModels.stronger(not),
                h.size,
                Opportunities.count(h, groups),
                notes,
                judged.allowed(),
                ConsistencyModels.strongest(held));
    }
}
