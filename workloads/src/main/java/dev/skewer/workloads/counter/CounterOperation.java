package dev.skewer.workloads.counter;

/** One operation on one counter. */
public sealed interface CounterOperation {
    /** Which counter. */
    long key();

    /** Read it. */
    record Read(long key) implements CounterOperation {}

    /** Add one to it. */
    record Increment(long key) implements CounterOperation {}
}
