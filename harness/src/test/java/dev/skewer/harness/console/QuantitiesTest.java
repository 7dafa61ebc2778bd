package dev.skewer.harness.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.workloads.DurationText;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    @Test
    void readsDurations() {
        assertThat(Quantities.duration("500ms")).contains(Duration.ofMillis(500));
        assertThat(Quantities.duration("10s")).contains(Duration.ofSeconds(10));
        assertThat(Quantities.duration("1.5m")).contains(Duration.ofSeconds(90));
        assertThat(Quantities.duration("1h30m")).contains(Duration.ofMinutes(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "0s", "-1s", "1 s", "1S", "1d", "10sx", "x10s", "1e3s", "999999999h", "١s"})
    void otherTextsAreNoDurations(String text) {
        assertThat(Quantities.duration(text)).isEmpty();
    }

    @Property
    void whatIsShownIsReadBack(@ForAll @LongRange(min = 1, max = 100_000_000) long millis) {
        Duration duration = Duration.ofMillis(millis);
        assertThat(Quantities.duration(DurationText.of(duration))).contains(duration);
    }

    @Property
    void whatIsShorterThanAMillisecondIsReadBackToo(@ForAll @LongRange(min = 1, max = 100_000_000) long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        assertThat(Quantities.duration(DurationText.of(duration))).contains(duration);
    }

    @Property
    void aSizeThatIsShownIsReadBack(
            @ForAll @LongRange(min = 1, max = 2_000) long number, @ForAll @IntRange(max = 4) int power) {
        long bytes = number << (10 * power);
        assertThat(Quantities.size(Quantities.showSize(bytes))).contains(bytes);
    }

    @Property
    void anyTextIsADurationOrNone(@ForAll String text) {
        Quantities.duration(text).ifPresent(duration -> assertThat(duration).isPositive());
        Quantities.size(text).ifPresent(size -> assertThat(size).isPositive());
    }

    @Test
    void readsSizes() {
        assertThat(Quantities.size("512m")).contains(512L << 20);
        assertThat(Quantities.size("4G")).contains(4L << 30);
        assertThat(Quantities.size("4GiB")).contains(4L << 30);
        assertThat(Quantities.size("1000")).contains(1000L);
        assertThat(Quantities.size("0")).isEmpty();
        assertThat(Quantities.size("99999999999999t")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "49, 0s",
        "2460, 2.5s",
        "3000, 3s",
        "9949, 9.9s",
        "9950, 10s",
        "59499, 59s",
        "60000, 1m",
        "200400, 3m20s",
        "3599400, 59m59s",
        "3600000, 1h",
        "3899000, 1h5m"
    })
    void whatIsNotKnownExactlyIsShownSo(long millis, String text) {
        assertThat(Quantities.about(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
