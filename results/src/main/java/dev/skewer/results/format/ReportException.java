package dev.skewer.results.format;

/** A report that cannot be made; its message says in one line why, and what could be. */
public final class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ReportException(String message) {
        super(message);
    }

    ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
