package dev.skewer.database.generate;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is in a generated history.
 *
 * @param transactions how many there are: the sum of the next three
 * @param ok how many committed
 * @param fail how many aborted
 * @param info how many have an unknown outcome
 * @param conflicts how often the database had to do a transaction again
 * @param injected how many instances of each anomaly were injected, by name
 */
public record GenerationSummary(
        long transactions, long ok, long fail, long info, long conflicts, SortedMap<String, Long> injected) {
    /** Copies the map. */
    public GenerationSummary {
        injected = Collections.unmodifiableSortedMap(new TreeMap<String, Long>((Map<String, Long>) injected));
    }
}
