package dev.skewer.harness.interleaving;

/** An interleaving that cannot be read, or whose schedule cannot be followed. The message is one line: where, and what would be right. */
public final class InterleavingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InterleavingException(String message) {
        super(message);
    }

    InterleavingException(String message, Throwable cause) {
        super(message, cause);
    }
}
