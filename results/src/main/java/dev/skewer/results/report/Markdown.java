package dev.skewer.results.report;

import dev.skewer.results.Printable;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes GitHub's Markdown. Text of unknown origin goes in through {@link #text}, as {@link #code} or as a {@link #command}, and means nothing there but
 * itself: no markup, no HTML, no link, no mention, no reference to an issue, no end of a line or a cell.
 *
 * <p>GitHub looks for mentions, references and formulas when the Markdown has become HTML, and there a character reference is the character. So
 * what could begin one of them is taken apart besides, by a zero-width space or an element.
 */
final class Markdown {
    /** What could begin markup of any kind, an entity, a mention or a reference included. */
    private static final String SPECIAL = "\\`*_{}[]<>()#+-.!|~@&:$=\"'/^";

    /** Code that means itself between backticks, also in the cell of a table. */
    private static final Pattern PLAIN_CODE = Pattern.compile("[\\p{Alnum} ./_,:;=+@%'\"~^*(){}\\[\\]#!?-]*");

    /** So long may a value be that stands in a sentence. */
    static final int MAX_TEXT = 400;

    /** So long may one be that is to be copied. */
    private static final int MAX_CODE = 4_000;

    private static final String BREAK = "&#8203;";

    /** What the runner of a workflow takes for the beginning of a command, wherever it is printed. */
    private static final String COMMAND = "##[";

    private final StringBuilder out = new StringBuilder();

    /** The text as it is to be read: everything that could be markup is written as a numeric character reference; what is very long is cut, which is told. */
    static String text(String text) {
        String line = Printable.line(text, MAX_TEXT);
        var escaped = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (isPlain(line, i) && (c != ' ' || i > 0)) {
                escaped.append(c);
            } else if (c == '$') {
                // Between two of them GitHub sees a formula.
                escaped.append("<span>&#36;</span>");
            } else {
                escaped.append("&#").append((int) c).append(';');
            }
            if (isBreakable(line, i)) {
                escaped.append(BREAK);
            }
        }
        return escaped.toString();
    }

    /** The text as code, to be copied, also in the cell of a table. */
    static String code(String text) {
        String line = Printable.line(text, MAX_CODE);
        boolean isPlain = PLAIN_CODE.matcher(line).matches()
                && !line.isBlank()
                && !line.startsWith(":")
                && !line.contains(COMMAND);
        return isPlain ? "`" + line + "`" : "<code>" + references(line) + "</code>";
    }

    /** A command that can be copied with one click: a block of its own. */
    Markdown command(String text) {
        String line = Printable.line(text, MAX_CODE);
        if (line.contains(COMMAND)) {
            return line("<pre><code>" + references(line) + "</code></pre>");
        }
        String fence = "```";
        while (line.contains(fence)) {
            fence += "`";
        }
        return line(fence + "sh").line(line).line(fence);
    }

    private static String references(String line) {
        var escaped = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (SPECIAL.indexOf(c) < 0) {
                escaped.append(c);
            } else {
                escaped.append("&#").append((int) c).append(';');
            }
        }
        return escaped.toString();
    }

    /** Marks that only stand for themselves between letters and digits are left as they are, for the sake of those who read the source. */
    private static boolean isPlain(String line, int at) {
        char c = line.charAt(at);
        if (SPECIAL.indexOf(c) < 0) {
            return true;
        }
        return "-+=/".indexOf(c) >= 0 && isWord(line, at - 1) && isWord(line, at + 1);
    }

    /** Whether what begins before the next character would be a mention, a reference or a link. */
    private static boolean isBreakable(String line, int at) {
        return switch (line.charAt(at)) {
            case '@' -> true;
            case '#' -> isWord(line, at + 1);
            case ':' -> line.startsWith("//", at + 1);
            case '.' -> endsWith(line, at, "www");
            case '-' ->
                isWord(line, at + 1)
                        && (endsWith(line, at, "gh") || endsWith(line, at, "ghsa") || endsWith(line, at, "cve"));
            default -> false;
        };
    }

    private static boolean endsWith(String line, int end, String word) {
        return end >= word.length()
                && line.substring(end - word.length(), end)
                        .toLowerCase(Locale.ROOT)
                        .equals(word);
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

    /** Begins what is shown on demand; the summary has been through {@link #text} where it is not Skewer's own. */
    Markdown details(String summary) {
        return gap().line("<details><summary>" + summary + "</summary>").gap();
    }

    /** Ends it. */
    Markdown endOfDetails() {
        return gap().line("</details>");
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
