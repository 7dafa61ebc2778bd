package dev.skewer.results.report;

import dev.skewer.checker.Validity;
import dev.skewer.results.summary.CampaignSummary;
import java.util.Locale;
import java.util.Set;

/**
 * What came of a cell, as a field of a table has it.
 *
 * @param text in a word or two: {@code valid}, {@code read-skew}, {@code skipped}
 * @param kind whether that is good
 */
record CellResult(String text, Kind kind) {
    /** Whether what came of a cell is good. */
    enum Kind {
        /** The promise was to hold and did. */
        HOLDS,
        /** Something was to be found and was. */
        SHOWN,
        /** Not as expected. */
        SURPRISE,
        /** Not run. */
        SKIPPED;

        /** As a class of the style sheet. */
        String style() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of a cell. */
    static CellResult of(CampaignSummary.Cell cell) {
        return new CellResult(text(cell), kind(cell));
    }

    private static String text(CampaignSummary.Cell cell) {
        if (cell.isSkipped()) {
            return "skipped";
        }
        Set<String> found = cell.anomalies().keySet();
        for (String name : cell.expected().anomalies()) {
            if (found.contains(name)) {
                return name;
            }
        }
        if (!found.isEmpty()) {
            return found.iterator().next();
        }
        return cell.verdict() == Validity.TRUE ? "valid" : cell.verdict().toString();
    }

    private static Kind kind(CampaignSummary.Cell cell) {
        if (cell.isSkipped()) {
            return Kind.SKIPPED;
        }
        if (!cell.isAsExpected()) {
            return Kind.SURPRISE;
        }
        return cell.expected().isValid() ? Kind.HOLDS : Kind.SHOWN;
    }
}
