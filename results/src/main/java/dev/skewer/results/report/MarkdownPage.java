package dev.skewer.results.report;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A page of Markdown that is to have no more than so many bytes. It is written part by part, the most important first; a part that has no room is left
 * out as a whole, so that nothing stays open, and what was left out is told at the end.
 */
final class MarkdownPage {
    /** Room for what is told at the end. */
    private static final int RESERVE = 400;

    private final int most;
    private final StringBuilder out = new StringBuilder();
    private long bytes;
    /** What was left out, and how many of it. */
    private final Map<String, Integer> leftOut = new LinkedHashMap<>();

    /**
     * An empty page.
     *
     * @param most how many bytes it may have in UTF-8
     */
    MarkdownPage(int most) {
        this.most = most;
    }

    /**
     * Writes a part, or leaves it out.
     *
     * @param what what one such part is called, in the plural
     */
    boolean add(String what, Markdown part) {
        return add(what, 1, part.toString(), 0);
    }

    /**
     * Writes a table with as many of its rows as there is room for, below a heading that is always read, and opened on demand.
     *
     * @param what what its rows are called, in the plural
     * @param title as of {@link Markdown#details}
     * @param head the table's
     * @param rows a line each
     */
    void table(String what, String title, Markdown head, List<List<String>> rows) {
        String begin = new Markdown().details(title) + head.toString();
        String end = new Markdown().endOfDetails().toString();
        if (rows.isEmpty() || !add(what, rows.size(), begin, size(end))) {
            return;
        }
        for (List<String> row : rows) {
            add(what, 1, new Markdown().row(row).toString(), size(end));
        }
        append(end);
    }

    private boolean add(String what, int count, String text, int behind) {
        if (bytes + size(text) + behind + RESERVE > most) {
            leftOut.merge(what, count, Integer::sum);
            return false;
        }
        append(text);
        return true;
    }

    private void append(String text) {
        out.append(text);
        bytes += size(text);
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * The whole page.
     *
     * @param elsewhere where everything is
     */
    String end(String elsewhere) {
        if (!leftOut.isEmpty()) {
            String list = leftOut.entrySet().stream()
                    .map(part -> part.getValue() + " " + part.getKey())
                    .collect(Collectors.joining(", "));
            append("\n**Cut** to " + most + " bytes, without " + list + "; all is in " + elsewhere + ".\n");
        }
        return out.toString();
    }
}
