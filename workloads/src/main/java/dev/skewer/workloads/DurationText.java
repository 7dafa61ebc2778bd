package dev.skewer.workloads;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as users write them. */
public final class DurationText {
    /** What to say when a duration is none. */
    public static final String HELP =
            "write a duration such as 500ms, 10s, 5m or 1h, of more than zero and at most ten years";

    private static final Pattern PART = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ms|s|m|h)");
    /** Ten years: longer than any run, and far from overflow. */
    private static final Duration LONGEST = Duration.ofDays(3653);

    private DurationText() {}

    /**
     * A duration such as {@code 500ms}, {@code 10s}, {@code 1.5m} or {@code 1h30m}; more than zero and at most ten years.
     *
     * @param text what the user wrote
     * @return empty if it is none
     */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                return Optional.empty();
            }
            long unit = switch (matcher.group(2)) {
                case "ms" -> 1_000_000L;
                case "s" -> 1_000_000_000L;
                case "m" -> 60_000_000_000L;
                default -> 3_600_000_000_000L;
            };
            BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
            if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
                return Optional.empty();
            }
            sum = sum.plusNanos(nanos.setScale(0, RoundingMode.HALF_UP).longValueExact());
            at = matcher.end();
        }
        return sum.isZero() || sum.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(sum);
    }

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
