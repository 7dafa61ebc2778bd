package dev.skewer.workloads.target;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A target that runs. All methods may be called from any thread. */
public interface Target extends AutoCloseable {
    /** In place of a version that is not known. */
    String UNKNOWN_VERSION = "unknown";

    /**
     * A new connection, for one thread.
     *
     * @param protocol one of its {@linkplain TargetType#protocols protocols}
     * @throws NoEffectException if there is no connection to be had; the run then ends, as the target is not available
     */
    <C extends Connection> C connect(Class<C> protocol);

    /**
     * The part of the target that keeps a key. What concerns several keys at one moment stays within one part.
     *
     * @return the same for keys of one part
     */
    default int shardOf(long key) {
        return 0;
    }

    /**
     * The name and version of what is tested, as it says itself, such as {@code PostgreSQL 17.2}; {@value #UNKNOWN_VERSION} if it does not.
     * Asked once, when it is open and before anything is tested; may ask the target.
     */
    default String version() {
        return UNKNOWN_VERSION;
    }

    /**
     * The logs that it writes, by a short name for people, such as {@code node-0}. Asked once, when it is closed and its files are still
     * there; a file need not exist.
     */
    default Map<String, Path> logs() {
        return Map.of();
    }

    /** How often it, or one of its nodes, was started anew since it was opened. */
    default long restarts() {
        return 0;
    }

    /**
     * Waits until operations make sense: not at all as a rule, and while the target restarts until it is back. Cheap when it
     * need not wait, for it is called before each operation; and it must sleep when it waits, not poll, for many threads
     * wait at once and the target needs the processors to come back.
     *
     * @param limit how long to wait at most
     * @return whether the target is ready
     * @throws TargetLostException if it will never be ready again
     */
    boolean awaitReady(Duration limit) throws InterruptedException;

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
