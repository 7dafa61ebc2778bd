package dev.skewer.checker.transaction;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.Example;
import dev.skewer.checker.transaction.explain.ContradictionStories;
import dev.skewer.checker.transaction.explain.CycleStories;
import dev.skewer.checker.transaction.explain.FindingStories;
import dev.skewer.checker.transaction.explain.SessionStories;
import dev.skewer.checker.transaction.explain.WeakStories;
import dev.skewer.checker.transaction.graph.Cycle;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.Findings;
import dev.skewer.checker.transaction.level.Anomalies;
import dev.skewer.checker.transaction.level.CycleKind;
import dev.skewer.checker.transaction.level.CycleReport;
import dev.skewer.checker.transaction.level.OpenLevels;
import dev.skewer.checker.transaction.level.WeakModels;
import dev.skewer.checker.transaction.weak.Contradiction.UnexplainedRead;
import dev.skewer.checker.transaction.weak.SessionViolation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The anomalies that were found of one history, by name, each with its story. */
final class FoundAnomalies {
    /** Stands in the place of a suffix for cycles that have another name, too, and are told if that does not say as much. */
    private static final String REFINED = "refined";

    private final TransactionHistory h;
    private final SortedMap<String, Anomaly> anomalies = new TreeMap<>();
    /** By anomaly, the models that what was found of it violates beyond what its name says. */
    private final Map<String, Set<String>> violated = new TreeMap<>();

    FoundAnomalies(TransactionHistory history) {
        h = history;
    }

    /**
     * All of them, beside a model.
     *
     * @param found those that the model excludes
     * @param allowed the others
     */
    record Judged(SortedMap<String, Anomaly> found, SortedMap<String, Anomaly> allowed) {}

    /** The weakest models that they violate. */
    Set<String> violated() {
        Set<String> models = new TreeSet<>();
        anomalies.keySet().forEach(name -> models.addAll(Anomalies.violated(name)));
        violated.values().forEach(models::addAll);
        return models;
    }

    /** Adds what is wrong with single reads and writes. */
    void add(Findings findings) {
        FindingStories stories = new FindingStories(h);
        for (Findings.Kind kind : Findings.Kind.values()) {
            if (findings.count(kind) > 0) {
                List<Example> examples = findings.first(kind).stream()
                        .limit(1)
                        .map(stories::tell)
                        .toList();
                if (kind == Findings.Kind.LOST_INSERT) {
                    violate(kind.anomaly(), Anomalies.violatedByPredicates(CycleKind.G_SINGLE));
                }
                anomalies.merge(
                        kind.anomaly(),
                        anomaly(kind.anomaly(), findings.count(kind), examples),
                        (one, other) -> anomaly(one.name(), one.count() + other.count(), one.examples()));
            }
        }
    }

    /** Adds the cycles that say something new: those with an order that clients see only if the others do not say as much. */
    void add(CycleReport report) {
        CycleStories stories = new CycleStories(h);
        for (String suffix : List.of("", REFINED, CycleKind.PROCESS, CycleKind.REALTIME)) {
            Set<String> told = new TreeSet<>(anomalies.keySet());
            report.counts().forEach((kind, count) -> {
                if (suffix(kind).equals(suffix) && (suffix.isEmpty() || !Anomalies.isImplied(kind, told))) {
                    List<Example> examples = report.examples(kind).stream()
                            .map(cycle -> stories.tell(cycle, kind))
                            .toList();
                    anomalies.put(kind, new Anomaly(kind, count, report.shapes(kind), examples));
                    violate(kind, report.violated(kind));
                }
            });
        }
    }

    private static String suffix(String kind) {
        return CycleKind.REFINED.contains(kind) ? REFINED : CycleKind.suffix(kind);
    }

    /** Adds contradictions that need several cycles, by name, unless one of the name is there. */
    void add(OpenLevels open) {
        ContradictionStories stories = new ContradictionStories(h);
        open.contradictions().forEach((name, why) -> {
            anomalies.putIfAbsent(name, anomaly(name, 1, List.of(stories.tell(why))));
            violate(name, open.violated(name));
        });
    }

    private void violate(String anomaly, Set<String> models) {
        violated.computeIfAbsent(anomaly, unused -> new TreeSet<>()).addAll(models);
    }

    /** Adds why a weak model is violated; a read that nothing explains was told already if there is anything. */
    void add(WeakModels.Named weak) {
        if (anomalies.isEmpty() || !(weak.why() instanceof UnexplainedRead)) {
            anomalies.putIfAbsent(
                    weak.anomaly(), anomaly(weak.anomaly(), 1, List.of(new WeakStories(h).tell(weak.why()))));
        }
    }

    /** Adds a cycle by a name, unless one of the name is there. */
    void add(Cycle cycle, String name) {
        anomalies.putIfAbsent(name, anomaly(name, 1, List.of(new CycleStories(h).tell(cycle, name))));
    }

    /** Adds why a guarantee of sessions is violated. */
    void add(SessionViolation violation) {
        String name = violation.guarantee().anomaly();
        anomalies.putIfAbsent(name, anomaly(name, 1, List.of(new SessionStories(h).tell(violation))));
    }

    /**
     * Tells those that a model excludes from the others.
     *
     * @param isViolated whether the model is. One that excludes some cycles of a kind only is violated by what it may have otherwise
     */
    Judged judged(String consistencyModel, boolean isViolated) {
        var found = new TreeMap<String, Anomaly>();
        var allowed = new TreeMap<String, Anomaly>();
        anomalies.forEach((name, anomaly) -> (excludes(consistencyModel, name) ? found : allowed).put(name, anomaly));
        if (isViolated && found.isEmpty()) {
            found.putAll(allowed);
            allowed.clear();
        }
        // A finer name is for what no other name says.
        if (Stream.of(found, allowed).anyMatch(FoundAnomalies::hasOthers)) {
            allowed.keySet().removeAll(CycleKind.REFINED);
        }
        if (hasOthers(found)) {
            found.keySet().removeAll(CycleKind.REFINED);
        }
        return new Judged(found, allowed);
    }

    private static boolean hasOthers(Map<String, Anomaly> some) {
        return !CycleKind.REFINED.containsAll(some.keySet());
    }

    private boolean excludes(String consistencyModel, String name) {
        return Anomalies.excludes(consistencyModel, name)
                || ConsistencyModels.impliesAny(consistencyModel, violated.getOrDefault(name, Set.of()));
    }

    private static Anomaly anomaly(String name, long count, List<Example> examples) {
        return new Anomaly(name, count, new TreeMap<>(), examples);
    }
}
