package dev.skewer.workloads.counter;

import dev.skewer.workloads.target.Connection;

/** The protocol of the {@link CounterWorkload}: what a target does that keeps counters by key. */
public interface CounterConnection extends Connection {
    /** Adds one to a counter, which is zero before that is ever done. */
    void increment(long key);

    /** What a counter has come to. */
    long read(long key);
}
