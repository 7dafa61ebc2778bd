package dev.skewer.harness.console;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Example;
import dev.skewer.checker.StoryLayout;
import dev.skewer.checker.Verdict;
import dev.skewer.harness.console.Table.Cell;
import dev.skewer.results.Figures;
import dev.skewer.results.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Anomalies and their stories as lines of text. Everything that comes from a history is made printable here. */
public final class Stories {
    private static final String INDENT = "  ";
    private static final int MIN_TEXT = 48;

    private Stories() {}

    /** Names with counts, the most frequent first: {@code state 118, other-number-of-rows 3}; or {@code none}. */
    public static String counts(Map<String, Long> counts) {
        if (counts.isEmpty()) {
            return "none";
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> count(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** All anomalies of a verdict with their counts, the most telling first: {@code read-skew 118, stale-read 300}; or {@code none}. */
    public static String counts(Verdict verdict) {
        if (verdict.anomalies().isEmpty()) {
            return "none";
        }
        var counts = new LinkedHashMap<String, Long>();
        verdict.anomalies().forEach((name, anomaly) -> counts.put(name, anomaly.count()));
        return inOrder(counts);
    }

    /** What a verdict found and allows, with counts: {@code lost-suffix 12 (by-kill 12)}. */
    public static String allowed(Verdict verdict) {
        return verdict.allowed().values().stream()
                .map(found -> count(found.name(), found.count())
                        + (found.kinds().isEmpty() ? "" : " (" + counts(found.kinds()) + ")"))
                .collect(Collectors.joining(", "));
    }

    /** Names with counts, in their order. */
    public static String inOrder(Map<String, Long> counts) {
        return Printable.line(Figures.counts(counts));
    }

    private static String count(String name, long count) {
        return Printable.line(name) + " " + Figures.count(count);
    }

    /**
     * The smallest example of each anomaly, the most telling anomaly first, and the consistency models that exclude them.
     *
     * @param verdict any
     * @param paint how to colour it
     * @param columns where to break lines
     */
    public static List<String> all(Verdict verdict, Paint paint, int columns) {
        return all(verdict, paint, columns, StoryLayout.Clock.ELAPSED);
    }

    /**
     * As {@link #all(Verdict, Paint, int)}, where a history has another clock.
     *
     * @param clock says when something happened
     */
    public static List<String> all(Verdict verdict, Paint paint, int columns, StoryLayout.Clock clock) {
        var lines = new ArrayList<String>();
        for (Anomaly anomaly : verdict.anomalies().values()) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(anomaly(anomaly, paint, columns, clock));
        }
        if (!verdict.exclusion().isEmpty()) {
            lines.addAll(wrap(verdict.exclusion(), columns));
        }
        if (!verdict.inclusion().isEmpty()) {
            lines.addAll(wrap(verdict.inclusion(), columns));
        }
        return lines;
    }

    /** One anomaly: its count, its kinds, and its smallest example. */
    public static List<String> anomaly(Anomaly anomaly, Paint paint, int columns) {
        return anomaly(anomaly, paint, columns, StoryLayout.Clock.ELAPSED);
    }

    private static List<String> anomaly(Anomaly anomaly, Paint paint, int columns, StoryLayout.Clock clock) {
        var lines = new ArrayList<String>();
        String kinds = anomaly.kinds().isEmpty() ? "" : " (" + counts(anomaly.kinds()) + ")";
        lines.add(paint.bad(Printable.line(anomaly.name())) + " " + Figures.count(anomaly.count()) + kinds);
        anomaly.smallest()
                .ifPresent(smallest -> example(smallest, paint, columns - INDENT.length(), clock)
                        .forEach(line -> lines.add(INDENT + line)));
        return lines;
    }

    /** A story: its title, its operations in time order, and the sentence that names the contradiction. */
    public static List<String> example(Example example, Paint paint, int columns) {
        return example(example, paint, columns, StoryLayout.Clock.ELAPSED);
    }

    private static List<String> example(Example example, Paint paint, int columns, StoryLayout.Clock clock) {
        var lines = new ArrayList<String>();
        wrap(Printable.line(example.title()), columns).forEach(line -> lines.add(paint.bold(line)));
        List<StoryLayout.Row> rows = StoryLayout.rows(example, clock);
        var table = new Table("lrrl");
        for (StoryLayout.Row row : rows) {
            table.row(List.of(
                    new Cell(Printable.line(row.op()), paint::bold),
                    new Cell(row.called(), paint::dim),
                    new Cell("… " + row.returned(), paint::dim),
                    new Cell(Printable.line(row.process()), paint::dim)));
        }
        int width = INDENT.length() + table.width();
        List<String> heads = table.paddedLines();
        for (int i = 0; i < heads.size(); i++) {
            // A process may see a long journal: what does not fit beside the times goes below, beside them.
            List<String> texts = wrap(Printable.line(rows.get(i).description()), Math.max(MIN_TEXT, columns - width));
            lines.add(INDENT + heads.get(i) + texts.get(0));
            texts.stream().skip(1).forEach(text -> lines.add(" ".repeat(width) + text));
        }
        wrap(Printable.line(example.contradiction()), columns).forEach(lines::add);
        return lines;
    }

    /**
     * Breaks a text into lines at its spaces. A word that is longer than a line stays whole.
     *
     * @param text without line ends
     * @param columns how long a line may be
     */
    public static List<String> wrap(String text, int columns) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
