package dev.skewer.results.summary;

import java.util.Optional;

/**
 * Under what conditions the figures of a campaign came about.
 *
 * @param jobs how many cells ran at once, at least 1: those that do take each other's processors
 * @param reference how fast the machine was meanwhile; empty if it was not measured
 */
public record Conditions(int jobs, Optional<ReferenceSpeed> reference) {
    /** One cell after the other, on a machine of which nothing is known. */
    public static final Conditions PLAIN = new Conditions(1, Optional.empty());
}
