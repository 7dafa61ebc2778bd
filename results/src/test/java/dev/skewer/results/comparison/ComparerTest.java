package dev.skewer.results.comparison;

import static dev.skewer.results.comparison.Cells.SKEW;
import static dev.skewer.results.comparison.Cells.VALID;
import static dev.skewer.results.comparison.Cells.cell;
import static dev.skewer.results.comparison.Cells.counts;
import static dev.skewer.results.comparison.Cells.measured;
import static dev.skewer.results.comparison.Cells.rerun;
import static dev.skewer.results.comparison.Cells.run;
import static dev.skewer.results.comparison.Cells.side;
import static dev.skewer.results.comparison.Cells.timed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.results.comparison.ComparedCell.Outcome;
import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.Change.Effect;
import dev.skewer.results.summary.Change.Kind;
import dev.skewer.results.summary.Conditions;
import dev.skewer.results.summary.IsolationCost.Spread;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of two sides. */
class ComparerTest {
    private static final ComparedCell CLEAN =
            cell("a", VALID, run(Validity.TRUE, 100, Map.of()), run(Validity.TRUE, 100, Map.of()));

    private static Comparison compare(Comparand base, Comparand candidate) {
        return Comparer.compare(base, candidate, Thresholds.STANDARD, "skewer test");
    }

    private static Comparison compare(ComparedCell base, ComparedCell candidate) {
        return compare(side("base", base), side("now", candidate));
    }

    private static List<Kind> kinds(Comparison comparison) {
        return comparison.changes().stream().map(Change::kind).toList();
    }

    @Test
    void nothingIsSaidOfWhatIsTheSame() {
        Comparison same = compare(CLEAN, CLEAN);
        assertThat(same.changes()).isEmpty();
        assertThat(same.valid()).isEqualTo(Validity.TRUE);
        assertThat(same.headline()).isEqualTo("nothing got worse");
    }

    @Test
    void oneAnomalyWhereNoneMayBeIsWorseWithoutAnyStatistics() {
        Comparison worse = compare(
                CLEAN,
                cell("a", VALID, run(Validity.TRUE, 100, Map.of()), run(Validity.FALSE, 100, Map.of("read-skew", 1L))));
        assertThat(worse.valid()).isEqualTo(Validity.FALSE);
        assertThat(kinds(worse)).contains(Kind.NEW_ANOMALY);
        assertThat(worse.headline())
                .isEqualTo(
                        "test a: read-skew is new: 1 in 200 opportunities of 2 runs; none in 200 opportunities of 2 runs before");
    }

    @Test
    void anAnomalyThatOnlyARerunShowsIsOne() {
        Comparison worse = compare(
                CLEAN,
                cell(
                        "a",
                        VALID,
                        Outcome.NOT_AS_EXPECTED,
                        List.of(run(Validity.UNKNOWN, 100, Map.of()), rerun(Validity.FALSE, Map.of("lost-append", 2L))),
                        Validity.FALSE));
        assertThat(worse.valid()).isEqualTo(Validity.FALSE);
        // The run that decided nothing is told too.
        assertThat(kinds(worse)).containsExactly(Kind.NEW_ANOMALY, Kind.UNKNOWN, Kind.FLAKY);
    }

