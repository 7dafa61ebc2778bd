package dev.skewer.history;

/**
 * A history that cannot be what it should be: damaged, truncated, of another format, or contradicting itself. The
 * message is one line for the user: what is wrong, where, and what would be right.
 */
public final class HistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, as far as a program needs to tell. */
    private enum Kind {
        WRONG,
        TRUNCATED,
        OUT_OF_MEMORY
    }

    private final boolean placed;
    private final Kind kind;

    /**
     * A complaint about a place in a file.
     *
     * @param file the file's name as the user gave it
     * @param line from 1
     * @param column from 1, counted in bytes
     * @param message what is wrong and what would be right, without the place
     */
    public HistoryException(String file, long line, long column, String message) {
        this(file + ":" + line + ":" + column + ": " + message, true, Kind.WRONG);
    }

    /**
     * A complaint whose place, if any, is already in the message.
     *
     * @param message what is wrong, where, and what would be right
     */
    public HistoryException(String message) {
        this(message, false, Kind.WRONG);
    }

    private HistoryException(String message, boolean placed, Kind kind) {
        super(message);
        this.placed = placed;
        this.kind = kind;
    }

    /**
     * A complaint about a file that ends too early, without a place.
     *
     * @param message where it ends, and what would be right
     */
    public static HistoryException truncated(String message) {
        return new HistoryException(message, false, Kind.TRUNCATED);
    }

    /**
     * A complaint that the heap is too small for a file, without a place.
     *
     * @param message for what there is no memory, and how to get more
     */
    public static HistoryException outOfMemory(String message) {
        return new HistoryException(message, false, Kind.OUT_OF_MEMORY);
    }

    /** This complaint with a place in front of it, unless it has one. */
    public HistoryException at(String file, long line, long column) {
        return placed ? this : new HistoryException(file + ":" + line + ":" + column + ": " + getMessage(), true, kind);
    }

    /**
     * Whether the file is a history up to its end, and only the end is missing: the recorder was killed, the disk was
     * full. The events read so far are then a history of their own, and no whole event is missing from it.
     */
    public boolean isTruncated() {
        return kind == Kind.TRUNCATED;
    }

    /** Whether nothing is known to be wrong with the file, but the heap is too small for its distinct names and strings. */
    public boolean isOutOfMemory() {
        return kind == Kind.OUT_OF_MEMORY;
    }
}
