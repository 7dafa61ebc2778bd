package dev.skewer.checker.transaction.infer;

import java.util.List;

/**
 * Transactions that wrote an object, and of which it is not known in which order.
 *
 * @param key the object
 * @param transactions each once
 */
public record UnorderedWriters(int key, List<Integer> transactions) {
    /** Copies the list. */
    public UnorderedWriters {
        transactions = List.copyOf(transactions);
    }
}
