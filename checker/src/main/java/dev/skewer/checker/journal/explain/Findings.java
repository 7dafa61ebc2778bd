package dev.skewer.checker.journal.explain;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Example;
import dev.skewer.checker.journal.versions.Finding;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects what was found in a whole history: counts by anomaly and kind, and for each anomaly the first example and the
 * smallest. A story is told only when it would be kept, which happens a logarithmic number of times.
 */
public final class Findings {
    private final SortedMap<String, Tally> tallies = new TreeMap<>();
    /** The consistency models that exclude what was found. */
    private final Set<String> excluded = new TreeSet<>();

    /**
     * Counts a finding.
     *
     * @param finding what was found
     * @param rank when it began, to know which was first
     * @param size how much a reader must take in; smaller is better
     * @param realTime whether a cycle needs the clock
     * @param story tells it
     */
    public void add(Finding finding, long rank, long size, boolean realTime, Supplier<Story> story) {
        excluded.addAll(finding.excludedBy(realTime));
        Tally tally = tallies.computeIfAbsent(finding.anomaly(), name -> new Tally());
        tally.count++;
        if (!finding.kind().isEmpty()) {
            tally.kinds.merge(finding.kind(), 1L, Long::sum);
        }
        if (tally.first == null || rank < tally.firstRank) {
            tally.firstRank = rank;
            tally.first = story.get();
        }
        if (tally.smallest == null || size < tally.smallestSize) {
            tally.smallestSize = size;
            tally.smallest = story.get();
        }
    }

    /** Counts what another collection has, as if it had been added here, after all that is there. */
    public void addAll(Findings others) {
        excluded.addAll(others.excluded);
        others.tallies.forEach((anomaly, other) -> {
            Tally tally = tallies.putIfAbsent(anomaly, other);
            if (tally != null) {
                tally.add(other);
            }
        });
    }

    /** The consistency models that exclude what was found; others may imply these. */
    public Set<String> excluded() {
        return excluded;
    }

    public boolean isEmpty() {
        return tallies.isEmpty();
    }

    /** Settles for each story that was kept what it rests on; once, when all has been found. */
    public void settle(UnaryOperator<Story> settling) {
        for (Tally tally : tallies.values()) {
            Story first = Objects.requireNonNull(tally.first);
            Story smallest = Objects.requireNonNull(tally.smallest);
            tally.first = settling.apply(first);
            tally.smallest = first.operations().equals(smallest.operations()) ? tally.first : settling.apply(smallest);
        }
    }

    /** The stories of each anomaly, by its name: the first, and the smallest if it is another one. */
    public SortedMap<String, List<Story>> stories() {
        SortedMap<String, List<Story>> stories = new TreeMap<>();
        tallies.forEach((name, tally) -> {
            Story first = Objects.requireNonNull(tally.first);
            Story smallest = Objects.requireNonNull(tally.smallest);
            boolean isOther = !first.example().equals(smallest.example());
            stories.put(name, isOther ? List.of(first, smallest) : List.of(first));
        });
        return stories;
    }

    public SortedMap<String, Anomaly> anomalies() {
        SortedMap<String, Anomaly> anomalies = new TreeMap<>();
        stories().forEach((name, stories) -> {
            Tally tally = Objects.requireNonNull(tallies.get(name));
            List<Example> examples = stories.stream().map(Story::example).toList();
            anomalies.put(name, new Anomaly(name, tally.count, tally.kinds, examples));
        });
        return anomalies;
    }

    private static final class Tally {
        private long count;
        private final SortedMap<String, Long> kinds = new TreeMap<>();
        private long firstRank;
        private @Nullable Story first;
        private long smallestSize;
        private @Nullable Story smallest;

        private void add(Tally other) {
            count += other.count;
            other.kinds.forEach((kind, number) -> kinds.merge(kind, number, Long::sum));
            if (other.firstRank < firstRank) {
                firstRank = other.firstRank;
                first = other.first;
            }
            if (other.smallestSize < smallestSize) {
                smallestSize = other.smallestSize;
                smallest = other.smallest;
            }
        }
    }
}
