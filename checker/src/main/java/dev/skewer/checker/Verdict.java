package dev.skewer.checker;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a checker says of one history.
 *
 * @param valid whether the history satisfies the model
 * @param model the model's name, such as {@code journal}
 * @param anomalies what was found, by anomaly name, the {@linkplain AnomalyCatalog#order most telling} first; empty unless {@code valid} is false
 * @param not consistency models that the history violates
 * @param alsoNot models that are violated by implication
 * @param ops client operations in the history
 * @param opportunities chances to fail, as {@link CheckerInfo#opportunity} says of what
 * @param notes what could not be decided or was not looked at, a sentence each
 * @param allowed what was found and is no fault, as the store never promised otherwise, by name, such as {@code lost-suffix}
 * @param satisfied the strongest consistency models that the history certainly satisfies; empty where that was not decided
 */
public record Verdict(
        Validity valid,
        String model,
        SortedMap<String, Anomaly> anomalies,
        List<String> not,
        List<String> alsoNot,
        long ops,
        long opportunities,
        List<String> notes,
        SortedMap<String, Anomaly> allowed,
        List<String> satisfied) {
    /** Copies the collections, so that a verdict never changes. */
    public Verdict {
        anomalies = ordered(anomalies);
        allowed = ordered(allowed);
        not = List.copyOf(not);
        alsoNot = List.copyOf(alsoNot);
        notes = List.copyOf(notes);
        satisfied = List.copyOf(satisfied);
    }

    /** A verdict that found nothing that was allowed, and says nothing of what is satisfied. */
    public Verdict(
            Validity valid,
            String model,
            SortedMap<String, Anomaly> anomalies,
            List<String> not,
            List<String> alsoNot,
            long ops,
            long opportunities,
            List<String> notes) {
        this(valid, model, anomalies, not, alsoNot, ops, opportunities, notes, new TreeMap<>(), List.of());
    }

    private static SortedMap<String, Anomaly> ordered(SortedMap<String, Anomaly> anomalies) {
        SortedMap<String, Anomaly> ordered = new TreeMap<>(AnomalyCatalog.order());
        ordered.putAll(anomalies);
        return Collections.unmodifiableSortedMap(ordered);
    }

    /**
     * This verdict, which is unknown where it would be true of nothing.
     *
     * @param completed how many operations of clients ended, whether as ok, fail or info
     */
    public Verdict about(long completed) {
        return valid == Validity.TRUE && completed == 0
                ? with(Validity.UNKNOWN, "no operation of a client ended, so nothing was checked")
                : this;
    }

    /** A sentence about the consistency models that exclude what was found; empty if that goes without saying. */
    public String exclusion() {
        boolean goesWithoutSaying = not.isEmpty() || not.equals(List.of("linearizable"));
        return goesWithoutSaying
                ? ""
                : "This cannot happen under " + String.join(", ", not)
                        + (alsoNot.isEmpty() ? "." : ", nor under anything stronger.");
    }

    /** A sentence about the strongest consistency models that are satisfied; empty where that was not decided, or goes without saying. */
    public String inclusion() {
        return satisfied.isEmpty() || (valid == Validity.TRUE && satisfied.contains("strict-serializable"))
                ? ""
                : "It satisfies " + String.join(", ", satisfied) + ", and whatever these imply.";
    }

    /** The same verdict with another validity and one more note. */
    public Verdict with(Validity validity, String note) {
        var more = new java.util.ArrayList<>(notes);
        more.add(note);
        return new Verdict(validity, model, anomalies, not, alsoNot, ops, opportunities, more, allowed, satisfied);
    }
}
