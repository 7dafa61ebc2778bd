package dev.skewer.checker.transaction;

import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Budget;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.decide.Contradiction;
import dev.skewer.checker.transaction.decide.OpenVersions;
import dev.skewer.checker.transaction.explain.ContradictionStories;
import dev.skewer.checker.transaction.explain.CycleStories;
import dev.skewer.checker.transaction.explain.FindingStories;
import dev.skewer.checker.transaction.explain.WeakStories;
import dev.skewer.checker.transaction.graph.Components;
import dev.skewer.checker.transaction.graph.CyclicPart;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.graph.EdgePattern;
import dev.skewer.checker.transaction.graph.SessionOrders;
import dev.skewer.checker.transaction.graph.StrictOrder;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.Findings;
import dev.skewer.checker.transaction.infer.Inference;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.infer.KeyGroups;
import dev.skewer.checker.transaction.infer.ListInference;
import dev.skewer.checker.transaction.infer.RegisterInference;
import dev.skewer.checker.transaction.level.Anomalies;
import dev.skewer.checker.transaction.level.CycleKind;
import dev.skewer.checker.transaction.level.CycleLevels;
import dev.skewer.checker.transaction.level.CycleReport;
import dev.skewer.checker.transaction.level.OpenLevels;
import dev.skewer.checker.transaction.level.OrderDecisions;
import dev.skewer.checker.transaction.level.SerialReplay;
import dev.skewer.checker.transaction.level.WeakModels;
import dev.skewer.checker.transaction.weak.Contradiction.UnexplainedRead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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
    private final String model;
    private final String consistencyModel;
    private final boolean hasRealTime;
    /** What registers hold at first. */
    private final InitialValue initial;

    private final Workers workers;
    private final Budget budget;
    /** What a verdict of true rests on, if that is one order of all transactions. */
    private @Nullable Witness witness;
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
        this.model = model;
        this.consistencyModel = consistencyModel;
        this.hasRealTime = hasRealTime;
        this.initial = initial;
        this.workers = workers;
        this.budget = budget;
    }

    Verdict run() {
        try {
            return decide();
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

    private Verdict decide() {
        OpenVersions versions = null;
        Inference inference;
        if (h.type == DataType.REGISTER) {
            RegisterInference.Result registers = RegisterInference.infer(h, initial, workers, budget);
            inference = registers.inference();
            versions = registers.versions();
        } else {
            inference = ListInference.infer(h, workers, budget);
        }
        if (inference.findings().isEmpty()) {
            StrictOrder order = strictOrder(inference).orElse(null);
            if (order != null && (inference.isComplete() || explains(order, inference))) {
                witness = new Witness(order, inference);
                return verdict(inference, true, new TreeMap<>(), Set.of(), Set.of("strict-serializable"));
            }
        }
        CycleLevels levels = new CycleLevels(
                cyclicPart(inference), t -> h.status[t] == OK, inference.unordered(), likelyOrders(), budget);
        Map<String, Anomaly> anomalies = new TreeMap<>();
        addFindings(inference.findings(), anomalies);
        addCycles(levels.report(), anomalies);
        Set<String> excluded = new TreeSet<>(levels.excluded());
        anomalies.keySet().forEach(name -> excluded.addAll(Anomalies.violated(name)));
        Set<String> held = inference.isComplete() ? held(excluded, levels.open()) : new TreeSet<>();
        boolean isDecided = isHeld(held);
        boolean isUnordered = inference.isComplete() && !isDecided && !isViolated(excluded);
        if (isUnordered || (versions != null && !inference.isComplete())) {
            OrderDecisions decisions = versions == null
                    ? OrderDecisions.of(h, inference, hasRealTime)
                    : new OrderDecisions(h, inference, versions, hasRealTime);
            OpenLevels open = OpenLevels.decide(decisions, consistencyModel, excluded, budget);
            addContradictions(open.contradictions(), anomalies);
            excluded.addAll(open.excluded());
            undecided = open.notes();
            held.addAll(open.held());
            // A value that several transactions wrote may have been another one's than the order of the others needs.
            isDecided = inference.notes().isEmpty() && isHeld(held);
        }
        if (inference.isComplete() && !isUnordered && !levels.open().isEmpty() && h.size <= WORTH_ALL_MODELS) {
            OpenLevels others =
                    OpenLevels.decideAll(OrderDecisions.of(h, inference, hasRealTime), levels.open(), excluded, budget);
            held.addAll(others.held());
            excluded.addAll(others.excluded());
            addContradictions(others.contradictions(), anomalies);
        }
        if (!inference.notes().isEmpty()) {
            held.clear();
        }
        decideWeak(held, excluded, anomalies);
        return verdict(inference, isDecided || isHeld(held), anomalies, excluded, held);
    }

    /** Adds what reads alone say of weaker models. */
    private void decideWeak(Set<String> held, Set<String> excluded, Map<String, Anomaly> anomalies) {
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
                budget);
        held.addAll(weak.held());
        excluded.addAll(weak.excluded());
        held.removeIf(model -> excluded.stream().anyMatch(weaker -> ConsistencyModels.implies(model, weaker)));
        weak.contradiction()
                // A read that nothing explains was told already.
                .filter(named -> anomalies.isEmpty() || !(named.why() instanceof UnexplainedRead))
                .ifPresent(named -> anomalies.putIfAbsent(
                        named.anomaly(),
                        new Anomaly(
                                named.anomaly(), 1, new TreeMap<>(), List.of(new WeakStories(h).tell(named.why())))));
    }

    private void addContradictions(Map<String, Contradiction> contradictions, Map<String, Anomaly> anomalies) {
        ContradictionStories stories = new ContradictionStories(h);
        contradictions.forEach((name, why) ->
                anomalies.putIfAbsent(name, new Anomaly(name, 1, new TreeMap<>(), List.of(stories.tell(why)))));
    }

    private boolean isViolated(Set<String> excluded) {
        return excluded.stream().anyMatch(weaker -> ConsistencyModels.implies(consistencyModel, weaker));
    }

    /** The models that were looked at and are neither excluded nor open. */
    private static Set<String> held(Set<String> excluded, Set<String> open) {
        Set<String> held = new TreeSet<>(CycleLevels.MODELS);
        held.removeAll(open);
        held.removeIf(model -> excluded.stream().anyMatch(weaker -> ConsistencyModels.implies(model, weaker)));
        return held;
    }

    private boolean isHeld(Set<String> held) {
        return held.stream().anyMatch(stronger -> ConsistencyModels.implies(stronger, consistencyModel));
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
        List<EdgeList> edges = new ArrayList<>(inference.edges());
        int[] invoked = h.invoked;
        if (!hasRealTime) {
            edges.add(SessionOrders.processes(h.process, inference.tookEffect(), h.size));
            invoked = new int[h.size];
        }
        TransactionGraph graph = TransactionGraph.of(inference.nodes(), edges);
        return StrictOrder.of(graph, invoked, h.completed, h.size);
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
        List<EdgeList> edges = new ArrayList<>(inference.edges());
        edges.add(SessionOrders.processes(h.process, inference.tookEffect(), h.size));
        int nodes = inference.nodes();
        if (hasRealTime) {
            EdgeList realTime = new EdgeList();
            nodes = SessionOrders.realTime(
                    realTime, h.invoked, h.completed, inference.tookEffect(), h.size, inference.nodes());
            edges.add(realTime);
        }
        TransactionGraph graph = TransactionGraph.of(nodes, edges);
        Components components = new Components(graph, EdgePattern.of(EnumSet.allOf(EdgeType.class)));
        return CyclicPart.of(graph, components, h.size);
    }

    private void addFindings(Findings findings, Map<String, Anomaly> anomalies) {
        FindingStories stories = new FindingStories(h);
        for (Findings.Kind kind : Findings.Kind.values()) {
            if (findings.count(kind) == 0) {
                continue;
            }
            List<Example> examples =
                    findings.first(kind).stream().limit(1).map(stories::tell).toList();
            anomalies.merge(
                    kind.anomaly(),
                    new Anomaly(kind.anomaly(), findings.count(kind), new TreeMap<>(), examples),
                    (one, other) -> new Anomaly(one.name(), one.count() + other.count(), one.kinds(), one.examples()));
        }
    }

    /** Adds the cycles that say something new. */
    private void addCycles(CycleReport report, Map<String, Anomaly> anomalies) {
        CycleStories stories = new CycleStories(h);
        Set<String> told = new TreeSet<>(anomalies.keySet());
        for (String suffix : List.of("", CycleKind.PROCESS, CycleKind.REALTIME)) {
            Map<String, Anomaly> more = new TreeMap<>();
            report.counts().forEach((kind, count) -> {
                if (suffix(kind).equals(suffix) && (suffix.isEmpty() || !Anomalies.isImplied(kind, told))) {
                    List<Example> examples = report.examples(kind).stream()
                            .map(cycle -> stories.tell(cycle, kind))
                            .toList();
                    more.put(kind, new Anomaly(kind, count, new TreeMap<>(), examples));
                }
            });
            anomalies.putAll(more);
            told.addAll(more.keySet());
        }
    }

    private static String suffix(String kind) {
        return kind.endsWith(CycleKind.PROCESS)
                ? CycleKind.PROCESS
                : kind.endsWith(CycleKind.REALTIME) ? CycleKind.REALTIME : "";
    }

    private Verdict verdict(
            Inference inference,
            boolean isDecided,
            Map<String, Anomaly> anomalies,
            Set<String> excluded,
            Set<String> held) {
        var found = new TreeMap<String, Anomaly>();
        var allowed = new TreeMap<String, Anomaly>();
        anomalies.forEach(
                (name, anomaly) -> (Anomalies.excludes(consistencyModel, name) ? found : allowed).put(name, anomaly));
        if (isViolated(excluded) && found.isEmpty()) {
            // A model that excludes some cycles of a kind only is violated by what it may have otherwise.
            found.putAll(allowed);
            allowed.clear();
        }
        List<String> not = ConsistencyModels.weakest(excluded);
        Validity valid = isViolated(excluded) ? Validity.FALSE : isDecided ? Validity.TRUE : Validity.UNKNOWN;
        List<String> notes = new ArrayList<>(inference.notes());
        notes.addAll(undecided);
        if (valid == Validity.UNKNOWN && inference.isComplete()) {
            notes.add("whether it is " + consistencyModel + " depends on the order of writers that no read shows");
        }
        return new Verdict(
                valid,
                model,
                found,
                not,
                ConsistencyModels.stronger(not),
                h.size,
                Opportunities.count(h, new KeyGroups(h)),
                notes,
                allowed,
                ConsistencyModels.strongest(held));
    }
}
