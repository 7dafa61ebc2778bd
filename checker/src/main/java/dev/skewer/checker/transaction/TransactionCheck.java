package dev.skewer.checker.transaction;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Budget;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.explain.CycleStories;
import dev.skewer.checker.transaction.explain.FindingStories;
import dev.skewer.checker.transaction.graph.Components;
import dev.skewer.checker.transaction.graph.CyclicPart;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.graph.EdgePattern;
import dev.skewer.checker.transaction.graph.SessionOrders;
import dev.skewer.checker.transaction.graph.StrictOrder;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.Findings;
import dev.skewer.checker.transaction.infer.Inference;
import dev.skewer.checker.transaction.infer.KeyGroups;
import dev.skewer.checker.transaction.infer.ListInference;
import dev.skewer.checker.transaction.level.Anomalies;
import dev.skewer.checker.transaction.level.CycleKind;
import dev.skewer.checker.transaction.level.CycleLevels;
import dev.skewer.checker.transaction.level.CycleReport;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The check of one history: what its reads and writes say of the order of transactions, whether there is an order that agrees with all of
 * that and with real time, and if not, which consistency models still hold and which cycles exclude the others.
 */
final class TransactionCheck {
    private final TransactionHistory h;
    private final String consistencyModel;
    private final boolean hasRealTime;
    private final Workers workers;
    private final Budget budget;

    TransactionCheck(
            TransactionHistory history, String consistencyModel, boolean hasRealTime, Workers workers, Budget budget) {
        h = history;
        this.consistencyModel = consistencyModel;
        this.hasRealTime = hasRealTime;
        this.workers = workers;
        this.budget = budget;
    }

    Verdict run() {
        Inference inference = ListInference.infer(h, workers, budget);
        if (inference.findings().isEmpty() && inference.isComplete() && isStrict(inference)) {
            return verdict(inference, new TreeMap<>(), Set.of(), Set.of());
        }
        CycleLevels levels = new CycleLevels(cyclicPart(inference), budget);
        Map<String, Anomaly> anomalies = new TreeMap<>();
        addFindings(inference.findings(), anomalies);
        addCycles(levels.report(), anomalies);
        Set<String> excluded = new TreeSet<>(levels.excluded());
        anomalies.keySet().forEach(name -> excluded.addAll(Anomalies.violated(name)));
        return verdict(inference, anomalies, excluded, levels.open());
    }

    /** Whether there is an order of all transactions that agrees with dependencies and with what clients saw of time. */
    private boolean isStrict(Inference inference) {
        if (hasRealTime) {
            TransactionGraph graph = TransactionGraph.of(inference.nodes(), inference.edges());
            return StrictOrder.moments(graph, h.invoked, h.completed, h.size) != null;
        }
        List<EdgeList> edges = new ArrayList<>(inference.edges());
        edges.add(SessionOrders.processes(h.process, inference.tookEffect(), h.size));
        TransactionGraph graph = TransactionGraph.of(inference.nodes(), edges);
        return StrictOrder.moments(graph, new int[h.size], h.completed, h.size) != null;
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
            Inference inference, Map<String, Anomaly> anomalies, Set<String> excluded, Set<String> open) {
        boolean isViolated = excluded.stream().anyMatch(model -> ConsistencyModels.implies(consistencyModel, model));
        boolean isOpen = !inference.isComplete()
                || open.stream().anyMatch(model -> ConsistencyModels.implies(consistencyModel, model));
        var found = new TreeMap<String, Anomaly>();
        var allowed = new TreeMap<String, Anomaly>();
        anomalies.forEach(
                (name, anomaly) -> (Anomalies.excludes(consistencyModel, name) ? found : allowed).put(name, anomaly));
        List<String> not = ConsistencyModels.weakest(excluded);
        return new Verdict(
                isViolated ? Validity.FALSE : isOpen ? Validity.UNKNOWN : Validity.TRUE,
                h.type == dev.skewer.checker.transaction.history.DataType.LIST ? "list-append" : "rw-register",
                found,
                not,
                ConsistencyModels.stronger(not),
                h.size,
                Opportunities.count(h, new KeyGroups(h)),
                inference.notes(),
                allowed);
    }
}
