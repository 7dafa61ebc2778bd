package dev.skewer.history;

/**
 * A history that cannot be what it should be: damaged, truncated, of another format, or contradicting itself. The
 * message is one line for the user: what is wrong, where, and what would be right.
 */
public final class HistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A complaint about a place in a file.
     *
     * @param file the file's name as the user gave it
     * @param line from 1
     * @param column from 1, counted in bytes
     * @param message what is wrong and what would be right, without the place
     */
    public HistoryException(String file, long line, long column, String message) {
        super(file + ":" + line + ":" + column + ": " + message);
    }

    /**
     * A complaint whose place, if any, is already in the message.
     *
     * @param message what is wrong, where, and what would be right
     */
    public HistoryException(String message) {
        super(message);
    }
}
