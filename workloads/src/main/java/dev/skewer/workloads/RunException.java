package dev.skewer.workloads;

import org.jspecify.annotations.Nullable;

/**
 * A run that could not be carried through, such as one whose history could not be written. Everything is stopped, healed and
 * closed when it is thrown. The message is one line for the user.
 */
public class RunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure with what caused it.
     *
     * @param message one line
     * @param cause what was caught, if anything
     */
    public RunException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
