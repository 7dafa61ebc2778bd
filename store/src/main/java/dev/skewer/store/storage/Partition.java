package dev.skewer.store.storage;

import dev.skewer.store.ReadIsolation;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** One partition's place in its log, and the lock of {@link ReadIsolation#LOCKED}. */
public final class Partition {
    public final int number;

    /** Held for reading by locked readers, for writing while a batch is written. */
    public final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /**
     * The last LSN given to a command. Touched only by who may write the partition: its writer, or whoever executes a
     * command of several partitions while their writers stand still. After a failed write it stays ahead of what is
     * stored, so that no LSN is given twice.
     */
    public long assignedLsn;

    private volatile long appliedLsn;

    public Partition(int number, long storedLsn) {
        this.number = number;
        this.assignedLsn = storedLsn;
        this.appliedLsn = storedLsn;
    }

    /** The LSN of the last command that is committed. */
    public long appliedLsn() {
        return appliedLsn;
    }

    /** Tells readers of {@link #appliedLsn()} that everything assigned is committed. */
    public void publish() {
        appliedLsn = assignedLsn;
    }
}
