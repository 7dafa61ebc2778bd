package dev.skewer.workloads.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What a run that goes on tells of its latencies. */
class RecentLatencyTest {
    private static final long SECOND = 1_000_000_000;

    private final RecentLatency latency = new RecentLatency();

    private void record(int count, long nanos) {
        for (int i = 0; i < count; i++) {
            latency.record(nanos);
        }
    }

    @Test
    void tellsPercentilesOfTheLastMoments() {
        record(98, 1_000);
        record(2, 50_000);
        latency.at(SECOND / 5);
        assertThat((double) latency.percentile(50)).isCloseTo(1_000, within(10.0));
        assertThat((double) latency.percentile(99)).isCloseTo(50_000, within(500.0));
    }

    @Test
    void forgetsWhatIsOlderThanTwoSeconds() {
        record(100, 50_000);
        for (long now = 0; now <= SECOND; now += SECOND / 5) {
            latency.at(now);
        }
        record(100, 1_000);
        latency.at(SECOND + SECOND / 2);
        assertThat((double) latency.percentile(99)).as("one second later").isCloseTo(50_000, within(500.0));
        latency.at(2 * SECOND);
        latency.at(2 * SECOND + SECOND / 5);
        assertThat((double) latency.percentile(99)).as("two seconds later").isCloseTo(1_000, within(10.0));
    }

    @Test
    void isNothingWhereNothingEnded() {
        record(1, 1_000);
        for (long now = 0; now <= 3 * SECOND; now += SECOND) {
            latency.at(now);
        }
        assertThat(latency.percentile(99)).isZero();
    }
}
