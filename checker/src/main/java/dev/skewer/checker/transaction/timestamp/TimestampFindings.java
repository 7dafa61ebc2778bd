package dev.skewer.checker.transaction.timestamp;

import dev.skewer.checker.transaction.infer.FirstFew;
import java.util.Comparator;
import java.util.List;

/** What contradicts the timestamps: how often of each kind, and the first few. Each thread fills its own. */
public final class TimestampFindings {
    private final FirstFew<Kind, Finding> found = new FirstFew<>(
            Kind.class,
            Comparator.comparingInt(Finding::transaction)
                    .thenComparingInt(Finding::microOp)
                    .thenComparingInt(Finding::other));

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
        found.add(kind, new Finding(kind, transaction, microOp, other));
    }

    void addAll(TimestampFindings others) {
        found.addAll(others.found);
    }

    /** How many there are of a kind. */
    public long count(Kind kind) {
        return found.count(kind);
    }

    /** The first few of a kind, in the order of their transactions. */
    public List<Finding> first(Kind kind) {
        return found.first(kind);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return found.isEmpty();
    }
}
