package dev.skewer.checker.linear.search;

import dev.skewer.checker.linear.parts.Effort;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Delta debugging (Zeller and Hildebrandt, <em>Simplifying and isolating failure-inducing input</em>, TSE 2002): finds a
 * small part of a set that has a property which the whole has.
 */
public final class Reduction {
    private Reduction() {}

    /**
     * A part of a set with a property; while there is effort left, one from which nothing can be taken alone. At most
     * quadratic in the set, and as a rule the size of the result times the logarithm of the set.
     *
     * @param whole a set that has the property, in ascending order
     * @param property need not be monotone; must be false where it cannot be decided
     * @param effort what the property spends
     */
    public static int[] of(int[] whole, Predicate<int[]> property, Effort effort) {
        int[] part = whole;
        int chunk = Math.max(1, part.length / 2);
        while (!effort.isOver()) {
            boolean smaller = false;
            for (int at = 0; at < part.length && !effort.isOver(); ) {
                int[] rest = without(part, at, Math.min(part.length, at + chunk));
                if (rest.length > 0 && property.test(rest)) {
                    part = rest;
                    smaller = true;
                } else {
                    at += chunk;
                }
            }
            if (chunk > 1) {
                chunk = Math.min(chunk / 2, Math.max(1, part.length / 2));
            } else if (!smaller) {
                break;
            }
        }
        return part;
    }

    private static int[] without(int[] array, int from, int to) {
        int[] rest = Arrays.copyOf(array, array.length - (to - from));
        System.arraycopy(array, to, rest, from, array.length - to);
        return rest;
    }
}
