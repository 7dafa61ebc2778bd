package dev.skewer.checker.transaction.decide;

import java.util.List;

/**
 * What is to be chosen: each choice has two literals, {@code 2 i} and {@code 2 i + 1}, of which one holds, and each of these brings
 * edges with it.
 */
interface Choices {
    /** Takes edges. */
    @FunctionalInterface
    interface EdgeSink {
        /** Takes an edge between two points; whether it wants more. */
        boolean add(int source, int target, byte type);
    }

    /** Clauses besides those that follow from edges: of the literals of each one has to hold. May grow; not to be changed. */
    List<int[]> clauses();

    /** How many choices there are; may grow. */
    int count();

    /** Hands out the edges of a literal; whether the sink took all. */
    boolean edges(int literal, EdgeSink sink);

    /** Which of its literals to try first: 0 or 1. */
    int preferred(int choice);
}
