package dev.skewer.checker.linear;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an argument or an answer of an operation has to look like.
 *
 * @param text as people write it, such as {@code [from to]}; empty where anything will do
 * @param test whether a value, as {@link Operation} describes them, looks so; never throws
 */
public record Shape(String text, Predicate<@Nullable Object> test) {
    /** Anything: the model does not look at it. */
    public static final Shape ANY = new Shape("", value -> true);

    /** Anything, nil included: what is written. */
    public static final Shape VALUE_OR_NIL = new Shape("v", value -> true);

    /** Anything but nil. */
    public static final Shape VALUE = new Shape("v", value -> value != null);

    /** An integer of any size. */
    public static final Shape INTEGER = new Shape("n", Shape::isInteger);

    /** An integer of any size, or nil. */
    public static final Shape INTEGER_OR_NIL =
            new Shape("an integer, or nil", value -> value == null || isInteger(value));

    /** What a compare-and-set compares with, and what it writes. */
    public static final Shape PAIR = new Shape("[from to]", value -> value instanceof List<?> pair && pair.size() == 2);

    /** A truth value. */
    public static final Shape TRUTH = new Shape("true or false", value -> value instanceof Boolean);

    /** A vector, list or set. */
    public static final Shape ELEMENTS = new Shape("all elements, as [1 2]", value -> value instanceof Collection);

    /** Whether a value looks so. */
    public boolean fits(@Nullable Object value) {
        return test.test(value);
    }

    private static boolean isInteger(@Nullable Object value) {
        return value instanceof Long || value instanceof BigInteger;
    }
}
