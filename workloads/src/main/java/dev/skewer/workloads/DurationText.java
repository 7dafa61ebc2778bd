package dev.skewer.workloads;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as the command line reads them. */
public final class DurationText {
    private DurationText() {}

    /** A duration in its shortest form: {@code 0.5ms}, {@code 1500ms}, {@code 10s}, {@code 5m}. */
    public static String of(Duration duration) {
        if (duration.toNanos() % 1_000_000 != 0) {
            return BigDecimal.valueOf(duration.toNanos(), 6)
                            .stripTrailingZeros()
                            .toPlainString() + "ms";
        }
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 3600 == 0 && seconds > 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
