package dev.skewer.checker.invariant.story;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects what was found in a history: counts by anomaly and kind, and for each anomaly the first example and the smallest. A
 * story is written only when it would be kept.
 */
public final class Findings {
    /** More sentences of one kind tell a reader nothing new. */
    private static final int MOST_SENTENCES = 4;

    private final SortedMap<String, Tally> found = new TreeMap<>();
    private final SortedMap<String, Tally> allowed = new TreeMap<>();
    private final Set<String> excluded = new TreeSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Set<String> undecided = new LinkedHashSet<>();
    private long opportunities;
    private boolean isJudged;

    /**
     * Counts something that the promise forbids.
     *
     * @param anomaly its name
     * @param kind which kind of it; empty if there are none
     * @param rank when it began, to know which was first
     * @param size how much a reader must take in; smaller is better
     * @param story tells it
     */
    public void add(String anomaly, String kind, long rank, long size, Supplier<Example> story) {
        found.computeIfAbsent(anomaly, name -> new Tally()).add(kind, rank, size, story);
    }

    /** Counts something that is no fault, as the promise does not forbid it. */
    public void addAllowed(String anomaly, long rank, long size, Supplier<Example> story) {
        allowed.computeIfAbsent(anomaly, name -> new Tally()).add("", rank, size, story);
    }

    /** Takes note that a consistency model excludes what was found. */
    public void exclude(String consistencyModel) {
        excluded.add(consistencyModel);
    }

    /** Takes note that something was there to be judged, so that a verdict of true says something. */
    public void judged() {
        isJudged = true;
    }

    /** Counts chances to fail. */
    public void addOpportunities(long count) {
        opportunities += count;
    }

    /** Says something that does not touch the verdict; only the first few sentences are kept. */
    public void note(String sentence) {
        keep(sentence, notes);
    }

    /**
     * Says what could not be decided, so that the verdict is unknown unless something is wrong; only the first few sentences
     * are kept.
     */
    public void undecided(String sentence) {
        keep(sentence, undecided);
    }

    private static void keep(String sentence, Set<String> sentences) {
        if (sentences.size() < MOST_SENTENCES) {
            sentences.add(sentence);
        }
    }

    /**
     * The verdict.
     *
     * @param model the model's name
     * @param ops how many operations the history has
     * @param unjudged why a history in which nothing was judged is none to judge
     */
    public Verdict verdict(String model, long ops, String unjudged) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(undecided);
        if (found.isEmpty() && !isJudged) {
            all.add(unjudged);
        }
        Validity valid =
                !found.isEmpty() ? Validity.FALSE : isJudged && undecided.isEmpty() ? Validity.TRUE : Validity.UNKNOWN;
        List<String> not = ConsistencyModels.weakest(excluded);
        return new Verdict(
                valid,
                model,
                anomalies(found),
                not,
                ConsistencyModels.stronger(not),
                ops,
                opportunities,
                all,
                anomalies(allowed),
                List.of());
    }

    private static SortedMap<String, Anomaly> anomalies(SortedMap<String, Tally> tallies) {
        SortedMap<String, Anomaly> anomalies = new TreeMap<>();
        tallies.forEach((name, tally) -> anomalies.put(name, tally.anomaly(name)));
        return anomalies;
    }

    private static final class Tally {
        private long count;
        private final SortedMap<String, Long> kinds = new TreeMap<>();
        private long firstRank;
        private @Nullable Example first;
        private long smallestSize;
        private @Nullable Example smallest;

        void add(String kind, long rank, long size, Supplier<Example> story) {
            count++;
            if (!kind.isEmpty()) {
                kinds.merge(kind, 1L, Long::sum);
            }
            boolean isFirst = first == null || rank < firstRank;
            boolean isSmallest = smallest == null || size < smallestSize;
            if (!isFirst && !isSmallest) {
                return;
            }
            Example example = story.get();
            if (isFirst) {
                first = example;
                firstRank = rank;
            }
            if (isSmallest) {
                smallest = example;
                smallestSize = size;
            }
        }

        Anomaly anomaly(String name) {
            Example one = Objects.requireNonNull(first);
            Example other = Objects.requireNonNull(smallest);
            return new Anomaly(name, count, kinds, one.equals(other) ? List.of(one) : List.of(one, other));
        }
    }
}
