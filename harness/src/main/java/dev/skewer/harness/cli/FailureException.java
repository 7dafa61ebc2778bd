package dev.skewer.harness.cli;

/** The harness failed in a way that it knows and that one line can say, such as a full disk. Exit code 255. */
final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailureException(String message) {
        super(message);
    }

    FailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
