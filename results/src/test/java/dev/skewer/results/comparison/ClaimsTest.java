package dev.skewer.results.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What stands when much is claimed at once. */
class ClaimsTest {
    @Test
    void correctsAsHolmDoes() {
        // The example of R's p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm").
        assertThat(Claims.holm(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
        assertThat(Claims.holm(new double[0])).isEmpty();
        assertThat(Claims.holm(new double[] {0.7, 1})).containsExactly(new double[] {1, 1}, within(0.0));
    }

    @Test
    void ofManyFiguresNoneAlarmsMoreOftenThanOneWould() {
        var random = new SplittableRandom(3);
        int alarms = 0;
        for (int i = 0; i < 5_000; i++) {
            double[] corrected = Claims.holm(random.doubles(200).toArray());
            boolean isAlarm = false;
            for (double p : corrected) {
                isAlarm |= p < 0.01;
            }
            alarms += isAlarm ? 1 : 0;
        }
        assertThat(alarms).isLessThan(75);
    }
}
