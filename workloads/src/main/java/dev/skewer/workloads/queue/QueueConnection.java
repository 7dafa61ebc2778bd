package dev.skewer.workloads.queue;

import dev.skewer.workloads.target.Connection;
import org.jspecify.annotations.Nullable;

/** The protocol of {@link QueueWorkload#UNORDERED}: what a target does that keeps queues by key, in whatever order. */
public interface QueueConnection extends Connection {
    /** Puts a value into a queue that was never put into any before. */
    void enqueue(long queue, long value);

    /** Takes a value out of a queue; null if there is none. */
    @Nullable Long dequeue(long queue);
}
