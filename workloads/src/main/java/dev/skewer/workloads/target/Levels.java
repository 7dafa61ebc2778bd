package dev.skewer.workloads.target;

import java.util.List;

/**
 * The levels of a target, under the names that its own documentation gives them.
 *
 * @param names at least one, in the order in which they are listed
 * @param standard the one that holds where a test does not say
 */
public record Levels(List<String> names, String standard) {
    /** What a target has that has one way only. */
    public static final Levels ONE = new Levels(List.of("default"), "default");

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the standard is none of the names
     */
    public Levels {
        names = List.copyOf(names);
        if (!names.contains(standard)) {
            throw new IllegalArgumentException("'" + standard + "' is none of " + names);
        }
    }
}
