package dev.skewer.harness.run;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a line of a log was written, by the forms that programs give it at its beginning: {@code 2026-11-23T09:45:01.123Z} and the like (this one,
 * PostgreSQL, MariaDB, RocksDB, most of what runs on a JVM), and {@code 23 Nov 2026 09:45:01.123} (Redis).
 */
final class LogTime {
    /** How far from the beginning of a line its time may begin. */
    private static final int REACH = 40;

    private static final Pattern NUMBERS = Pattern.compile(
            "(?<!\\d)(?<year>\\d{4})[-/](?<month>\\d{2})[-/](?<day>\\d{2})[ T-]{1,2}(?<hour>\\d{1,2}):(?<minute>\\d{2}):(?<second>\\d{2})"
                    + "(?:[.,](?<fraction>\\d{1,9}))?(?:\\s?(?<zone>Z|UTC|GMT|[+-]\\d{2}:?\\d{2})\\b)?");

    private static final Pattern NAMED_MONTH = Pattern.compile(
            "(?<day>\\d{1,2}) (?<month>[A-Z][a-z]{2}) (?<year>\\d{4}) (?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})"
                    + "(?:[.,](?<fraction>\\d{1,9}))?(?<zone>)");

    private LogTime() {}

    /**
     * The time of a line; nothing where there is none.
     *
     * @param here the zone that is meant where the line does not say one
     */
    static Optional<Instant> of(String line, ZoneId here) {
        String beginning = line.substring(0, Math.min(line.length(), REACH + 40));
        for (Pattern form : new Pattern[] {NUMBERS, NAMED_MONTH}) {
            Matcher found = form.matcher(beginning);
            if (found.find() && found.start() <= REACH) {
                try {
                    return Optional.of(instant(found, here));
                } catch (DateTimeException e) {
                    // Digits that look like one.
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static Instant instant(Matcher found, ZoneId here) {
        String fraction = found.group("fraction");
        int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
        LocalDateTime time = LocalDateTime.of(
                number(found, "year"),
                month(found.group("month")),
                number(found, "day"),
                number(found, "hour"),
                number(found, "minute"),
                number(found, "second"),
                nanos);
        String zone = found.group("zone");
        return time.atZone(zone == null || zone.isEmpty() ? here : zone(zone)).toInstant();
    }

    private static ZoneId zone(String zone) {
        return zone.equals("Z") || zone.equals("UTC") || zone.equals("GMT") ? ZoneOffset.UTC : ZoneOffset.of(zone);
    }

    private static int number(Matcher found, String group) {
        return Integer.parseInt(found.group(group));
    }

    private static Month month(String text) {
        if (Character.isDigit(text.charAt(0))) {
            return Month.of(Integer.parseInt(text));
        }
        for (Month month : Month.values()) {
            if (month.name().startsWith(text.toUpperCase(Locale.ROOT))) {
                return month;
            }
        }
        throw new DateTimeException("no month: " + text);
    }
}
