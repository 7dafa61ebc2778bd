package dev.skewer.checker.transaction.timestamp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What contradicts the timestamps: how often of each kind, and the first few. Each thread fills its own. */
public final class TimestampFindings {
    /** So many of each kind are kept to be shown. */
    private static final int MOST_KEPT = 8;

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, List<Finding>> kept = new EnumMap<>(Kind.class);

    /** What can be wrong. */
    public enum Kind {
        /** A read is not of the state at its timestamp. */
        READ("timestamp-read"),
        /** What was read of transactions without timestamps leaves no moment for the commit of one of them. */
        NO_MOMENT("timestamp-read"),
        /** Two transactions that overlap wrote one object. */
        CONFLICT("timestamp-conflict"),
        /** A transaction committed before it started. */
        BACKWARDS("timestamp-order"),
        /** The timestamps of two transactions of one process are in the wrong order. */
        PROCESS("timestamp-order"),
        /** The timestamps of two transactions are in another order than these were for their clients. */
        REALTIME("timestamp-order");

        private final String anomaly;

        Kind(String anomaly) {
            this.anomaly = anomaly;
        }

        /** The name of the anomaly that it is. */
        public String anomaly() {
            return anomaly;
        }
    }

    /**
     * One of them.
     *
     * @param kind what is wrong
     * @param transaction the transaction whose timestamps do not fit
     * @param microOp its read or write that shows it; -1 if none does
     * @param other the write that stood there at its timestamp, by micro-op, for {@link Kind#READ}; the other transaction for others;
     *     -1 if there is none
     */
    public record Finding(Kind kind, int transaction, int microOp, int other) {}

    void add(Kind kind, int transaction, int microOp, int other) {
        counts.merge(kind, 1L, Long::sum);
        keep(new Finding(kind, transaction, microOp, other));
    }

    private void keep(Finding finding) {
        List<Finding> some = kept.computeIfAbsent(finding.kind, unused -> new ArrayList<>());
        some.add(finding);
        if (some.size() > 2 * MOST_KEPT) {
            shorten(some);
        }
    }

    private static void shorten(List<Finding> some) {
        some.sort(Comparator.comparingInt(Finding::transaction)
                .thenComparingInt(Finding::microOp)
                .thenComparingInt(Finding::other));
        if (some.size() > MOST_KEPT) {
            some.subList(MOST_KEPT, some.size()).clear();
        }
    }

    void addAll(TimestampFindings others) {
        others.counts.forEach((kind, count) -> counts.merge(kind, count, Long::sum));
        others.kept.values().forEach(some -> some.forEach(this::keep));
    }

    /** How many there are of a kind. */
    public long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** The first few of a kind, in the order of their transactions. */
    public List<Finding> first(Kind kind) {
        List<Finding> some = kept.getOrDefault(kind, List.of());
        if (!some.isEmpty()) {
            shorten(some);
        }
        return List.copyOf(some);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return counts.isEmpty();
    }
}
