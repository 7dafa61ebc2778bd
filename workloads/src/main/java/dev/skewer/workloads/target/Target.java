package dev.skewer.workloads.target;

import java.time.Duration;

/** A target that runs. All methods may be called from any thread. */
public interface Target extends AutoCloseable {
    /** A new connection, for one thread. */
    JournalConnection connect();

    /**
     * Whether operations make sense now; false while the target restarts. Cheap: asked before each operation.
     *
     * @throws TargetLostException if it will never be ready again
     */
    boolean isReady();

    /**
     * Waits until everything that was ever sent has taken effect or is known never to.
     *
     * @param limit how long to wait at most
     * @return whether it came to rest in time
     */
    boolean quiesce(Duration limit) throws InterruptedException;

    /** Ends it; again is harmless. */
    @Override
    void close();
}
