package dev.skewer.workloads.set;

import dev.skewer.workloads.target.Connection;

/** The protocol of the {@link SetWorkload}: what a target does that keeps sets by key. */
public interface SetConnection extends Connection {
    /** Adds an element that was never added before. A set is empty before its first. */
    void add(long set, long element);

    /** All elements of a set, in any order. */
    long[] read(long set);
}
