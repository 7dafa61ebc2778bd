package dev.skewer.workloads;

import dev.skewer.history.EventSink;
import java.nio.file.Path;
import java.util.Map;

/** What a run needs from whoever starts it, and how it speaks with them while it goes on. */
public interface RunContext {
    /** An existing directory for the store's files; the run makes one folder in it and deletes that when it ends well. */
    Path scratch();

    /**
     * Takes the history: every event in time order, from one thread, at most about a second after it happened. Flushed
     * several times a second if it is a {@link java.io.Flushable}; not closed. The sink's speed bounds the run's.
     */
    EventSink history();

    /** Told once, when the target is open and the workload can begin on it: there will be a history. */
    default void begun() {}

    /**
     * Told once, at the end, where the target's logs are, while its files are still there.
     *
     * @param logs by a short name for people; a file need not exist
     */
    default void logs(Map<String, Path> logs) {}

    /**
     * Told a few times a second how the run goes; on the history's thread, so be quick.
     *
     * @param progress the figures so far
     */
    default void progress(Progress progress) {}

    /** Asked several times a second: true ends the run early, with everything healed and recorded. */
    default boolean stopRequested() {
        return false;
    }

    /**
     * Asked now and then if the spec says {@link TestSpec#failFast()}, at growing intervals, on the history's thread: has
     * what {@link #history()} took so far got an anomaly? True ends the run. While this runs nothing is flushed.
     */
    default boolean liveCheck() {
        return false;
    }

    /**
     * Asked about once a second, on the history's thread, and more seldom if it takes long: at most a twentieth of the time of one processor
     * goes into it. Has what {@link #history()} took lately got an anomaly? True ends the run if the spec says {@link TestSpec#failFast()}.
     */
    default boolean glance() {
        return false;
    }
}
