package dev.skewer.checker.transaction.decide;

import dev.skewer.checker.EdgeType;
import java.util.List;

/**
 * Why there is no order of transactions: each way to put some pairs of writes in order closes one of these cycles. Where no pair is
 * needed, there is one cycle.
 *
 * @param choices the pairs
 * @param cycles the cycles
 */
public record Contradiction(List<Choice> choices, List<List<Step>> cycles) {
    /** Copies the lists. */
    public Contradiction {
        choices = List.copyOf(choices);
        cycles = cycles.stream().map(List::copyOf).toList();
    }

    /** Whether a cycle has an anti-dependency of a predicate. */
    public boolean needsPredicates() {
        return cycles.stream().flatMap(List::stream).anyMatch(step -> step.type == EdgeType.RWP);
    }

    /**
     * Two writes of one object of which one comes first.
     *
     * @param object its number in the problem
     * @param one the transaction of the one
     * @param other the transaction of the other
     */
    public record Choice(int object, int one, int other) {}

    /**
     * A step of a cycle.
     *
     * @param from a transaction
     * @param to the transaction that comes after it
     * @param type why
     * @param choice the pair of writes that it takes to be in that order, by its position among these; -1 if it is known
     * @param isOneFirst whether it takes the one of that pair to be before the other
     */
    public record Step(int from, int to, EdgeType type, int choice, boolean isOneFirst) {}
}
