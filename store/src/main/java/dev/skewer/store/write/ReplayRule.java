package dev.skewer.store.write;

/** When a store that has to do again what is in the command log is open to others. */
@FunctionalInterface
public interface ReplayRule {
    /** When that is done. */
    ReplayRule SOUND = (replay, startWriters) -> {
        replay.run();
        startWriters.run();
    };

    /**
     * Runs both, in this order; the store is open when this returns.
     *
     * @param replay does again what is in the log
     * @param startWriters lets commands in; called even if the replay fails on another thread than the caller's
     */
    void open(Runnable replay, Runnable startWriters);
}
