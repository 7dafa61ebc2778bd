package dev.skewer.checker.linear;

import java.math.BigInteger;

/**
 * Arithmetic on integers of any size. An integer is a {@link Long} where it fits into one, and otherwise a {@link
 * BigInteger}; so equal integers are equal objects.
 */
public final class Integers {
    private Integers() {}

    /** The sum of two integers. */
    public static Number sum(Number a, Number b) {
        if (a instanceof Long x && b instanceof Long y) {
            long sum = x + y;
            if (((x ^ sum) & (y ^ sum)) >= 0) {
                return sum;
            }
        }
        return of(big(a).add(big(b)));
    }

    /** An integer less another. */
    public static Number difference(Number a, Number b) {
        return sum(a, negated(b));
    }

    /** An integer with the other sign. */
    public static Number negated(Number a) {
        return a instanceof Long x && x != Long.MIN_VALUE ? (Number) (-x) : of(big(a).negate());
    }

    /** Which of two integers is greater, as {@link Comparable} tells it. */
    public static int compare(Number a, Number b) {
        return a instanceof Long x && b instanceof Long y ? Long.compare(x, y) : big(a).compareTo(big(b));
    }

    /** Whether an integer is below zero, zero, or above: -1, 0 or 1. */
    public static int signum(Number a) {
        return a instanceof Long x ? Long.signum(x) : big(a).signum();
    }

    /** An integer of any class of Java's in its one form. */
    public static Number of(Number value) {
        return value instanceof BigInteger big ? of(big) : (Number) value.longValue();
    }

    /** An integer in its one form. */
    public static Number of(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }

    /** An integer as a {@link BigInteger}. */
    public static BigInteger big(Number a) {
        return a instanceof BigInteger value ? value : BigInteger.valueOf(a.longValue());
    }
}
