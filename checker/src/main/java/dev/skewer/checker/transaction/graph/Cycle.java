package dev.skewer.checker.transaction.graph;

import dev.skewer.checker.EdgeType;
import java.util.List;

/**
 * A cycle of transactions.
 *
 * @param transactions each before the next, and the last before the first
 * @param types in which way each is before the next
 * @param needsUpdates whether some of its write dependencies hold only if {@linkplain EdgeList#UPDATE updates are not lost}
 * @param needsInserts whether some hold only if {@linkplain EdgeList#INSERT inserts} are not
 */
public record Cycle(List<Integer> transactions, List<EdgeType> types, boolean needsUpdates, boolean needsInserts) {
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

    /** How many of its edges are anti-dependencies, of objects or of predicates. */
    public int antidependencies() {
        return (int) types.stream().filter(EdgeType::isAntidependency).count();
    }

    /** Whether it needs an anti-dependency of a predicate. */
    public boolean needsPredicates() {
        return needsInserts || types.contains(EdgeType.RWP);
    }

    /** Whether two anti-dependencies of it follow each other. */
    public boolean hasAdjacentAntidependencies() {
        for (int i = 0; i < types.size(); i++) {
            EdgeType next = types.get((i + 1) % types.size());
            if (types.get(i).isAntidependency() && next.isAntidependency() && types.size() > 1) {
                return true;
            }
        }
        return false;
    }
}
