package dev.skewer.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What has happened to a command's bytes before it is acknowledged. */
public enum Durability {
    /** Only in memory. A crash loses everything since the last flush; flushes of the column families are atomic. */
    NONE,
    /**
     * In the write-ahead log's buffer, which is handed to the operating system every {@value #BUFFER_MILLIS} ms: a crash loses what was
     * written since.
     */
    BUFFERED,
    /** Handed to the operating system in the write-ahead log: survives the process, not the machine. */
    ASYNC,
    /** In the write-ahead log, and the log synced: survives the machine. */
    SYNC,
    /**
     * In a log of commands, and that log synced: survives the machine. The database has no write-ahead log; what it had only in memory is
     * done again when the store opens.
     */
    REPLAYED;

    /** For how long {@link #BUFFERED} keeps what was written. */
    public static final int BUFFER_MILLIS = 50;

    /** The name on the command line: such as {@code async}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether RocksDB's write-ahead log is on. */
    public boolean hasWriteAheadLog() {
        return this != NONE && this != REPLAYED;
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
        String known = Arrays.stream(values()).map(Durability::id).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("unknown durability '" + id + "': expected one of " + known);
    }
}
