package dev.skewer.workloads;

import dev.skewer.history.EventType;
import dev.skewer.history.Tape;
import org.jspecify.annotations.Nullable;

/** How an operation ended; a {@link Client} fills it. Reused from operation to operation. */
public final class Completion {
    private final Tape value = new Tape();
    private EventType type = EventType.INFO;
    private @Nullable String error;

    /** It took effect; what came back is to be written on {@link #value()}. */
    public void ok() {
        type = EventType.OK;
    }

    /**
     * It certainly did not take effect.
     *
     * @param reason one line
     */
    public void fail(String reason) {
        type = EventType.FAIL;
        error = reason;
    }

    /**
     * Nobody knows: it may take effect at any later time, or never.
     *
     * @param reason one line
     */
    public void info(String reason) {
        type = EventType.INFO;
        error = reason;
    }

    /** What came back. If it stays empty, the value of the invocation is recorded again, as Jepsen does. */
    public Tape value() {
        return value;
    }

    /** How it ended. */
    public EventType type() {
        return type;
    }

    /** Why it did not end ok; null if it did. */
    public @Nullable String error() {
        return error;
    }

    /** Makes it blank again; an operation that says nothing has ended as {@link EventType#INFO}. */
    public void clear() {
        value.clear();
        type = EventType.INFO;
        error = null;
    }
}
