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
import dev.skewer.checker.transaction.graph.EdgePattern;
import dev.skewer.checker.transaction.graph.StrictOrder;
import dev.skewer.checker.transaction.graph.TimeBounds;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.Inference;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.infer.KeyGroups;
import dev.skewer.checker.transaction.infer.ListInference;
import dev.skewer.checker.transaction.infer.ObservedWrites;
import dev.skewer.checker.transaction.infer.RegisterInference;
import dev.skewer.checker.transaction.infer.RepeatedElements;
import dev.skewer.checker.transaction.level.Anomalies;
import dev.skewer.checker.transaction.level.CycleLevels;
import dev.skewer.checker.transaction.level.OpenLevels;
import dev.skewer.checker.transaction.level.OrderDecisions;
import dev.skewer.checker.transaction.level.OrderDecisions.Kept;
import dev.skewer.checker.transaction.level.OrderedDependencies;
import dev.skewer.checker.transaction.level.SerialReplay;
import dev.skewer.checker.transaction.level.WeakModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The check of one history: what its reads and writes say of the order of transactions, whether there is an order that agrees with all of
 * that and with real time, and if not, which consistency models still hold and which cycles exclude the others.
 */
final class TransactionCheck {
    /** Of longer histories it is not looked which of the weak models hold that were not asked for. */
    private static final int WORTH_ALL_MODELS = 50_000;

    private final TransactionHistory h;
    private final KeyGroups groups;
    private final String model;
    private final String consistencyModel;
    private final boolean hasRealTime;
    /** What registers hold at first. */
    private final InitialValue initial;

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
        h = history;
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
            return new Verdict(
                    Validity.UNKNOWN,
                    model,
                    new TreeMap<>(),
                    List.of(),
                    List.of(),
                    h.size,
                    0,
                    List.of("the budget was spent before the dependencies of transactions were known"));
        }
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
        Inference inference;
        if (h.type == DataType.REGISTER) {
            RegisterInference.Result registers = RegisterInference.infer(h, groups, initial, workers, budget);
            inference = registers.inference();
            versions = registers.versions();
            observed = Optional.of(registers.observed());
            openReads = registers.observed().open();
        } else {
            inference = ListInference.infer(h, groups, workers, budget);
            repeatedElements = inference.notes().isEmpty() ? null : inference;
        }
        if (inference.findings().isEmpty()) {
            StrictOrder order = strictOrder(inference).orElse(null);
            if (order != null && (inference.isComplete() || explains(order, inference))) {
                witness = new Witness(order, inference);
                return verdict(inference, true, new FoundAnomalies(h), Set.of(), Set.of("strict-serializable"));
            }
        }
        CycleLevels levels = new CycleLevels(
                cyclicPart(inference), t -> h.status[t] == OK, inference.unordered(), likelyOrders(), budget);
        FoundAnomalies anomalies = new FoundAnomalies(h);
        anomalies.add(inference.findings());
        anomalies.add(levels.report());
        Set<String> excluded = new TreeSet<>(levels.excluded());
        anomalies.names().forEach(name -> excluded.addAll(Anomalies.violated(name)));
        Set<String> held = inference.isComplete() ? held(excluded, levels.open()) : new TreeSet<>();
        boolean isUnordered = inference.isComplete() && !isHeld(held) && !isViolated(excluded);
        if (isUnordered || (versions != null && !inference.isComplete())) {
            OrderDecisions decisions = versions == null
                    ? OrderDecisions.of(h, inference, hasRealTime)
                    : new OrderDecisions(h, inference, versions, hasRealTime);
            OpenLevels open = OpenLevels.decide(decisions, consistencyModel, excluded, budget);
            anomalies.add(open.contradictions());
            excluded.addAll(open.excluded());
            undecided = open.notes();
            held.addAll(open.held());
        }
        if (inference.isComplete() && !isUnordered && !levels.open().isEmpty() && h.size <= WORTH_ALL_MODELS) {
            OpenLevels others =
                    OpenLevels.decideAll(OrderDecisions.of(h, inference, hasRealTime), levels.open(), excluded, budget);
            held.addAll(others.held());
            excluded.addAll(others.excluded());
            anomalies.add(others.contradictions());
        }
        if (!inference.notes().isEmpty()) {
            // A value that several transactions wrote may have been another one's than the order of the others needs.
            held.clear();
        }
        boolean isDecided = isHeld(held);
        decideWeak(observed, held, excluded, anomalies);
        return verdict(inference, isDecided || isHeld(held), anomalies, excluded, held);
    }

    /** Adds what reads alone say of weaker models. */
    private void decideWeak(
            Optional<ObservedWrites> observed, Set<String> held, Set<String> excluded, FoundAnomalies anomalies) {
        boolean isOpen = !isViolated(excluded) && !isHeld(held);
        if (!isOpen && h.size > WORTH_ALL_MODELS) {
            return;
        }
        Set<String> known = new TreeSet<>(held);
        if (!hasRealTime) {
            known.removeIf(model -> !ConsistencyModels.implies(model, "causal"));
        }
        var weak = new WeakModels(
                h,
                h.size > WORTH_ALL_MODELS ? Optional.of(consistencyModel) : Optional.empty(),
                known,
                excluded,
                hasRealTime,
                observed,
                budget);
        held.addAll(weak.held());
        excluded.addAll(weak.excluded());
        held.removeIf(model -> ConsistencyModels.impliesAny(model, excluded));
        weak.contradiction().ifPresent(anomalies::add);
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

    /** An order of all transactions that agrees with dependencies and with what clients saw of time. */
    private Optional<StrictOrder> strictOrder(Inference inference) {
        // The ranks say of real time what edges would, and of processes with it.
        Kept kept = hasRealTime ? Kept.NOTHING : Kept.PROCESS;
        TransactionGraph graph =
                OrderedDependencies.of(h, inference, kept, hasRealTime).graph();
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

    private Verdict verdict(
            Inference inference, boolean isDecided, FoundAnomalies anomalies, Set<String> excluded, Set<String> held) {
        boolean isViolated = isViolated(excluded);
        FoundAnomalies.Judged judged = anomalies.judged(consistencyModel, isViolated);
        List<String> not = ConsistencyModels.weakest(excluded);
        Validity valid = isViolated ? Validity.FALSE : isDecided ? Validity.TRUE : Validity.UNKNOWN;
        List<String> notes = new ArrayList<>(inference.notes());
        notes.addAll(undecided);
        if (valid == Validity.UNKNOWN && notes.isEmpty()) {
            notes.add("whether it is " + consistencyModel + " depends on the order of writers that no read shows"
                    + (openReads == 0
                            ? ""
                            : ", and on which of several writes of the same value reads saw (" + openReads
                                    + " reads are open)"));
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
