package dev.skewer.checker;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All findings of one name in one history.
 *
 * @param name the anomaly's name, such as {@code read-skew}
 * @param count how many were found
 * @param sorts how the count divides into sorts, such as {@code same-length-replacement}; may be empty
 * @param examples the first found, then the smallest if that is another one
 */
public record Anomaly(String name, long count, SortedMap<String, Long> sorts, List<Example> examples) {
    /** Copies the collections. */
    public Anomaly {
        sorts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(sorts));
        examples = List.copyOf(examples);
    }
}