    @Test
    void unknownIsNeitherWorseNorNot() {
        Comparison unsure = compare(CLEAN, cell("a", VALID, run(Validity.UNKNOWN, 100, Map.of())));
        assertThat(unsure.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(unsure.word()).isEqualTo("cannot be said");
        // And does not become so by runs that are true.
        Comparison rerun = compare(
                CLEAN,
                cell(
                        "a",
                        VALID,
                        run(Validity.UNKNOWN, 100, Map.of()),
                        rerun(Validity.TRUE, Map.of()),
                        rerun(Validity.TRUE, Map.of())));
        assertThat(rerun.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(rerun.changes().get(1).sentence())
                .isEqualTo("flaky: of 3 runs (2 of them made again) 2 are true, 0 false and 1 unknown");
    }

    @Test
    void whatIsNotFoundAnyMoreIsWorse() {
        Comparison worse = compare(
                cell("d", SKEW, run(Validity.FALSE, 100, Map.of("read-skew", 3L))),
                cell("d", SKEW, run(Validity.TRUE, 100, Map.of())));
        assertThat(worse.valid()).isEqualTo(Validity.FALSE);
        assertThat(worse.headline())
                .contains("read-skew is not found any more: 0 of 1 runs found it, and 1 of 1 before");
    }

    @Test
    void moreOfTheSameIsWorseIfItIsBeyondChanceAndTheMinimalEffect() {
        Comparison more = compare(counts("a", 10_000, 10, 12, 9, 11, 10), counts("a", 10_000, 50, 55, 60, 48, 52));
        assertThat(more.valid()).isEqualTo(Validity.FALSE);
        assertThat(more.headline())
                .contains("read-skew is more frequent: 5,300 per million, 1,040 per million before, ×5.10 (");
        assertThat(compare(counts("a", 10_000, 50, 55, 60, 48, 52), counts("a", 10_000, 10, 12, 9, 11, 10))
                        .changes())
                .singleElement()
                .matches(change -> change.effect() == Effect.BETTER && change.kind() == Kind.LESS_FREQUENT);
        // Certain, and too little to matter.
        assertThat(compare(
                                counts("a", 1_000_000, 100_000, 100_100, 99_900),
                                counts("a", 1_000_000, 110_000, 110_100, 109_900))
                        .changes())
                .isEmpty();
        // Much, and perhaps chance.
        assertThat(compare(counts("a", 10_000, 10, 12, 9), counts("a", 10_000, 8, 11, 140))
                        .changes())
                .isEmpty();
    }

    @Test
    void ofOneRunEachNothingIsClaimedThatCannotBe() {
        Comparison unsure = compare(counts("a", 10_000, 10), counts("a", 10_000, 1_000));
        assertThat(unsure.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(kinds(unsure)).containsExactly(Kind.RATE_NOT_COMPARED);
        Comparison fewer = compare(counts("a", 10_000, 10), counts("a", 10_000, 0));
        assertThat(fewer.valid()).isEqualTo(Validity.TRUE);
        assertThat(kinds(fewer)).contains(Kind.GONE_ANOMALY);
        assertThat(fewer.changes())
                .filteredOn(change -> change.kind() == Kind.GONE_ANOMALY)
                .allMatch(change -> change.effect() == Effect.NOTED);
    }

    @Test
    void whatWasNotRunCannotBeSaidUnlessItWasLeftOutByWish() {
        Comparand base = side("base", CLEAN, cell("b", VALID, run(Validity.TRUE, 5, Map.of())));
        Comparison missing = compare(base, side("now", CLEAN));
        assertThat(missing.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(kinds(missing)).containsExactly(Kind.NOT_RUN);
        Comparison wished = compare(base, side("now", CLEAN).leavingOut(Map.of("b", "left out by --only or --skip")));
        assertThat(wished.valid()).isEqualTo(Validity.TRUE);
        assertThat(wished.changes()).singleElement().matches(change -> change.kind() == Kind.LEFT_OUT);
    }

    @Test
    void aNewCellThatIsNotAsExpectedIsWorse() {
        assertThat(compare(side("base"), side("now", CLEAN)).valid()).isEqualTo(Validity.TRUE);
        assertThat(compare(side("base"), side("now", counts("a", 10, 1))).valid())
                .isEqualTo(Validity.FALSE);
    }

    private static ComparedCell speed(String key, double... opsPerSecond) {
        var runs = new ComparedRun[opsPerSecond.length];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = timed(opsPerSecond[i]);
        }
        return cell(key, VALID, runs);
    }

    private static Comparand speeds(String name, double factor) {
        return side(
                name,
                speed("a", 20_000 * factor, 21_000 * factor, 20_500 * factor),
                speed("b", 10_000 * factor),
                speed("c", 33_000 * factor),
                speed("d", 5_000 * factor),
                speed("e", 25_000 * factor));
    }

    @Test
    void aSlowerStoreIsWorseIfTheMachineWasAsFast() {
        Comparand base = measured(speeds("base", 1), 10e6, 900);
        Comparison slower = compare(base, measured(speeds("now", 0.5), 10e6, 900));
        assertThat(slower.valid()).isEqualTo(Validity.FALSE);
        assertThat(kinds(slower)).contains(Kind.SLOWER, Kind.LONGER_LATENCY);
        assertThat(slower.headline())
                .contains("group, 5 cells: throughput is lower: ")
                .contains("×0.50");
        // A machine of 80 % of the speed explains a fifth of it, and not the half.
        assertThat(compare(base, measured(speeds("now", 0.5), 8e6, 800)).valid())
                .isEqualTo(Validity.FALSE);
        assertThat(compare(base, measured(speeds("now", 0.8), 8e6, 800)).valid())
                .isEqualTo(Validity.TRUE);
        assertThat(kinds(compare(base, measured(speeds("now", 2), 10e6, 900))))
                .contains(Kind.FASTER, Kind.SHORTER_LATENCY);
    }

    @Test
    void withoutAReferenceSpeedsDecideNothing() {
        Comparison unknown = compare(speeds("base", 1), speeds("now", 0.1));
        assertThat(unknown.valid()).isEqualTo(Validity.TRUE);
        assertThat(unknown.changes())
                .singleElement()
                .matches(change -> change.kind() == Kind.SPEED_NOT_COMPARED && change.effect() == Effect.NOTED);
        Comparison other = compare(measured(speeds("base", 1), 10e6, 900), measured(speeds("now", 0.1), 1e6, 900));
        assertThat(other.valid()).isEqualTo(Validity.TRUE);
        assertThat(other.changes().get(0).sentence())
                .contains("the machine's memory is 0.10 times as fast as the base's");
        Comparison same =
                Comparer.compare(speeds("base", 1), speeds("now", 0.1), new Thresholds(0.2, 0.01, true), "skewer test");
        assertThat(same.valid()).isEqualTo(Validity.FALSE);
    }

    @Test
    void whatRanSideBySideIsNotJudgedByItsFigures() {
        Comparand base = measured(speeds("base", 1), 10e6, 900);
        Comparand crowded =
                new Comparand("now", false, speeds("now", 0.1).cells(), Map.of(), new Conditions(4, Optional.empty()));
        for (Thresholds thresholds : List.of(Thresholds.STANDARD, new Thresholds(0.2, 0.01, true))) {
            Comparison comparison = Comparer.compare(base, crowded, thresholds, "skewer test");
            assertThat(comparison.valid()).isEqualTo(Validity.TRUE);
            assertThat(comparison.changes())
                    .singleElement()
                    .extracting(Change::sentence)
                    .isEqualTo(
                            "throughput and latency are not judged: cells of now ran 4 at a time (--jobs), and took each other's processors");
        }
        Comparand often = side("base", counts("a", 10_000, 10, 12, 9, 11));
        Comparison rates = compare(
                often,
                new Comparand(
                        "now",
                        false,
                        List.of(counts("a", 10_000, 90, 92, 95, 98)),
                        Map.of(),
                        new Conditions(4, Optional.empty())));
        assertThat(kinds(rates)).contains(Kind.RATE_NOT_COMPARED).doesNotContain(Kind.MORE_FREQUENT);
    }

    private static final Spread UNSTEADY = new Spread(10e6, 3e6, 20e6);

    @Test
    void besideAnUnsteadyMachineItIsSaidThatLittleIsSeen() {
        Comparison rough = compare(
                measured(speeds("base", 1), UNSTEADY, UNSTEADY), measured(speeds("now", 0.9), UNSTEADY, UNSTEADY));
        assertThat(rough.valid()).isEqualTo(Validity.TRUE);
        assertThat(rough.changes())
                .singleElement()
                .extracting(Change::sentence)
                .asString()
                .startsWith("throughput and latency are judged roughly: the machine was so unsteady that ");
        assertThat(compare(
                                measured(speeds("base", 1), UNSTEADY, UNSTEADY),
                                measured(speeds("now", 0.01), UNSTEADY, UNSTEADY))
                        .valid())
                .isEqualTo(Validity.FALSE);
    }

    @Test
    void howSoonADefectIsFoundIsCompared() {
        ComparedCell soon = found("d", 1_000, 1_300, 900, 1_100);
        assertThat(compare(soon, found("d", 50_000, 70_000, 60_000, 55_000)).headline())
                .contains("read-skew is found later: after ")
                .contains("operations before, ×5");
        assertThat(compare(soon, found("d", 900, 1_500, 1_000, 2_000)).changes())
                .isEmpty();
    }

    @Test
    void aSearchThatWasCutShortDoesNotSayThatThereIsNothing() {
        ComparedCell soon = found("d", 1_000, 20_000);
        Comparison starved = compare(soon, cell("d", SKEW, searching(700), searching(900)));
        assertThat(starved.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(starved.headline())
                .isEqualTo(
                        "test d: read-skew is not found: 0 of 2 runs found it, and 2 of 2 before; that may be as they made too few operations: 1,600 together, where one took up to 20,000 to find it");
        Comparison blind = compare(soon, cell("d", SKEW, searching(30_000), searching(30_000)));
        assertThat(blind.valid()).isEqualTo(Validity.FALSE);
        assertThat(kinds(blind)).containsExactly(Kind.NOT_AS_EXPECTED);
    }

    private static ComparedRun searching(long ops) {
        ComparedRun of = run(Validity.TRUE, 100, Map.of());
        return new ComparedRun(of.valid(), ops, of.opportunities(), of.anomalies(), 0, of.latency(), false);
    }

    private static ComparedCell found(String key, long... operations) {
        var runs = new ComparedRun[operations.length];
        for (int i = 0; i < runs.length; i++) {
            ComparedRun of = run(Validity.FALSE, 100, Map.of("read-skew", 1L));
            runs[i] = new ComparedRun(
                    of.valid(), operations[i], of.opportunities(), of.anomalies(), 0, of.latency(), false);
        }
        return cell(key, SKEW, runs);
    }

    @Test
    void defectsThatAreFoundLaterByAndLargeAreWorseWithOneSeedEach() {
        var before = new ComparedCell[12];
        var later = new ComparedCell[12];
        var alike = new ComparedCell[12];
        for (int i = 0; i < before.length; i++) {
            long usual = 1_000 + 700L * i;
            before[i] = found("d" + i, usual);
            later[i] = found("d" + i, usual * (i % 2 == 0 ? 6 : 15));
            alike[i] = found("d" + i, i % 2 == 0 ? usual * 2 : usual / 2);
        }
        Comparison worse = compare(side("base", before), side("now", later));
        assertThat(worse.headline()).contains("12 cells that are to show something: it is found later: after ");
        assertThat(compare(side("base", before), side("now", alike)).changes()).isEmpty();
        // On another machine races are hit at another time.
        assertThat(compare(measured(side("base", before), 1e7, 900), measured(side("now", later), 4e7, 900))
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void howOftenARaceIsHitIsNotJudgedOnAnotherMachine() {
        Comparand base = measured(side("base", counts("a", 10_000, 10, 12, 9, 11)), 1e7, 900);
        Comparison other = compare(base, measured(side("now", counts("a", 10_000, 90, 92, 95, 98)), 4e7, 900));
        assertThat(kinds(other)).contains(Kind.RATE_NOT_COMPARED).doesNotContain(Kind.MORE_FREQUENT);
        assertThat(compare(base, measured(side("now", counts("a", 10_000, 90, 92, 95, 98)), 1e7, 900))
                        .valid())
                .isEqualTo(Validity.FALSE);
    }
}
