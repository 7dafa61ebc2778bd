package dev.skewer.results.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often rates of anomalies are told apart, without cause and with. */
class RateTestTest {
    private static final double TIMES = Thresholds.STANDARD.ratio();

    private static Counts counts(long opportunities, long... events) {
        return new Counts(
                LongStream.of(events).boxed().toList(),
                LongStream.of(events).map(unused -> opportunities).boxed().toList());
    }

    @Test
    void aRateThatIsTenTimesAsHighInEachRunIsToldApart() {
        var test = new RateTest(counts(10_000, 10, 12, 9), counts(10_000, 110, 95, 104));
        assertThat(test.ratio()).isBetween(9.9, 10.1);
        assertThat(test.more(TIMES)).isLessThan(0.001);
        assertThat(test.less(1 / TIMES)).isEqualTo(1);
        assertThat(test.low(0.99)).isBetween(4.0, 10.0);
        assertThat(test.high(0.99)).isBetween(10.0, 30.0);
    }

    @Test
    void oneRunThatHitARaceInStepIsNoHigherRate() {
        // By a test that takes counts for Poisson's, p is below 1e-9.
        var test = new RateTest(counts(10_000, 10, 12, 9), counts(10_000, 8, 11, 140));
        assertThat(test.more(1)).isGreaterThan(0.1);
    }

    @Test
    void noneAgainstThreeIsNoDifferenceThoughTheDevianceSaysSo() {
        assertThat(new RateTest(counts(10_000, 0, 0, 0), counts(10_000, 1, 1, 1)).more(1))
                .isGreaterThan(0.2);
        assertThat(new RateTest(counts(10_000, 0, 0, 0), counts(10_000, 40, 45, 38)).more(1))
                .isLessThan(0.01);
    }

    @Test
    void anIntervalIsWhatTheTestDoesNotRuleOut() {
        var test = new RateTest(counts(10_000, 20, 25, 30), counts(20_000, 60, 90, 70));
        assertThat(test.more(test.low(0.95) * 0.999)).isLessThan(0.05);
        assertThat(test.more(test.low(0.95) * 1.001)).isGreaterThan(0.05);
        assertThat(test.less(test.high(0.95) * 1.001)).isLessThan(0.05);
        assertThat(test.less(test.high(0.95) * 0.999)).isGreaterThan(0.05);
    }

    @Test
    void aSideWithoutAnyHasAnIntervalWithOneEnd() {
        var gone = new RateTest(counts(10_000, 40, 45, 38), counts(10_000, 0, 0, 0));
        assertThat(gone.low(0.99)).isZero();
        assertThat(gone.high(0.99)).isBetween(0.0001, 0.5);
        var appeared = new RateTest(counts(10_000, 0, 0, 0), counts(10_000, 40, 45, 38));
        assertThat(appeared.high(0.99)).isInfinite();
        assertThat(appeared.low(0.99)).isGreaterThan(2);
    }

    @Test
    void longerRunsCountForMore() {
        Counts base = new Counts(List.of(10L, 100L), List.of(1_000L, 10_000L));
        Counts candidate = new Counts(List.of(100L, 10L), List.of(10_000L, 1_000L));
        assertThat(new RateTest(base, candidate).ratio()).isEqualTo(1);
        assertThat(new RateTest(base, candidate).more(1)).isEqualTo(1);
    }

