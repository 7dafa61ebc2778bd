package dev.skewer.workloads.queue;

/** One operation on one queue. */
public sealed interface QueueOperation {
    /** Which queue. */
    int key();

    /** Put a value in. */
    record Enqueue(int key) implements QueueOperation {}

    /** Take a value out. */
    record Dequeue(int key) implements QueueOperation {}
}
