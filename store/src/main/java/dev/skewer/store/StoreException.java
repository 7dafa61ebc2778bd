package dev.skewer.store;

import org.jspecify.annotations.Nullable;

/** Something went wrong between the caller and the store. The message is one line that says what and where. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What went wrong, as far as a program needs to tell. */
    public enum Kind {
        /** The directory cannot be opened as a store. */
        OPEN,
        /** The store, the reader or the snapshot is closed; a command that met this had no effect. */
        CLOSED,
        /** Another store has taken the command log that both share, or nobody has yet; nothing happened. */
        NOT_LEADING,
        /** A write failed or was given up half-way: it may or may not have taken effect, now or after a restart. */
        INDETERMINATE,
        /** As {@link #INDETERMINATE}, and no write will ever succeed again: RocksDB gave up, because the disk is full or broken. */
        BROKEN,
        /** A read or maintenance failed: the disk, or damaged files. */
        FAILED,
        /** The caller broke a rule, such as using one reader from two threads; nothing happened. */
        MISUSE
    }

    private final Kind kind;

    /**
     * An exception without a cause worth telling.
     *
     * @param kind what went wrong
     * @param message one line
     */
    public StoreException(Kind kind, String message) {
        this(kind, message, null);
    }

    /**
     * An exception with its cause.
     *
     * @param kind what went wrong
     * @param message one line
     * @param cause what was caught, if anything
     */
    public StoreException(Kind kind, String message, @Nullable Throwable cause) {
        super(message.replaceAll("\\s*\\R\\s*", " "), cause);
        this.kind = kind;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** Whether the command may or may not have taken effect: Jepsen's {@code info}. Otherwise it certainly did not. */
    public boolean isIndeterminate() {
        return kind == Kind.INDETERMINATE || kind == Kind.BROKEN;
    }
}
