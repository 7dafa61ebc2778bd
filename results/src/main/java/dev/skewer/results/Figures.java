package dev.skewer.results;

import dev.skewer.checker.StoryLayout;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers as people read them. */
public final class Figures {

    private Figures() {}

    /** A count, with commas: {@code 1,234,567}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A rate or another count that is no integer, rounded to one: {@code 12,346}. */
    public static String count(double value) {
        return count(Math.round(value));
    }

    /** Names with counts, in their order: {@code kill 9, pause 1,200}. */
    public static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + count(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /**
     * A time to three digits with its unit: {@code 870 ns}, {@code 4.2 µs}, {@code 118 ms}, {@code 10.0 s}.
     *
     * @param nanos at least 0
     */
    public static String time(long nanos) {
        return StoryLayout.time(nanos);
    }

    /**
     * A number of bytes to three digits, in units of which each is 1000 of the one before: {@code 870 B}, {@code 12.8 MB}.
     *
     * @param bytes at least 0
     */
    public static String bytes(long bytes) {
        double value = bytes;
        String unit = "B";
        for (String larger : List.of("kB", "MB", "GB", "TB")) {
            if (value < 999.5) {
                break;
            }
            value /= 1000;
            unit = larger;
        }
        return (unit.equals("B") ? String.valueOf(bytes) : threeDigits(value)) + " " + unit;
    }

    private static String threeDigits(double value) {
        String pattern = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, pattern, value);
    }
}
