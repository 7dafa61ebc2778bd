package dev.skewer.results.report;

import dev.skewer.results.Printable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes GitHub's Markdown. Text of unknown origin goes in through {@link #text} or as a cell of a table, and means nothing there but itself:
 * no markup, no HTML, no link, no mention, no end of a line or a cell.
 */
final class Markdown {
    /** What could begin markup of any kind, an entity, a mention or a reference included. */
    private static final String SPECIAL = "\\`*_{}[]<>()#+-.!|~@&:$=\"'/^";

    private final StringBuilder out = new StringBuilder();

    /** The text as it is to be read: everything that could be markup is written as a numeric character reference. */
    static String text(String text) {
        String line = Printable.line(text);
        var escaped = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (isPlain(line, i)) {
                escaped.append(c);
            } else {
                escaped.append("&#").append((int) c).append(';');
            }
        }
        return escaped.toString();
    }

    /** The text as code, to be copied; not for a table, in whose cells a bar would end it. */
    static String code(String text) {
        String line = Printable.line(text);
        String fence = "`";
        while (line.contains(fence)) {
            fence += "`";
        }
        String edge = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return fence + edge + line + edge + fence;
    }

    /** Marks that only stand for themselves between letters and digits are left as they are, for the sake of those who read the source. */
    private static boolean isPlain(String line, int at) {
        char c = line.charAt(at);
        if (SPECIAL.indexOf(c) < 0) {
            return true;
        }
        return "-+=/".indexOf(c) >= 0 && isWord(line, at - 1) && isWord(line, at + 1);
    }

    private static boolean isWord(String line, int at) {
        return at >= 0 && at < line.length() && Character.isLetterOrDigit(line.charAt(at));
    }

    /** A line of its own, of which what is not Skewer's own has been through {@link #text}. */
    Markdown line(String line) {
        out.append(line).append('\n');
        return this;
    }

    /** The end of a paragraph. */
    Markdown gap() {
        return line("");
    }

    /**
     * The head of a table.
     *
     * @param alignment a letter for each column, {@code l} or {@code r}
     */
    Markdown head(String alignment, List<String> columns) {
        row(columns);
        return line(alignment
                .chars()
                .mapToObj(letter -> letter == 'r' ? "---:" : "---")
                .collect(Collectors.joining(" | ", "| ", " |")));
    }

    /** A row of a table; its cells have been through {@link #text} where they are not Skewer's own. */
    Markdown row(List<String> cells) {
        return line(cells.stream().collect(Collectors.joining(" | ", "| ", " |")));
    }

    /** What was written so far. */
    @Override
    public String toString() {
        return out.toString();
    }
}
