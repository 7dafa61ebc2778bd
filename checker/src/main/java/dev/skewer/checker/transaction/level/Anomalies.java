package dev.skewer.checker.transaction.level;

import static java.util.Map.entry;

import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.transaction.weak.SessionGuarantee;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The weakest consistency models that each anomaly of transactions violates, whatever it is made of: a cycle that needs a predicate is
 * {@code G2}, and may violate weaker ones by its {@linkplain #violatedByPredicates shape}. Sources: Adya (<em>Weak Consistency</em>, 1999), Cerone,
 * Bernardi and Gotsman (CONCUR 2015) for {@code internal} and lost updates, and Elle's own for what Adya's model cannot express.
 */
public final class Anomalies {
    /** The one model to which it matters whether an anti-dependency is of an object or of a predicate. */
    public static final String REPEATABLE_READ = "repeatable-read";

    private static final Map<String, List<String>> VIOLATED = Map.ofEntries(
            entry("G0", List.of("read-uncommitted")),
            entry("G0-process", List.of("strong-session-read-uncommitted")),
            entry("G0-realtime", List.of("strong-read-uncommitted")),
            entry("duplicate-elements", List.of("read-uncommitted")),
            entry("cyclic-versions", List.of("read-committed")),
            entry("G1a", List.of("read-committed")),
            entry("G1b", List.of("read-committed")),
            entry("G1c", List.of("read-committed")),
            entry("G1c-process", List.of("strong-session-read-committed")),
            entry("G1c-realtime", List.of("strong-read-committed")),
            entry("dirty-update", List.of("read-committed")),
            entry("garbage-read", List.of("read-committed")),
            entry("future-read", List.of("read-committed")),
            entry("incompatible-order", List.of("read-committed")),
            entry("internal", List.of("read-atomic")),
            entry(WeakModels.FRACTURED_READ, List.of("read-atomic")),
            entry(WeakModels.NON_MONOTONIC_VIEW, List.of("monotonic-atomic-view")),
            entry(WeakModels.CAUSALITY_VIOLATION, List.of("causal-cerone")),
            entry(WeakModels.CAUSALITY_VIOLATION + CycleKind.PROCESS, List.of("causal")),
            entry("lost-update", List.of("consistent-view", "update-atomic", "repeatable-read")),
            entry("G-monotonic", List.of("monotonic-view")),
            entry("G-MSR", List.of("monotonic-snapshot-read")),
            entry("G-single", List.of("consistent-view", "repeatable-read")),
            entry("G-single-process", List.of("strong-session-consistent-view")),
            entry("G-single-realtime", List.of("strong-consistent-view")),
            entry("G-update", List.of("update-serializable")),
            entry("write-conflict", List.of("update-atomic")),
            entry(SessionGuarantee.MONOTONIC_READS.anomaly(), List.of("monotonic-reads")),
            entry(SessionGuarantee.MONOTONIC_WRITES.anomaly(), List.of("monotonic-writes")),
            entry(SessionGuarantee.READ_YOUR_WRITES.anomaly(), List.of("read-your-writes")),
            entry(SessionGuarantee.WRITES_FOLLOW_READS.anomaly(), List.of("writes-follow-reads")),
            entry(SessionGuarantee.PRAM.anomaly(), List.of("pram")),
            entry("G-nonadjacent", List.of("snapshot-isolation", "repeatable-read")),
            entry("G-nonadjacent-process", List.of("strong-session-snapshot-isolation")),
            entry("G-nonadjacent-realtime", List.of("strong-snapshot-isolation")),
            entry("G2-item", List.of("repeatable-read")),
            entry(CycleKind.G2, List.of("serializable")),
            entry(CycleKind.G2 + CycleKind.PROCESS, List.of("strong-session-serializable")),
            entry(CycleKind.G2 + CycleKind.REALTIME, List.of("strict-serializable")),
            entry("G2-item-process", List.of("strong-session-serializable")),
            entry("G2-item-realtime", List.of("strict-serializable")));

    private Anomalies() {}

    /** The names of all, in no order. */
    public static Collection<String> names() {
        return VIOLATED.keySet();
    }

    /** The weakest models that an anomaly violates. */
    public static List<String> violated(String anomaly) {
        List<String> models = VIOLATED.get(anomaly);
        if (models == null) {
            throw new IllegalArgumentException("no anomaly " + anomaly);
        }
        return models;
    }

    /**
     * The weakest models that a cycle violates some of whose anti-dependencies are of predicates. Repeatable read, which is about
     * objects, is not among them; all others take a predicate for a read of all that it asks for.
     *
     * @param shape its name as if they were of objects
     */
    public static Set<String> violatedByPredicates(String shape) {
        Set<String> models = new TreeSet<>(violated(shape));
        models.remove(REPEATABLE_READ);
        models.addAll(violated(CycleKind.G2 + CycleKind.suffix(shape)));
        return models;
    }

    /** Whether a model does not allow an anomaly. */
    public static boolean excludes(String model, String anomaly) {
        return ConsistencyModels.impliesAny(model, violated(anomaly));
    }

    /** Whether all models that an anomaly violates are violated by others, too: then it says nothing new. */
    public static boolean isImplied(String anomaly, Collection<String> others) {
        var violatedByOthers = new TreeSet<String>();
        others.forEach(other -> violatedByOthers.addAll(violated(other)));
        return violated(anomaly).stream().allMatch(model -> ConsistencyModels.impliesAny(model, violatedByOthers));
    }
}
