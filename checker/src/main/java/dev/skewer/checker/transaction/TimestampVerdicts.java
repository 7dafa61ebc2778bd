package dev.skewer.checker.transaction;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.transaction.explain.TimestampStories;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.timestamp.TimestampFindings;
import dev.skewer.checker.transaction.timestamp.TimestampFindings.Kind;
import dev.skewer.checker.transaction.timestamp.TimestampPromise;
import dev.skewer.checker.transaction.timestamp.TimestampSweep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What timestamps say of a history, as a verdict, or beside the verdict on the history without them. */
final class TimestampVerdicts {
    private TimestampVerdicts() {}

    /** The names of the anomalies. */
    static List<String> names() {
        return Arrays.stream(Kind.values()).map(Kind::anomaly).distinct().toList();
    }

    /** The verdict that the timestamps prove. */
    static Verdict proved(
            String model, TimestampPromise promise, TransactionHistory h, TimestampSweep sweep, long opportunities) {
        return new Verdict(
                Validity.TRUE,
                model,
                new TreeMap<>(),
                List.of(),
                List.of(),
                h.size,
                opportunities,
                List.of("the order of the timestamps of all " + sweep.timed()
                        + " transactions that took effect explains each read; stronger models were not looked at"),
                new TreeMap<>(),
                List.of(promise.model()));
    }

    /** The verdict on the history without its timestamps, together with what these say. */
    static Verdict joined(Verdict plain, TimestampPromise promise, TransactionHistory h, TimestampSweep sweep) {
        List<String> notes = new ArrayList<>();
        SortedMap<String, Anomaly> anomalies = new TreeMap<>(plain.anomalies());
        Validity valid = plain.valid();
        if (sweep.findings().isEmpty()) {
            notes.add(
                    sweep.timed() == 0
                            ? "no transaction has timestamps, so nothing was held against them; right would be :ts [start"
                                    + " commit] on ok events"
                            : "nothing contradicts the timestamps of " + sweep.timed()
                                    + " transactions, and the verdict does not rest on them: " + gaps(sweep));
        } else {
            anomalies.putAll(told(promise, h, sweep.findings()));
            valid = Validity.FALSE;
            notes.add("the timestamps are taken for what the database claims: " + without(plain, promise));
        }
        notes.addAll(plain.notes());
        // What is not satisfied besides would be told as if the timestamps were the reason.
        boolean isOwn = valid != plain.valid();
        return new Verdict(
                valid,
                plain.model(),
                anomalies,
                isOwn ? List.of() : plain.not(),
                isOwn ? List.of() : plain.alsoNot(),
                plain.ops(),
                plain.opportunities(),
                notes,
                plain.allowed(),
                plain.satisfied());
    }

    private static String gaps(TimestampSweep sweep) {
        return sweep.untimed() > 0
                ? sweep.untimed() + " that took effect have none, or not all"
                : "what was read of transactions without timestamps, or timestamps that are equal, leave their order open";
    }

    private static String without(Verdict plain, TimestampPromise promise) {
        return switch (plain.valid()) {
            case TRUE -> "without them the history satisfies " + promise.model() + ", with them it does not";
            case FALSE -> "without them the history violates " + promise.model() + " as well";
            case UNKNOWN -> "without them it is not known whether the history satisfies " + promise.model();
        };
    }

    private static SortedMap<String, Anomaly> told(
            TimestampPromise promise, TransactionHistory h, TimestampFindings findings) {
        var stories = new TimestampStories(h, promise.isSerializable());
        var told = new TreeMap<String, Anomaly>();
        for (Kind kind : Kind.values()) {
            if (findings.count(kind) > 0) {
                List<Example> examples = findings.first(kind).stream()
                        .limit(1)
                        .map(stories::tell)
                        .toList();
                told.merge(
                        kind.anomaly(),
                        new Anomaly(kind.anomaly(), findings.count(kind), new TreeMap<>(), examples),
                        (one, other) ->
                                new Anomaly(one.name(), one.count() + other.count(), new TreeMap<>(), one.examples()));
            }
        }
        return told;
    }
}
