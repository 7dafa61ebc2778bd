package dev.skewer.results.summary;

import dev.skewer.checker.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a listing shows of a stored run or campaign: some fields of its summary, as they are stored. See {@link SummaryFiles#head}. */
public sealed interface SummaryHead {
    /** What came of it, as one verdict. */
    Validity valid();

    /** As it is stored. */
    record Run(
            String title,
            Map<String, Object> spec,
            Validity valid,
            SortedMap<String, Long> anomalies,
            long ops,
            long opportunities,
            Instant started,
            Duration elapsed)
            implements SummaryHead {
        /** Copies the collections. */
        public Run {
            spec = Collections.unmodifiableMap(new LinkedHashMap<>(spec));
            anomalies = Collections.unmodifiableSortedMap(new TreeMap<>(anomalies));
        }
    }

    /**
     * As it is stored.
     *
     * @param planned how many cells it is to run
     */
    record Campaign(String name, Validity valid, long planned, List<Cell> cells) implements SummaryHead {
        /** Copies the list. */
        public Campaign {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A cell of a campaign, as it is stored.
     *
     * @param id tells it from the others in any campaign, see {@link CampaignSummary.Cell#id}
     * @param opsPerSecond client operations per second over all of its runs
     */
    record Cell(
            String id,
            String name,
            Map<String, Object> spec,
            String expected,
            Outcome outcome,
            Validity verdict,
            SortedMap<String, Long> anomalies,
            long ops,
            long opsPerSecond,
            long opportunities) {
        /** Copies the collections. */
        public Cell {
            spec = Collections.unmodifiableMap(new LinkedHashMap<>(spec));
            anomalies = Collections.unmodifiableSortedMap(new TreeMap<>(anomalies));
        }
    }

    /** What a cell has come to, held against what was expected of it. */
    enum Outcome {
        /** It turned out as expected. */
        AS_EXPECTED("as-expected"),
        /** It did not. */
        NOT_AS_EXPECTED("not-as-expected"),
        /** It was cut short before it showed anything. */
        INCOMPLETE("incomplete"),
        /** Its target is not available here. */
        SKIPPED("skipped");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** As it is stored: {@code as-expected}. */
        public String label() {
            return label;
        }
    }
}
