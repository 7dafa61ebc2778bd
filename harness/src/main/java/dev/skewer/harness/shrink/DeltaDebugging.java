package dev.skewer.harness.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds a small part of a list that still fails: ddmin (Zeller and Hildebrandt, <em>Simplifying and Isolating Failure-Inducing Input</em>,
 * TSE 2002).
 *
 * <p>The result is 1-minimal: without any one of its elements it does not fail. At most {@code n² + 3n} tests for {@code n} elements, and
 * about {@code 2 log n} if one element alone is at fault.
 */
public final class DeltaDebugging {
    private DeltaDebugging() {}

    /**
     * Removes what can be removed.
     *
     * @param elements fail as they are; the predicate is not asked of all of them
     * @param fails whether a part still fails; asked of proper parts, in the elements' order, the empty one included
     */
    public static <T> List<T> minimize(List<T> elements, Predicate<List<T>> fails) {
        if (elements.isEmpty() || fails.test(List.of())) {
            return List.of();
        }
        List<T> rest = List.copyOf(elements);
        int parts = 2;
        while (rest.size() > 1) {
            List<T> smaller = smaller(rest, parts, fails);
            if (smaller != null) {
                boolean isPart = smaller.size() * 2 <= rest.size() && parts > 2;
                rest = smaller;
                parts = isPart ? 2 : Math.max(2, parts - 1);
            } else if (parts < rest.size()) {
                parts = Math.min(rest.size(), parts * 2);
            } else {
                return rest;
            }
            parts = Math.min(parts, rest.size());
        }
        return rest;
    }

    /** One of so many parts that fails by itself, or what is left without one; null if there is neither. */
    private static <T> @org.jspecify.annotations.Nullable List<T> smaller(
            List<T> rest, int parts, Predicate<List<T>> fails) {
        for (int i = 0; i < parts; i++) {
            List<T> part = rest.subList(bound(rest, i, parts), bound(rest, i + 1, parts));
            if (fails.test(List.copyOf(part))) {
                return List.copyOf(part);
            }
        }
        for (int i = 0; i < parts && parts > 2; i++) {
            var without = new ArrayList<>(rest.subList(0, bound(rest, i, parts)));
            without.addAll(rest.subList(bound(rest, i + 1, parts), rest.size()));
            if (fails.test(List.copyOf(without))) {
                return List.copyOf(without);
            }
        }
        return null;
    }

    private static int bound(List<?> rest, int i, int parts) {
        return (int) ((long) rest.size() * i / parts);
    }
}
