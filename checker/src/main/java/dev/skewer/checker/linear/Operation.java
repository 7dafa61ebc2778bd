package dev.skewer.checker.linear;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call as a model sees it. Values are Java's: {@code null} for nil, {@link Boolean}, {@link Long} or, for integers that
 * do not fit, {@link java.math.BigInteger} (see {@link Integers}), {@link Double}, {@link String}, {@link Keyword}, {@link java.util.List}, {@link java.util.Set}, {@link java.util.Map}; all immutable.
 *
 * @param f what was called, such as {@code read}; without a colon
 * @param key the object that it was called on, if the history says; otherwise null
 * @param input the value of the invocation
 * @param output the value of the completion; null if it is not known
 * @param known whether the call returned; if not, it may have taken effect or not, and a model must not look at the output
 * @param process who called, by the number or the name of the process, where the model {@linkplain Model#dependsOnProcess asks for it}; otherwise null
 */
public record Operation(
        String f,
        @Nullable Object key,
        @Nullable Object input,
        @Nullable Object output,
        boolean known,
        @Nullable String process) {
    /** Calls that answer nothing: there nil is no answer worth telling. */
    private static final Set<String> ANSWERLESS = Set.of("acquire", "release", "delete");

    /** A call of a model that does not ask who called. */
    public Operation(String f, @Nullable Object key, @Nullable Object input, @Nullable Object output, boolean known) {
        this(f, key, input, output, known, null);
    }

    /** The same call with its outcome unknown. */
    public Operation relaxed() {
        return new Operation(f, key, input, null, false, process);
    }

    /**
     * The value of the invocation, which must be there.
     *
     * @throws IllegalArgumentException if it is nil
     */
    public Object argument() {
        if (input == null) {
            throw unfit("a value");
        }
        return input;
    }

    /** A complaint about an operation that the model does not have or whose values it cannot read. */
    public IllegalArgumentException unfit(String right) {
        return new IllegalArgumentException(":" + f + " with " + Values.text(input)
                + (known ? " → " + Values.text(output) : "") + " does not fit the model; right would be " + right);
    }

    /** The call and its answer as people write them: {@code cas [1 2]}, {@code read → 3}. */
    public String text() {
        return call() + (!known ? " → ?" : answer().isEmpty() ? "" : " → " + answer());
    }

    /** The call as people write it: {@code cas [1 2]}. */
    public String call() {
        return input == null ? f : f + " " + Values.text(input);
    }

    /** The answer as people write it; empty where it only repeats the call. */
    public String answer() {
        if (output == null) {
            return input == null && !ANSWERLESS.contains(f) ? "nil" : "";
        }
        return output.equals(input) ? "" : Values.text(output);
    }
}
