package dev.skewer.store;

import java.util.Locale;

/** What a read of several parts is guaranteed to see of concurrent writes. */
public enum ReadIsolation {
    /** Each part at its latest committed value, read by read: metadata and journal may be of different moments. */
    COMMITTED,
    /** All parts from one RocksDB snapshot, taken when the read begins. */
    SNAPSHOT,
    /** Reads and writes of a partition exclude each other: the protocol that snapshots replace. */
    LOCKED;

    /** The name on the command line: {@code committed}, {@code snapshot} or {@code locked}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The level with this {@link #id()}.
     *
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    public static ReadIsolation of(String id) {
        for (ReadIsolation isolation : values()) {
            if (isolation.id().equals(id)) {
                return isolation;
            }
        }
        throw new IllegalArgumentException(
                "unknown read isolation '" + id + "': expected committed, snapshot or locked");
    }
}
