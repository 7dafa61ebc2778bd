package dev.skewer.junit;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a history is judged.
 *
 * @param model what it is a history of: a name of {@code skewer list models}
 * @param choices what else is chosen, by the names that the options of {@code skewer check} have, such as {@code initial}; values as
 *     there: one of the option's, or EDN
 * @param timeLimit how long that may take; a minute if it is not given. Past it nothing is shown, so the assertion fails
 * @param acceptTruncated whether the part of a file that was cut off is taken for the whole
 * @param acceptVacuous whether a history may pass in which nothing could have been wrong, such as one without concurrency
 */
public record ConsistencyOptions(
        String model,
        Map<String, String> choices,
        Optional<Duration> timeLimit,
        boolean acceptTruncated,
        boolean acceptVacuous) {
    /** Copies the map. */
    public ConsistencyOptions {
        choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    }

    /** The options of a model, with nothing chosen. */
    public static ConsistencyOptions model(String name) {
        return new ConsistencyOptions(name, Map.of(), Optional.empty(), false, false);
    }

    /** The same with one more choice. */
    public ConsistencyOptions with(String option, String value) {
        Map<String, String> more = new LinkedHashMap<>(choices);
        more.put(option, value);
        return new ConsistencyOptions(model, more, timeLimit, acceptTruncated, acceptVacuous);
    }

    /** The same with another limit of time. */
    public ConsistencyOptions within(Duration limit) {
        return new ConsistencyOptions(model, choices, Optional.of(limit), acceptTruncated, acceptVacuous);
    }

    /** The same, which takes what is there of a file that was cut off for the whole. */
    public ConsistencyOptions acceptingTruncated() {
        return new ConsistencyOptions(model, choices, timeLimit, true, acceptVacuous);
    }

    /** The same, by which a history may pass in which nothing could have been wrong. */
    public ConsistencyOptions acceptingVacuous() {
        return new ConsistencyOptions(model, choices, timeLimit, acceptTruncated, true);
    }
}
