package dev.skewer.results.summary;

/** A stored summary that cannot be read. The message is one line: which file, where in it, and what would be right. */
public final class SummaryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A summary that is not as it should be. */
    public SummaryException(String message) {
        super(message);
    }

    /** The same, with what showed it. */
    public SummaryException(String message, Throwable cause) {
        super(message, cause);
    }
}
