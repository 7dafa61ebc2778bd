package dev.skewer.checker.transaction.decide;

import dev.skewer.checker.EdgeType;
import java.util.List;

/**
 * Why there is no order of transactions: each way to make some choices closes one of these cycles, if it agrees with the alternatives.
 * Where no choice is needed, there is one cycle.
 *
 * @param choices what is open
 * @param alternatives of each list one literal has to hold: a read saw one of the candidates; a write comes before a candidate that was
 *     read or after the read
 * @param cycles the cycles
 */
public record Contradiction(List<Choice> choices, List<List<Literal>> alternatives, List<List<Step>> cycles) {
    /** What stands for the initial state in the place of a transaction that wrote. */
    public static final int INITIAL = -1;

    /** Copies the lists. */
    public Contradiction {
        choices = List.copyOf(choices);
        alternatives = alternatives.stream().map(List::copyOf).toList();
        cycles = cycles.stream().map(List::copyOf).toList();
    }

    /** Whether a cycle has an anti-dependency of a predicate. */
    public boolean needsPredicates() {
        return cycles.stream().flatMap(List::stream).anyMatch(step -> step.type == EdgeType.RWP);
    }

    /** What a choice is about. */
    public enum Kind {
        /** Two writes, of which the one comes first, or the other. */
        WRITES,
        /** A read by the one, which saw what the other wrote, or did not. */
        SOURCE,
        /** A read by the one, which saw another candidate than those that are listed before. */
        OTHER_SOURCE,
        /** A read by the one, which comes before the write of the other, or does not. */
        READ_AND_WRITE
    }

    /**
     * Something that is open of one object.
     *
     * @param kind what it is
     * @param object its number in the problem
     * @param one a transaction
     * @param other another one, or {@link #INITIAL}
     */
    public record Choice(Kind kind, int object, int one, int other) {}

    /**
     * A choice that is made.
     *
     * @param choice its position among the choices
     * @param isFirst whether the first holds of what its {@link Kind} says
     */
    public record Literal(int choice, boolean isFirst) {}

    /**
     * A step of a cycle.
     *
     * @param from a transaction
     * @param to the transaction that comes after it
     * @param type why
     * @param choice the choice that it rests on, by its position among these; -1 if it is known
     * @param isFirst whether it rests on the first of what the {@link Kind} of that says
     */
    public record Step(int from, int to, EdgeType type, int choice, boolean isFirst) {}
}
