package dev.skewer.results.summary;

import java.util.List;

/**
 * What logs say around the anomalies and problems of a run.
 *
 * @param lines file by file, each in its order
 * @param leftOut how many lines around them are not among these
 */
public record LogExcerpt(List<Line> lines, long leftOut) {
    /** Nothing. */
    public static final LogExcerpt NONE = new LogExcerpt(List.of(), 0);
    /** In place of a time: it is not known. */
    public static final long UNTIMED = Long.MIN_VALUE;

    /** Copies the list. */
    public LogExcerpt {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param file the name of the log, such as {@code run.log}
     * @param at nanoseconds since the start of the run, negative before it; or {@link #UNTIMED}
     * @param text the line; cut, which an ellipsis at its end tells, if it is long
     */
    public record Line(String file, long at, String text) {}
}
