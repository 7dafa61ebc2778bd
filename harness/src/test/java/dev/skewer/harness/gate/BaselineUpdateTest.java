package dev.skewer.harness.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skewer.checker.Validity;
import dev.skewer.harness.console.UserException;
import dev.skewer.results.comparison.Acceptance;
import dev.skewer.results.comparison.Comparand;
import dev.skewer.results.comparison.ComparedCell;
import dev.skewer.results.comparison.ComparedRun;
import dev.skewer.results.summary.Conditions;
import dev.skewer.results.summary.Latency;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A baseline is brought up to date with as few changed lines as there are changes. */
class BaselineUpdateTest {
    private static final List<ComparedCell> CELLS =
            BaselineFile.parse(BaselineFileTest.TEXT, "b.yaml").baseline().cells();

    private static BaselineUpdate.Result update(String text, boolean isPruned, ComparedCell... cells) {
        return update(text, isPruned, Conditions.PLAIN, cells);
    }

    private static BaselineUpdate.Result update(
            String text, boolean isPruned, Conditions conditions, ComparedCell... cells) {
        return BaselineUpdate.of(
                text,
                "b.yaml",
                new Comparand("run", false, List.of(cells), Map.of(), conditions),
                "nightly",
                isPruned,
                false);
    }

    @Test
    void whatRanSideBySideIsToldFromThenOn() {
        String text = update("", false, new Conditions(2, Optional.empty()), CELLS.get(0))
                .text();
        assertThat(text).contains("\ncampaign: nightly\njobs: 2\ncells:\n");
        assertThat(BaselineFile.parse(text, "b.yaml").baseline().conditions().jobs())
                .isEqualTo(2);
        assertThat(update(text, false, CELLS.get(0)).text()).isEqualTo(text);
    }

    /** What differs by chance. */
    private static ComparedCell shaken(ComparedCell cell) {
        var runs = new ArrayList<ComparedRun>();
        for (ComparedRun run : cell.runs()) {
            var counts = new TreeMap<String, Long>();
            run.anomalies().forEach((name, count) -> counts.put(name, count + 1));
            runs.add(new ComparedRun(
                    run.valid(), run.ops() * 11 / 10, run.opportunities() * 9 / 10, counts, 0, Latency.NONE, false));
        }
        return cell.with(runs);
    }

    @Test
    void whatDiffersByChanceChangesNoLine() {
        BaselineUpdate.Result result = update(BaselineFileTest.TEXT, false, shaken(CELLS.get(0)), shaken(CELLS.get(1)));
        // Sorted by name: the second cell comes first, with its lines as they were.
        assertThat(result.text().lines().sorted())
                .containsExactlyElementsOf(
                        BaselineFileTest.TEXT.lines().sorted().toList());
        assertThat(update(result.text(), false, shaken(CELLS.get(0)), shaken(CELLS.get(1)))
                        .text())
                .isEqualTo(result.text());
        assertThat(result.kept()).isEqualTo(2);
        assertThat(result.text()).contains("""
                  # The one that matters.
                  - cell: 0f1e2d3c4b5a
                    test: journal weak
                """);
    }

    @Test
    void whatHasChangedIsWrittenBelowTheCommentsOfPeople() {
        ComparedCell healed = new ComparedCell(
                CELLS.get(0).key(),
                "journal weak",
                "",
                CELLS.get(0).expected(),
                ComparedCell.Outcome.AS_EXPECTED,
                "",
                false,
                false,
                List.of(new ComparedRun(Validity.TRUE, 10, 4_567, new TreeMap<>(), 0, Latency.NONE, false)),
                Validity.TRUE);
        BaselineUpdate.Result result = update(BaselineFileTest.TEXT, false, healed, CELLS.get(1));
        assertThat(result.changed()).containsExactly("journal weak");
        assertThat(result.text())
                .contains("""
                  # The one that matters.
                  - cell: 0f1e2d3c4b5a
                    test: journal weak
                    verdicts: [true]
                    opportunities: [4.6k]
                """)
                .contains("# Ours.", "# What we know.", "  # Ask Ada.\n  - cell: 0f1e2d3c4b5a\n    anomaly: read-skew");
        assertThat(BaselineFile.parse(result.text(), "b.yaml").baseline().accepted())
                .hasSize(1);
    }

    @Test
    void whatTheCampaignDoesNotHaveStaysUnlessItIsToGo() {
        BaselineUpdate.Result kept = update(BaselineFileTest.TEXT, false, CELLS.get(1));
        assertThat(kept.missing()).containsExactly("journal weak");
        assertThat(kept.text()).contains("- cell: 0f1e2d3c4b5a\n    test");
        BaselineUpdate.Result gone = update(BaselineFileTest.TEXT, true, CELLS.get(1));
        assertThat(gone.text()).doesNotContain("- cell: 0f1e2d3c4b5a\n    test");
    }

    @Test
    void oneThatIsNewSaysWhatItIs() {
        BaselineUpdate.Result result = update("", false, CELLS.get(0), CELLS.get(1));
        assertThat(result.added()).containsExactly("journal weak", "journal half-snapshot: x");
        assertThat(result.text()).startsWith("# What 'skewer campaign --baseline' compares");
        // Speeds of a machine of which nothing is known are of no use.
        assertThat(result.text()).doesNotContain("speed", "p50_us", "reference:");
        assertThat(BaselineFile.parse(result.text(), "b.yaml").baseline().cells())
                .hasSize(2);
    }

    @Test
    void anAcceptanceIsAddedAndNotTwice() {
        var acceptance = new Acceptance(
                "00112233aabb-2", "journal half-snapshot: x", "unknown", LocalDate.of(2027, 1, 31), "yes: \"no\"", "");
        String text = BaselineUpdate.accepting(BaselineFileTest.TEXT, "b.yaml", acceptance);
        assertThat(text).contains("# Ask Ada.", "until: 2027-01-31");
        assertThat(BaselineFile.parse(text, "b.yaml").baseline().accepted())
                .extracting(Acceptance::reason)
                .containsExactly("yes: \"no\"", "the fix is under review: #3198");
        assertThatExceptionOfType(UserException.class)
                .isThrownBy(() -> BaselineUpdate.accepting(text, "b.yaml", acceptance))
                .withMessageContaining("line 10 accepts that already, until 2027-01-31");
        String first = BaselineUpdate.accepting("baseline: 1\ncells: []\n", "b.yaml", acceptance);
        assertThat(BaselineFile.parse(first, "b.yaml").baseline().accepted()).hasSize(1);
    }
}
