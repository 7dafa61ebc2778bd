package dev.skewer.harness.console;

/**
 * The command line or an input file is wrong, and the user can put it right. The message is one line: what is wrong, where,
 * and what would be right. Ends the command with exit code 254 and no stack trace.
 */
public final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A complaint.
     *
     * @param message one line for the user
     */
    public UserException(String message) {
        super(message);
    }

    /**
     * A complaint with its cause, which is logged and not shown.
     *
     * @param message one line for the user
     * @param cause what was caught
     */
    public UserException(String message, Throwable cause) {
        super(message, cause);
    }
}
