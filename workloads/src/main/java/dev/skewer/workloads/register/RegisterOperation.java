package dev.skewer.workloads.register;

/** One operation on one register. */
public sealed interface RegisterOperation {
    /** Which register. */
    long key();

    /** Read it. */
    record Read(long key) implements RegisterOperation {}

    /** Write a value. */
    record Write(long key, long value) implements RegisterOperation {}

    /** Write a value if another is there. */
    record CompareAndSet(long key, long expected, long value) implements RegisterOperation {}
}
