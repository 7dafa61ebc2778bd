package dev.skewer.workloads.transaction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a target answered to a transaction that it committed.
 *
 * @param operations the micro-operations in their order, each read with what it read
 * @param timestamps those that the target gave it; null if it gave none
 */
public record TransactionAnswer(
        List<MicroOperation> operations, @Nullable Timestamps timestamps) {
    /** Copies the list. */
    public TransactionAnswer {
        operations = List.copyOf(operations);
    }

    /**
     * The timestamps of a transaction, from one clock of the target: a transaction sees what was committed at or before its start.
     *
     * @param start of its snapshot
     * @param commit of its commit; null if it only read
     */
    public record Timestamps(long start, @Nullable Long commit) {}
}
