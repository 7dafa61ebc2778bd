package dev.skewer.workloads;

import dev.skewer.history.EventType;
import dev.skewer.history.Tape;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import org.jspecify.annotations.Nullable;

/** How an operation ended; a {@link Client} fills it. Reused from operation to operation. */
public final class Completion {
    private final Tape value = new Tape();
    private final Tape timestamps = new Tape();
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

    /**
     * Calls a target, and takes note of it if that says that nothing happened or that nobody knows.
     *
     * @param changesNothing whether the call is a read: one that does not answer has failed, whatever stopped it
     * @param call says itself how it ended, if it returns
     */
    public void settle(boolean changesNothing, Runnable call) {
        try {
            call.run();
        } catch (NoEffectException e) {
            value.clear();
            fail(String.valueOf(e.getMessage()));
        } catch (OutcomeUnknownException e) {
            value.clear();
            if (changesNothing) {
                fail(String.valueOf(e.getMessage()));
            } else {
                info(String.valueOf(e.getMessage()));
            }
        }
    }

    /** What came back. If it stays empty, the value of the invocation is recorded again, as Jepsen does. */
    public Tape value() {
        return value;
    }

    /** The timestamps that the target gave a transaction, {@code [start commit]}; empty if it gave none. */
    public Tape timestamps() {
        return timestamps;
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
        timestamps.clear();
        type = EventType.INFO;
        error = null;
    }
}
