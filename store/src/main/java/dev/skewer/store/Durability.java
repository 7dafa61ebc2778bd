package dev.skewer.store;

import java.util.Locale;

/** What has happened to a command's bytes before it is acknowledged. */
public enum Durability {
    /** Only in memory. A crash loses everything since the last flush; flushes of the column families are atomic. */
    NONE,
    /** Handed to the operating system in the write-ahead log: survives the process, not the machine. */
    ASYNC,
    /** In the write-ahead log, and the log synced: survives the machine. */
    SYNC;

    /** The name on the command line: {@code none}, {@code async} or {@code sync}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The durability with this {@link #id()}.
     *
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    public static Durability of(String id) {
        for (Durability durability : values()) {
            if (durability.id().equals(id)) {
                return durability;
            }
        }
        throw new IllegalArgumentException("unknown durability '" + id + "': expected none, async or sync");
    }
}
