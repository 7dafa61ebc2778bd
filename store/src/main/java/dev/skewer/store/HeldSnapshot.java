package dev.skewer.store;

/**
 * A RocksDB snapshot that is held open, so that compaction must keep all versions since: what a forgotten backup or a
 * stuck reader does to a store.
 */
public interface HeldSnapshot extends AutoCloseable {
    /** The RocksDB sequence number that is held. */
    long sequence();

    /** Lets go. Again, or after the store is closed, is harmless. */
    @Override
    void close();
}
