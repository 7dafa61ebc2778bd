package dev.skewer.workloads.target;

import org.jspecify.annotations.Nullable;

/**
 * An operation certainly had no effect and never will: Jepsen's {@code fail}. The message is one line that says why. It has no
 * stack trace, for a refusal is an everyday answer.
 */
public final class NoEffectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a cause worth telling. */
    public NoEffectException(String message) {
        this(message, null);
    }

    /** With what was caught. */
    public NoEffectException(String message, @Nullable Throwable cause) {
        super(OneLine.of(message), cause, false, false);
    }
}
