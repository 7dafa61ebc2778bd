package dev.skewer.workloads.target;

import org.jspecify.annotations.Nullable;

/** The target cannot be opened, or is gone for the rest of the run. The message is one line. */
public final class TargetLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A loss.
     *
     * @param message one line
     * @param cause what was caught, if anything
     */
    public TargetLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