    @Test
    void oneRunSaysNothingAboutHowMuchRunsDiffer() {
        assertThat(RateTest.isPossible(counts(10_000, 5), counts(10_000, 500, 501)))
                .isFalse();
        assertThat(RateTest.isPossible(counts(10_000, 0, 0), counts(10_000, 0, 0)))
                .isFalse();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new RateTest(counts(10_000, 5), counts(10_000, 500, 501)));
    }

    /** How often it alarms at one per cent though both sides have one rate. */
    private static double falseAlarms(int runs, double mean, int shape, int tries, long seed) {
        var simulated = new Simulated(seed);
        int alarms = 0;
        for (int i = 0; i < tries; i++) {
            Counts base = simulated.counts(runs, mean, shape);
            Counts candidate = simulated.counts(runs, mean, shape);
            if (RateTest.isPossible(base, candidate) && new RateTest(base, candidate).more(1) < 0.01) {
                alarms++;
            }
        }
        return (double) alarms / tries;
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 1", "3, 3, 0", "3, 30, 1", "3, 300, 2", "5, 30, 1", "5, 3, 2", "10, 30, 1"})
    void itSeldomAlarmsWithoutCause(int runs, double mean, int shape) {
        double rate = falseAlarms(runs, mean, shape, 2_000, 4711 + runs);
        assertThat(rate)
                .as("%d runs of about %.0f, shape %d", runs, mean, shape)
                .isLessThan(0.012);
    }

    @Test
    void itFindsWhatIsThere() {
        // Three times as frequent, in runs that differ by half of what they are; five of each.
        assertThat(power(5, 40, 4, 3, 1_000, 99)).isGreaterThan(0.25);
        assertThat(power(5, 40, 4, 10, 1_000, 98)).isGreaterThan(0.9);
    }

    /** How often it finds, at one per cent, that one side is more than the minimal effect above the other. */
    private static double power(int runs, double mean, int shape, double times, int tries, long seed) {
        var simulated = new Simulated(seed);
        int found = 0;
        for (int i = 0; i < tries; i++) {
            Counts base = simulated.counts(runs, mean, shape);
            Counts candidate = simulated.counts(runs, mean * times, shape);
            if (RateTest.isPossible(base, candidate) && new RateTest(base, candidate).more(TIMES) < 0.01) {
                found++;
            }
        }
        return (double) found / tries;
    }

    /** The table of docs/gate.md, and beside it how often a test alarms that takes the counts for Poisson's. */
    @Test
    @Tag("slow")
    void falseAlarmsAndPowerAtLarge() {
        var table =
                new StringBuilder("| runs a side | anomalies a run | shape | alarms | Poisson's | finds ×3 | ×10 |\n");
        for (int runs : new int[] {2, 3, 5, 10}) {
            for (double mean : new double[] {3, 30, 300}) {
                for (int shape : new int[] {0, 4, 1}) {
                    double alarms = falseAlarms(runs, mean, shape, 4_000, 7);
                    table.append(String.format(
                            Locale.ROOT,
                            "| %d | %.0f | %s | %.2f %% | %.1f %% | %.0f %% | %.0f %% |%n",
                            runs,
                            mean,
                            shape == 0 ? "–" : String.valueOf(shape),
                            alarms * 100,
                            poissonAlarms(runs, mean, shape) * 100,
                            power(runs, mean, shape, 3, 500, 9) * 100,
                            power(runs, mean, shape, 10, 500, 10) * 100));
                    assertThat(alarms).as(table.toString()).isLessThan(0.014);
                }
            }
        }
        System.getLogger(RateTestTest.class.getName()).log(System.Logger.Level.INFO, "\n" + table);
    }

    private static double poissonAlarms(int runs, double mean, int shape) {
        var simulated = new Simulated(7);
        int alarms = 0;
        int tries = 2_000;
        for (int i = 0; i < tries; i++) {
            Counts base = simulated.counts(runs, mean, shape);
            Counts candidate = simulated.counts(runs, mean, shape);
            double all = base.totalOpportunities() + candidate.totalOpportunities();
            double p = BinomialTest.withDefaults()
                    .with(AlternativeHypothesis.TWO_SIDED)
                    .test(
                            (int) (base.totalEvents() + candidate.totalEvents()),
                            (int) candidate.totalEvents(),
                            candidate.totalOpportunities() / all)
                    .getPValue();
            alarms += candidate.rate() > base.rate() && p < 0.01 ? 1 : 0;
        }
        return (double) alarms / tries;
    }
}
