package dev.skewer.workloads.register;

import dev.skewer.workloads.target.Connection;
import org.jspecify.annotations.Nullable;

/** The protocol of the {@link RegisterWorkload}: what a target does that keeps registers by key. */
public interface RegisterConnection extends Connection {
    /** What a register holds; null if it was never written. */
    @Nullable Long read(long key);

    /** Writes a register. */
    void write(long key, long value);

    /**
     * Writes a register if it holds what is expected.
     *
     * @return whether it did; if not, nothing changed
     */
    boolean compareAndSet(long key, long expected, long value);
}
