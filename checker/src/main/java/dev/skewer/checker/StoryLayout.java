package dev.skewer.checker;

import java.util.List;
import java.util.Locale;

/**
 * How a story is laid out, whoever shows it: its operations as rows of cells, with times from the beginning of the first. Text, pages and
 * messages only render that; nothing is escaped here.
 */
public final class StoryLayout {
    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private StoryLayout() {}

    /** Says when something happened. */
    @FunctionalInterface
    public interface Clock {
        /** By the clock of the run, from the first moment of the story: {@code +4.20 ms}. */
        Clock ELAPSED = (moment, start) -> "+" + time(moment - start);
        /** By the number of the event, where the history has no clock and so numbers in place of times: {@code event 12}. */
        Clock EVENTS = (moment, start) -> "event " + String.format(Locale.ROOT, "%,d", moment);

        /** A moment in a few characters; {@code start} is that of the first of the story. */
        String text(long moment, long start);
    }

    /**
     * An operation.
     *
     * @param op its name in the story
     * @param called when
     * @param returned when; {@code never} if it did not
     * @param process whose
     * @param text what was called and what came back
     * @param role why it is in the story; may be empty
     */
    public record Row(String op, String called, String returned, String process, String text, String role) {
        /** Text and role together. */
        public String description() {
            return role.isEmpty() ? text : text + " (" + role + ")";
        }
    }

    /** The operations of a story, a row each. */
    public static List<Row> rows(Example example, Clock clock) {
        long start =
                example.steps().stream().mapToLong(Example.Step::invoked).min().orElse(0);
        return example.steps().stream()
                .map(step -> new Row(
                        step.op(),
                        clock.text(step.invoked(), start),
                        step.completed() < 0 ? "never" : clock.text(step.completed(), start),
                        "process " + step.process(),
                        step.text(),
                        step.role()))
                .toList();
    }

    /**
     * A time to three digits with its unit: {@code 870 ns}, {@code 4.20 µs}, {@code 118 ms}, {@code 10.0 s}.
     *
     * @param nanos at least 0
     */
    public static String time(long nanos) {
        if (nanos < MICROSECOND) {
            return nanos + " ns";
        }
        if (nanos < MILLISECOND) {
            return threeDigits(nanos / (double) MICROSECOND) + " µs";
        }
        if (nanos < SECOND) {
            return threeDigits(nanos / (double) MILLISECOND) + " ms";
        }
        return threeDigits(nanos / (double) SECOND) + " s";
    }

    private static String threeDigits(double value) {
        String pattern = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, pattern, value);
    }
}
