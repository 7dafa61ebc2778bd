package dev.skewer.site.page;

import dev.skewer.checker.AnomalyCatalog;
import dev.skewer.results.Figures;
import dev.skewer.results.report.Html;
import dev.skewer.site.index.Cell;
import dev.skewer.site.index.Entry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What came of runs and cells, in words and colours; the colour never says what the word does not. */
final class Outcomes {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Outcomes() {}

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** Its outcome as a word in a colour. */
    static void pill(Html page, Entry entry) {
        pill(page, entry.outcome());
    }

    /** A word in the colour that the style sheet has for it. */
    static void pill(Html page, String word) {
        page.element("span", word, "class", "verdict " + word);
    }

    /** How a cell stands to what was expected of it. */
    static String colour(Cell cell) {
        return switch (cell.outcome()) {
            case AS_EXPECTED -> "good";
            case NOT_AS_EXPECTED -> "bad";
            case INCOMPLETE -> "unsure";
            case SKIPPED -> "none";
        };
    }

    /** The same as one character. */
    static String mark(Cell cell) {
        return switch (cell.outcome()) {
            case AS_EXPECTED -> "✓";
            case NOT_AS_EXPECTED -> "✗";
            case INCOMPLETE -> "?";
            case SKIPPED -> "–";
        };
    }

    /** How often each anomaly was found, the most telling first: {@code read-skew 118, stale-read 2}; empty if none was. */
    static String anomalies(Map<String, Long> counts) {
        SortedMap<String, Long> ordered = new TreeMap<>(AnomalyCatalog.order());
        ordered.putAll(counts);
        return Figures.counts(ordered);
    }
}
