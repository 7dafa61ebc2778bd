package dev.skewer.harness.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as users write them. */
public final class Quantities {
    /** What to say when a duration is none. */
    public static final String DURATION_HELP =
            "write a duration such as 500ms, 10s, 5m or 1h, of more than zero and at most ten years";
    /** What to say when a size is none. */
    public static final String SIZE_HELP = "write a size such as 512m or 4g";

    private static final Pattern DURATION = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([kmgt]?)(?:i?b)?");
    /** Of sizes, each 1024 of the one before. */
    private static final String UNITS = "kmgt";
    /** Ten years: longer than any run, and far from overflow. */
    private static final Duration LONGEST = Duration.ofDays(3653);

    private Quantities() {}

    /**
     * A duration such as {@code 500ms}, {@code 10s}, {@code 1.5m} or {@code 1h30m}; more than zero and at most ten years.
     *
     * @param text what the user wrote
     * @return empty if it is none
     */
    public static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
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

    /** A number of bytes as {@link #size} reads it, in the largest unit of which it is a whole number: {@code 512m}, {@code 100k}. */
    public static String showSize(long bytes) {
        int power = 0;
        long number = bytes;
        while (power < UNITS.length() && number > 0 && number % 1024 == 0) {
            number /= 1024;
            power++;
        }
        return number + (power == 0 ? "" : UNITS.substring(power - 1, power));
    }

    /**
     * A number of bytes such as {@code 512m} or {@code 4g}, in powers of 1024; more than zero.
     *
     * @param text what the user wrote; capitals and a {@code B} or {@code iB} at its end do no harm
     * @return empty if it is none
     */
    public static Optional<Long> size(String text) {
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int power = UNITS.indexOf(matcher.group(2)) + 1;
        long number = Long.parseLong(matcher.group(1));
        int shift = matcher.group(2).isEmpty() ? 0 : 10 * power;
        boolean fits = number > 0 && number <= Long.MAX_VALUE >> shift;
        return fits ? Optional.of(number << shift) : Optional.empty();
    }
}
