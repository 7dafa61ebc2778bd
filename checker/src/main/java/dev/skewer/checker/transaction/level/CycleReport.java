package dev.skewer.checker.transaction.level;

import dev.skewer.checker.transaction.graph.Cycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The cycles that were found, by the name of their kind: how many, the first and the smallest. */
public final class CycleReport {
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, SortedMap<String, Long>> shapes = new TreeMap<>();
    private final Map<String, Cycle> first = new TreeMap<>();
    private final Map<String, Cycle> smallest = new TreeMap<>();
    private final Map<String, Set<String>> violated = new TreeMap<>();

    /** Takes note of a cycle, to be shown. */
    void show(Cycle cycle) {
        show(cycle, CycleKind.of(cycle));
    }

    /** Takes note of a cycle, to be shown by a name. */
    void show(Cycle cycle, String kind) {
        counts.putIfAbsent(kind, 1L);
        first.putIfAbsent(kind, cycle);
        if (cycle.needsPredicates()) {
            violated.computeIfAbsent(kind, unused -> new TreeSet<>())
                    .addAll(Anomalies.violatedByPredicates(CycleKind.shape(cycle)));
        }
        Cycle known = smallest.get(kind);
        if (known == null || cycle.size() < known.size()) {
            smallest.put(kind, cycle);
        }
    }

    /** Says how many of a kind there are, if that is known to be more than are shown. */
    void count(String kind, long number) {
        if (counts.containsKey(kind)) {
            counts.merge(kind, number, Math::max);
        }
    }

    /** Says how many of a kind have a shape that has a name. */
    void shape(String kind, String shape, long number) {
        if (number > 0 && counts.containsKey(kind)) {
            shapes.computeIfAbsent(kind, unused -> new TreeMap<>()).put(shape, number);
        }
    }

    /** How many of a kind have a shape that has a name, by that name. */
    public SortedMap<String, Long> shapes(String kind) {
        return shapes.getOrDefault(kind, new TreeMap<>());
    }

    /** The kinds that were found, with how many there are. */
    public Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /** The models that the cycles of a kind violate beyond what its name says. */
    public Set<String> violated(String kind) {
        return violated.getOrDefault(kind, Set.of());
    }

    /** Whether a kind was found. */
    public boolean has(String kind) {
        return counts.containsKey(kind);
    }

    /** The first cycle of a kind, and the smallest if that is another one. */
    public List<Cycle> examples(String kind) {
        List<Cycle> examples = new ArrayList<>();
        Cycle one = first.get(kind);
        Cycle other = smallest.get(kind);
        if (one != null) {
            examples.add(one);
        }
        if (other != null && !other.equals(one)) {
            examples.add(other);
        }
        return examples;
    }
}
