package dev.skewer.checker.transaction;

import static dev.skewer.checker.transaction.history.TransactionHistory.FAIL;
import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Budget;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.Findings;
import dev.skewer.checker.transaction.infer.Inference;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.infer.KeyGroups;
import dev.skewer.checker.transaction.infer.KeyOrder;
import dev.skewer.checker.transaction.infer.ListInference;
import dev.skewer.checker.transaction.infer.RegisterInference;
import dev.skewer.checker.transaction.level.Anomalies;
import dev.skewer.checker.transaction.level.CycleLevels;
import dev.skewer.checker.transaction.level.OrderedDependencies;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Looks at the latest transactions of a history that grows, by themselves: at those since the look before the last, so that any two
 * that began within one interval between looks are seen together. What was there before them counts as given. The cost follows
 * these transactions, and a few nanoseconds an object of the history.
 *
 * <p>Dependencies between the latest transactions are such of the whole, with others in between perhaps, which adds no anti-dependency and
 * puts no two of them in a row; but for what was written before them too, of which a part cannot tell whose write was read. So what is
 * found is wrong with the whole, or the whole has to tell. Nothing here says that a history is right: a cycle may lead through
 * transactions long ago, and the order of writers that no read shows is not searched for.
 */
final class RecentCheck {
    /** So many transactions are looked at at least, as far as there are any. */
    private static final int LEAST = 1 << 12;
    /** And so many at most: where more come between two looks, a look must not take the longer, or the next one comes later still. */
    private static final int MOST = 1 << 16;

    private final String model;
    private final String consistencyModel;
    private final boolean hasRealTime;
    private final InitialValue initial;

    /** How many transactions there were at the last look, and at the one before. */
    private int reached;

    private int reachedBefore;
    /** How many findings there were at the last look that the history has of itself. */
    private long internal;

    private long disagreeing;

    RecentCheck(String model, String consistencyModel, boolean hasRealTime, InitialValue initial) {
        this.model = model;
        this.consistencyModel = consistencyModel;
        this.hasRealTime = hasRealTime;
        this.initial = initial;
    }

    /**
     * Looks at the latest transactions.
     *
     * @return nothing if nothing looks wrong; a false verdict if something is, an unknown one if the whole has to tell
     * @throws Budget.Exceeded if the budget is spent
     */
    Optional<Verdict> look(TransactionHistory h, Budget budget) {
        int from = Math.max(Math.max(0, h.size - MOST), Math.min(reachedBefore, h.size - LEAST));
        SortedMap<String, Anomaly> found = new TreeMap<>();
        addNew(found, Findings.Kind.INTERNAL, h.internal.count() - internal);
        addNew(found, Findings.Kind.INCOMPATIBLE_ORDER, h.lists.disagreeing() - disagreeing);
        internal = h.internal.count();
        disagreeing = h.lists.disagreeing();
        reachedBefore = reached;
        reached = h.size;
        if (!found.isEmpty()) {
            return Optional.of(verdict(Validity.FALSE, found, h));
        }
        if (h.type == DataType.SET) {
            // What reads of sets saw is kept of the whole alone.
            return Optional.empty();
        }
        TransactionHistory part = h.since(from);
        found = violations(part, budget);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                isWrittenBefore(h, from, part)
                        ? verdict(Validity.UNKNOWN, new TreeMap<>(), h)
                        : verdict(Validity.FALSE, found, h));
    }

    /** Adds reads since the last look that contradict their own transaction or each other. */
    private void addNew(SortedMap<String, Anomaly> found, Findings.Kind kind, long count) {
        if (count > 0 && Anomalies.excludes(consistencyModel, kind.anomaly())) {
            found.put(kind.anomaly(), new Anomaly(kind.anomaly(), count, new TreeMap<>(), List.of()));
        }
    }

    private Verdict verdict(Validity valid, SortedMap<String, Anomaly> found, TransactionHistory h) {
        return new Verdict(valid, model, found, List.of(), List.of(), h.size, 0, List.of());
    }

    private SortedMap<String, Anomaly> violations(TransactionHistory part, Budget budget) {
        var groups = new KeyGroups(part);
        Inference inference;
        try (var workers = new Workers(1)) {
            inference = part.type == DataType.REGISTER
                    ? RegisterInference.infer(part, groups, initial, KeyOrder.OPEN, workers, budget)
                            .inference()
                    : ListInference.infer(part, groups, workers, budget);
        }
        // What nothing in a part wrote was written before.
        Findings findings = inference.findings().without(Findings.Kind.GARBAGE_READ);
        if (findings.isEmpty()
                && OrderedDependencies.strictOrder(part, inference, List.of(), hasRealTime)
                        .isPresent()) {
            return new TreeMap<>();
        }
        var levels = new CycleLevels(
                OrderedDependencies.cyclicPart(part, inference, hasRealTime),
                t -> part.status[t] == OK,
                part::readsOnly,
                List.of(),
                List.of(),
                budget);
        var anomalies = new FoundAnomalies(part);
        anomalies.add(findings);
        Set<String> excluded = new TreeSet<>(levels.excluded());
        excluded.addAll(anomalies.violated());
        if (!ConsistencyModels.impliesAny(consistencyModel, excluded)) {
            return new TreeMap<>();
        }
        anomalies.add(levels.report());
        return anomalies.judged(consistencyModel, true).found();
    }

    /**
     * Whether something that the latest transactions wrote was written before them, too, or what objects hold at first: then a read of it
     * may be of that, and a part cannot tell. Linear in the micro-ops before, and done of what looks wrong only.
     */
    private boolean isWrittenBefore(TransactionHistory h, int from, TransactionHistory part) {
        Map<Integer, Set<Long>> written = new HashMap<>();
        for (int m = 0; m < part.microOps; m++) {
            Set<Long> ofKey = written.computeIfAbsent(part.key(m), unused -> new HashSet<>(Set.of(initial.token())));
            if (!part.reads(m)) {
                ofKey.add(part.value[m]);
            }
        }
        for (int m = 0; m < h.microOps; m++) {
            boolean isBefore = h.transaction[m] < from && !h.reads(m) && h.status[h.transaction[m]] != FAIL;
            if (isBefore && written.getOrDefault(h.key(m), Set.of()).contains(h.value[m])) {
                return true;
            }
        }
        return false;
    }
}
