package dev.skewer.results.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often speeds are told apart, without cause and with. */
class SpeedTestTest {
    private static final double TIMES = Thresholds.STANDARD.ratio();

    @Test
    void isWelchsTestOfLogarithms() {
        double[] base = {100, 120, 90, 105};
        double[] candidate = {200, 260, 170};
        double[] logs = Arrays.stream(base).map(Math::log).toArray();
        double[] others = Arrays.stream(candidate).map(Math::log).toArray();
        double p = TTest.withDefaults()
                .with(DataDispersion.HETEROSCEDASTIC)
                .with(AlternativeHypothesis.GREATER_THAN)
                .withMu(Math.log(TIMES))
                .test(others, logs)
                .getPValue();
        assertThat(SpeedTest.ofRuns(base, candidate, MachineRatio.SAME).more(TIMES))
                .isCloseTo(p, within(1e-12));
    }

    @Test
    void aStoreOfHalfTheSpeedIsFoundByItsCellsTogether() {
        var simulated = new Simulated(5);
        int found = 0;
        for (int i = 0; i < 500; i++) {
            // Sixteen cells of one run each, which differ by 20 % from one time to the other.
            SpeedTest test = SpeedTest.ofCells(simulated.figures(16, 0.5, 0.28), MachineRatio.SAME);
            found += test.less(1 / TIMES) < 0.01 / 50 ? 1 : 0;
        }
        assertThat(found).isGreaterThan(480);
    }

    @ParameterizedTest
    @CsvSource({"0.0", "0.1", "0.18"})
    void noiseAndSmallDifferencesSeldomAlarm(double slower) {
        var simulated = new Simulated(6);
        int ofCells = 0;
        int ofRuns = 0;
        int tries = 3_000;
        for (int i = 0; i < tries; i++) {
            double[] ratios = simulated.figures(6, 1 / (1 + slower), 0.3);
            ofCells += SpeedTest.ofCells(ratios, MachineRatio.SAME).less(1 / TIMES) < 0.01 ? 1 : 0;
            double[] base = simulated.figures(3, 20_000, 0.2);
            double[] candidate = simulated.figures(5, 20_000 / (1 + slower), 0.4);
            ofRuns += SpeedTest.ofRuns(base, candidate, MachineRatio.SAME).less(1 / TIMES) < 0.01 ? 1 : 0;
        }
        assertThat((double) ofCells / tries).isLessThan(0.012);
        assertThat((double) ofRuns / tries).isLessThan(0.012);
    }

    @Test
    void whatIsNotKnownOfTheMachineWidensTheInterval() {
        double[] base = {100, 101, 99};
        double[] candidate = {50, 51, 49};
        SpeedTest certain = SpeedTest.ofRuns(base, candidate, MachineRatio.SAME);
        SpeedTest unsure = SpeedTest.ofRuns(base, candidate, new MachineRatio(Math.log(0.8), 0.25, 20));
        assertThat(certain.less(1 / TIMES)).isLessThan(0.001);
        assertThat(unsure.ratio()).isBetween(0.62, 0.63);
        assertThat(unsure.less(1 / TIMES)).isGreaterThan(0.1);
        assertThat(unsure.high(0.99)).isGreaterThan(certain.high(0.99));
    }

    private static SpeedTest ofAnUnsteadyMachine(Simulated simulated, double ratio) {
        MachineRatio machine = MachineRatio.of(simulated.reference(10, 1e7, 0.5), simulated.reference(10, 1e7, 0.5));
        return SpeedTest.ofRuns(simulated.figures(3, 1_000, 0.05), simulated.figures(3, 1_000 * ratio, 0.05), machine);
    }

    /** The rounds of the reference say how well the machine is known, however alike the few runs of a cell are. */
    @Test
    void aLargeDifferenceIsSeenBesideAnUnsteadyMachineAndNoneIsMadeUp() {
        var simulated = new Simulated(7);
        int found = 0;
        int alarms = 0;
        int tries = 3_000;
        for (int i = 0; i < tries; i++) {
            found += ofAnUnsteadyMachine(simulated, 0.1).less(1 / TIMES) < 0.01 / 3 ? 1 : 0;
            alarms += ofAnUnsteadyMachine(simulated, 1 / TIMES).less(1 / TIMES) < 0.01 ? 1 : 0;
        }
        assertThat((double) found / tries).isGreaterThan(0.95);
        assertThat((double) alarms / tries).isLessThan(0.012);
    }
}
