package dev.skewer.workloads.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.workloads.Stall;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StallWatchTest {
    private final StallWatch watch = new StallWatch();

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private static Stall stall(long from, long to) {
        return new Stall(Duration.ofMillis(from), Duration.ofMillis(to));
    }

    @Test
    void aRunThatGoesOnHasNone() {
        watch.invoked(0);
        for (long time = 0; time <= 60_000; time += 2_000) {
            watch.answered(millis(time));
        }
        assertThat(watch.until(millis(62_000), stretch -> Duration.ZERO)).isEmpty();
    }

    @Test
    void theyAreFoundAtTheBeginningInTheMidstAndAtTheEnd() {
        watch.invoked(millis(100));
        watch.invoked(millis(2_000));
        watch.answered(millis(3_000));
        watch.answered(millis(3_100));
        watch.answered(millis(9_000));
        watch.answered(millis(9_001));
        assertThat(watch.until(millis(12_000), stretch -> Duration.ZERO))
                .containsExactly(stall(100, 3_000), stall(3_100, 9_000), stall(9_001, 12_000));
    }

    @Test
    void whatFaultsAndPaceExplainIsNone() {
        watch.invoked(0);
        watch.answered(millis(4_000));
        watch.answered(millis(7_500));
        assertThat(watch.until(millis(7_500), stretch -> Duration.ofMillis(1_500)))
                .containsExactly(stall(0, 4_000));
    }

    @Test
    void aRunWithoutOperationsHasNone() {
        assertThat(watch.until(millis(60_000), stretch -> Duration.ZERO)).isEmpty();
    }
}
