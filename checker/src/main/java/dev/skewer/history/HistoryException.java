package dev.skewer.history;

/**
 * A history that cannot be what it should be: damaged, truncated, of another format, or contradicting itself. The
 * message is one line for the user: what is wrong, where, and what would be right.
 */
public final class HistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean placed;
    private final boolean truncated;

    /**
     * A complaint about a place in a file.
     *
     * @param file the file's name as the user gave it
     * @param line from 1
     * @param column from 1, counted in bytes
     * @param message what is wrong and what would be right, without the place
     */
    public HistoryException(String file, long line, long column, String message) {
        this(file, line, column, message, false);
    }

    private HistoryException(String file, long line, long column, String message, boolean truncated) {
        super(file + ":" + line + ":" + column + ": " + message);
        this.placed = true;
        this.truncated = truncated;
    }

    /**
     * A complaint whose place, if any, is already in the message.
     *
     * @param message what is wrong, where, and what would be right
     */
    public HistoryException(String message) {
        super(message);
        this.placed = false;
        this.truncated = false;
    }

    /**
     * A complaint about a file that ends too early.
     *
     * @param file the file's name as the user gave it
     * @param line where it ends, from 1
     * @param column where it ends, from 1, counted in bytes
     * @param message what was still open and what would be right
     */
    static HistoryException truncated(String file, long line, long column, String message) {
        return new HistoryException(file, line, column, message, true);
    }

    /**
     * Whether the file is a history up to its end, and only the end is missing: the recorder was killed, the disk was
     * full. The events read so far are then a history of their own.
     */
    public boolean isTruncated() {
        return truncated;
    }

    /** Whether the message begins with file, line and column. */
    boolean isPlaced() {
        return placed;
    }
}
