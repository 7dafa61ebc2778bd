package dev.skewer.harness.shrink;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Verdict;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a run has to show to have failed in the same way as another: an anomaly of the same name and, where its kinds are told apart, of a
 * kind that the other had.
 *
 * @param name of the anomaly
 * @param kinds of it; empty if they are not told apart
 */
public record FailureKind(String name, Set<String> kinds) implements Predicate<Verdict> {
    /** Copies the set. */
    public FailureKind {
        kinds = Set.copyOf(kinds);
    }

    /** The way in which a run failed that had this anomaly. */
    public static FailureKind of(Anomaly anomaly) {
        return new FailureKind(anomaly.name(), anomaly.kinds().keySet());
    }

    @Override
    public boolean test(Verdict verdict) {
        Anomaly found = verdict.anomalies().get(name);
        return found != null
                && (kinds.isEmpty() || found.kinds().keySet().stream().anyMatch(kinds::contains));
    }
}
