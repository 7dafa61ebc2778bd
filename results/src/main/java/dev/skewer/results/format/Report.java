package dev.skewer.results.format;

import dev.skewer.results.summary.Summary;
import java.util.List;

/**
 * A form in which a summary can be told. It is made of the summary and of nothing else, so that what was stored once can be told again.
 */
public interface Report {
    /** Its name on the command line, such as {@code junit}. */
    String name();

    /** What it is and who reads it, in one sentence. */
    String sentence();

    /** What it is, who reads it and what it leaves out, in a paragraph. */
    String explanation();

    /** What the name of its file is, with its extension, where nobody gives it one: {@code report.html}. */
    String fileName();

    /** Names of the pictures that it can be of, where a summary has them; empty unless it is a picture. */
    default List<String> pictures() {
        return List.of();
    }

    /** Whether one such file can tell of several histories that have nothing to do with each other. */
    boolean isOfSeveral();

    /**
     * Renders a summary.
     *
     * @param summary any
     * @param picture of {@link #pictures}, or empty for the first of them that the summary has
     * @return the file's content
     * @throws ReportException if this summary has no such picture, or is of several histories and this form of one, or this machine cannot draw it
     */
    byte[] render(Summary summary, String picture);
}
