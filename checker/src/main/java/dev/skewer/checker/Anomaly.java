package dev.skewer.checker;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All findings of one name in one history.
 *
 * @param name the anomaly's name, such as {@code read-skew}
 * @param count how many were found
 * @param kinds how the count divides into kinds, such as {@code same-length-replacement}; may be empty
 * @param examples the first found, then the smallest if that is another one
 */
public record Anomaly(String name, long count, SortedMap<String, Long> kinds, List<Example> examples) {
    /** Copies the collections. */
    public Anomaly {
        kinds = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
        examples = List.copyOf(examples);
    }

    /** The smallest example; nothing if there is none. */
    public Optional<Example> smallest() {
        return examples.isEmpty() ? Optional.empty() : Optional.of(examples.get(examples.size() - 1));
    }
}
