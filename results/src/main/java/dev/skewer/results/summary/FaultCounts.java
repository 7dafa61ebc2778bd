package dev.skewer.results.summary;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was done to a target on purpose, and what came of it.
 *
 * @param injected by fault, how often it began
 * @param restarts how often the target, or one of its nodes, was started anew
 * @param undone acknowledged operations that crashes undid, as the target's promise allows
 */
public record FaultCounts(SortedMap<String, Long> injected, long restarts, long undone) {
    /** Nothing. */
    public static final FaultCounts NONE = new FaultCounts(new TreeMap<>(), 0, 0);

    /** Copies the map. */
    public FaultCounts {
        injected = Collections.unmodifiableSortedMap(new TreeMap<>(injected));
    }

    static FaultCounts of(RunSummary run) {
        var injected = new TreeMap<String, Long>();
        run.faults().forEach(plan -> addAll(injected, plan.injected()));
        long undone = run.verdict().allowed().values().stream()
                .filter(allowed -> allowed.name().equals("lost-suffix"))
                .mapToLong(allowed -> allowed.count())
                .sum();
        return new FaultCounts(injected, run.restarts(), undone);
    }

    /** Of these and of others. */
    public FaultCounts plus(FaultCounts other) {
        var sum = new TreeMap<>(injected);
        addAll(sum, other.injected);
        return new FaultCounts(sum, restarts + other.restarts, undone + other.undone);
    }

    /** How many faults began. */
    public long total() {
        return injected.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void addAll(SortedMap<String, Long> counts, Map<String, Long> more) {
        more.forEach((fault, count) -> counts.merge(fault, count, Long::sum));
    }
}
