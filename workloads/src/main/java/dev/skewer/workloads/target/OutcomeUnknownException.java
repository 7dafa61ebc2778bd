package dev.skewer.workloads.target;

import org.jspecify.annotations.Nullable;

/**
 * Nobody knows whether an operation took effect, or will at any later time: Jepsen's {@code info}. The message is one line that
 * says why.
 */
public final class OutcomeUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a cause worth telling. */
    public OutcomeUnknownException(String message) {
        this(message, null);
    }

    /** With what was caught. */
    public OutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(OneLine.of(message), cause);
    }
}
