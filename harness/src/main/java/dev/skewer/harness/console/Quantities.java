package dev.skewer.harness.console;

import dev.skewer.workloads.DurationText;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as users write them. */
public final class Quantities {
    /** What to say when a duration is none. */
    public static final String DURATION_HELP = DurationText.HELP;
    /** What to say when a size is none. */
    public static final String SIZE_HELP = "write a size such as 512m or 4g";

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([kmgt]?)(?:i?b)?");
    /** Of sizes, each 1024 of the one before. */
    private static final String UNITS = "kmgt";

    private Quantities() {}

    /**
     * A duration such as {@code 500ms}, {@code 10s}, {@code 1.5m} or {@code 1h30m}; more than zero and at most ten years.
     *
     * @param text what the user wrote
     * @return empty if it is none
     */
    public static Optional<Duration> duration(String text) {
        return DurationText.parse(text);
    }

    /** A duration that is not known exactly, as {@link #duration} reads it: {@code 2.5s}, {@code 48s}, {@code 3m20s}, {@code 1h5m}. */
    public static String about(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 9_950) {
            long tenths = (millis + 50) / 100;
            return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + "s";
        }
        long seconds = (millis + 500) / 1_000;
        if (seconds < 60) {
            return seconds + "s";
        }
        long minutes = seconds < 3_600 ? seconds / 60 : (seconds + 30) / 60;
        if (minutes < 60) {
            return minutes + "m" + (seconds % 60 == 0 ? "" : seconds % 60 + "s");
        }
        return minutes / 60 + "h" + (minutes % 60 == 0 ? "" : minutes % 60 + "m");
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
