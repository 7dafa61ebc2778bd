package dev.skewer.checker.linear;

import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * An operation that a model has: what it is called with, and what it answers. The shapes are looked at once, when a history
 * is taken in; a model that declares its operations sees only such as fit.
 *
 * @param f its name, without a colon
 * @param argument what it is called with
 * @param answer what it answers where it returns; {@link Shape#ANY} where the model does not look at it
 * @param agreement whether an answer, nil where there is none, can be one to an argument, where both have these shapes
 */
public record Signature(
        String f, Shape argument, Shape answer, BiPredicate<@Nullable Object, @Nullable Object> agreement) {
    /** An operation any of whose answers may follow on any argument. */
    public Signature(String f, Shape argument, Shape answer) {
        this(f, argument, answer, (asked, answered) -> true);
    }

    /** An operation whose answer the model does not look at, as a write. */
    public static Signature of(String f, Shape argument) {
        return new Signature(f, argument, Shape.ANY);
    }

    /** The operation as people write it: {@code :contains v → true or false}. */
    public String text() {
        String call = argument.text().isEmpty() ? ":" + f : ":" + f + " " + argument.text();
        return answer.text().isEmpty() ? call : call + " → " + answer.text();
    }
}
