package dev.skewer.results.comparison;

import static dev.skewer.results.comparison.Cells.SKEW;
import static dev.skewer.results.comparison.Cells.VALID;
import static dev.skewer.results.comparison.Cells.cell;
import static dev.skewer.results.comparison.Cells.counts;
import static dev.skewer.results.comparison.Cells.run;
import static dev.skewer.results.comparison.Cells.side;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.Change.Kind;
import dev.skewer.results.summary.Conditions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a gate is open. */
class GateTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);
    private static final ComparedCell CLEAN = cell("a", VALID, run(Validity.TRUE, 100, Map.of()));

    private static Comparison judge(Comparand candidate, List<ComparedCell> cells, Acceptance... accepted) {
        return Gate.judge(
                new Baseline("baseline.yaml", Conditions.PLAIN, cells, List.of(accepted)),
                candidate,
                TODAY,
                Thresholds.STANDARD,
                "skewer test");
    }

    private static Acceptance accepted(String cell, String anomaly, LocalDate until) {
        return new Acceptance(cell, "test " + cell, anomaly, until, "a reason", "baseline.yaml:7");
    }

    private static List<Kind> kinds(Comparison comparison) {
        return comparison.changes().stream().map(Change::kind).toList();
    }

    @Test
    void isOpenIfNothingGotWorse() {
        assertThat(judge(side("now", CLEAN), List.of(CLEAN)).valid()).isEqualTo(Validity.TRUE);
    }

    @Test
    void whatWasNeverAcceptedIsNotForBeingInTheBaseline() {
        ComparedCell skewed = counts("a", 10_000, 5, 6, 4);
        Comparison same = judge(side("now", skewed), List.of(skewed));
        assertThat(same.valid()).isEqualTo(Validity.FALSE);
        assertThat(same.headline()).contains("read-skew as before, and not accepted", "skewer baseline accept");
    }

    @Test
    void whatIsAcceptedPassesUntilItsDayAndUnlessItIsMoreFrequent() {
        ComparedCell skewed = counts("a", 10_000, 5, 6, 4, 5);
        assertThat(judge(side("now", skewed), List.of(skewed), accepted("a", "read-skew", TODAY))
                        .valid())
                .isEqualTo(Validity.TRUE);
        Comparison expired =
                judge(side("now", skewed), List.of(skewed), accepted("a", "read-skew", TODAY.minusDays(1)));
        assertThat(expired.valid()).isEqualTo(Validity.FALSE);
        assertThat(expired.changes())
                .extracting(Change::sentence)
                .anyMatch(
                        sentence -> sentence.contains(
                                "was accepted until 2026-11-26 (baseline.yaml:7); mend what it is about and take it out, or accept it anew"));
        Comparison more = judge(
                side("now", counts("a", 10_000, 50, 60, 45, 55)), List.of(skewed), accepted("a", "read-skew", TODAY));
        assertThat(more.valid()).isEqualTo(Validity.FALSE);
        assertThat(kinds(more)).contains(Kind.MORE_FREQUENT);
        Comparison other = judge(
                side("now", cell("a", VALID, run(Validity.FALSE, 100, Map.of("read-skew", 1L, "lost-append", 1L)))),
                List.of(skewed),
                accepted("a", "read-skew", TODAY));
        assertThat(other.headline()).contains("lost-append is new");
    }

    @Test
    void whatIsAcceptedAndGoneClosesTheGateUnlessThatMayBeChance() {
        Acceptance acceptance = accepted("a", "read-skew", TODAY);
        ComparedCell often = counts("a", 10_000, 50, 60, 45, 55);
        ComparedCell rare = counts("a", 10_000, 1, 0, 0, 0);
        ComparedCell none = counts("a", 10_000, 0, 0, 0, 0);
        Comparison gone = judge(side("now", none), List.of(often), acceptance);
        assertThat(gone.valid()).isEqualTo(Validity.FALSE);
        assertThat(gone.headline()).contains("read-skew is accepted and gone (baseline.yaml:7); take it out");
        Comparison unsure = judge(side("now", none), List.of(rare), acceptance);
        assertThat(unsure.valid()).isEqualTo(Validity.TRUE);
        assertThat(kinds(unsure)).contains(Kind.ACCEPTED);
        assertThat(judge(side("now", none), List.of(none), acceptance).headline())
                .contains("seen neither in the baseline nor now");
        assertThat(judge(side("now", CLEAN), List.of(CLEAN), accepted("b", "read-skew", TODAY))
                        .headline())
                .contains("is accepted of a cell that neither the baseline nor the campaign has");
    }

    @Test
    void anUnknownVerdictAndAMissingAnomalyCanBeAcceptedToo() {
        ComparedCell unknown = cell("a", VALID, run(Validity.UNKNOWN, 0, Map.of()));
        assertThat(judge(side("now", unknown), List.of(CLEAN)).valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(judge(side("now", unknown), List.of(CLEAN), accepted("a", Acceptance.UNKNOWN, TODAY))
                        .valid())
                .isEqualTo(Validity.TRUE);
        ComparedCell sought = cell("d", SKEW, run(Validity.TRUE, 100, Map.of()));
        assertThat(judge(side("now", sought), List.of(sought)).valid()).isEqualTo(Validity.FALSE);
        assertThat(judge(side("now", sought), List.of(sought), accepted("d", Acceptance.NOT_FOUND, TODAY))
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void aCellThatWasNotRunClosesTheGateUnlessThatWasWished() {
        ComparedCell other = cell("b", VALID, run(Validity.TRUE, 100, Map.of()));
        Comparison missing = judge(side("now", CLEAN), List.of(CLEAN, other));
        assertThat(missing.valid()).isEqualTo(Validity.FALSE);
        assertThat(missing.headline()).startsWith("test b: is in baseline.yaml and was not run");
        Comparison wished = judge(
                side("now", CLEAN).leavingOut(Map.of("b", "left out by --only or --skip")), List.of(CLEAN, other));
        assertThat(wished.valid()).isEqualTo(Validity.TRUE);
        assertThat(wished.changes())
                .singleElement()
                .matches(change -> change.text().equals("test b: not run: left out by --only or --skip"));
    }

    @Test
    void aGateThatCheckedNothingIsClosed() {
        assertThat(judge(side("now", CLEAN), List.of()).headline()).contains("baseline.yaml has no cells");
        Comparison other = judge(
                side("now", CLEAN).leavingOut(Map.of("b", "left out by --only or --skip")),
                List.of(cell("b", VALID, run(Validity.TRUE, 100, Map.of()))));
        assertThat(other.valid()).isEqualTo(Validity.FALSE);
        assertThat(other.headline()).contains("nothing of baseline.yaml was checked");
    }

    @Test
    void whatIsAcceptedExcusesNoRunThatIsNotDecided() {
        ComparedCell mixed =
                cell("a", VALID, run(Validity.FALSE, 100, Map.of("read-skew", 1L)), run(Validity.UNKNOWN, 0, Map.of()));
        assertThat(judge(side("now", mixed), List.of(mixed), accepted("a", "read-skew", TODAY))
                        .valid())
                .isEqualTo(Validity.UNKNOWN);
    }
}
