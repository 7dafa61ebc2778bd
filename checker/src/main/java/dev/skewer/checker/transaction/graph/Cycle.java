package dev.skewer.checker.transaction.graph;

import dev.skewer.checker.EdgeType;
import java.util.List;

/**
 * A cycle of transactions.
 *
 * @param transactions each before the next, and the last before the first
 * @param types in which way each is before the next
 * @param needsUpdates whether some of its write dependencies hold only if {@linkplain EdgeList#UPDATE updates are not lost}
 */
public record Cycle(List<Integer> transactions, List<EdgeType> types, boolean needsUpdates) {
    /** Copies the lists. */
    public Cycle {
        transactions = List.copyOf(transactions);
        types = List.copyOf(types);
        if (transactions.size() != types.size() || types.isEmpty()) {
            throw new IllegalArgumentException(transactions + " joined by " + types);
        }
    }

    /** How many transactions it has. */
    public int size() {
        return types.size();
    }

    /** How many of its edges have a type. */
    public int count(EdgeType type) {
        return (int) types.stream().filter(type::equals).count();
    }

    /** Whether two anti-dependencies of it follow each other. */
    public boolean hasAdjacentAntidependencies() {
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i) == EdgeType.RW && types.get((i + 1) % types.size()) == EdgeType.RW && types.size() > 1) {
                return true;
            }
        }
        return false;
    }
}
