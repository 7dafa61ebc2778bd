package dev.skewer.harness.campaign;

import dev.skewer.results.summary.PlannedCell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Which cells to run if there is no time for all: those that together cover the most.
 *
 * <p>A cell covers each of its options (the target, a level, a fault, a defect, what is expected) and each pair of them. What it is worth is what it covers that the
 * chosen ones do not yet, by the time that it takes. The greedy choice by that measure is computed lazily (Minoux, <i>Accelerated Greedy Algorithms for
 * Maximizing Submodular Set Functions</i>, 1978): as more is chosen a cell is never worth more, so the worth that was computed last bounds it. Of cells that are
 * worth the same the shorter comes first, then the earlier; so the choice is a function of the cells and the time. O(n log n) steps as a rule, O(n²) at worst.
 */
final class Coverage {
    /** A target or a defect that is not tested at all is worth more than a combination that is not. */
    private static final int WORTH_OF_OPTION = 20;

    private static final int WORTH_OF_PAIR = 1;

    /** Options of a spec that make no other test of it. */
    private static final Set<String> INCIDENTAL =
            Set.of("seed", "fail-fast", "time-limit", "ops", "rate", "op-timeout");

    private final Set<String> covered = new HashSet<>();

    private Coverage() {}

    /**
     * Chooses cells.
     *
     * @param chosen cells that are chosen already, whatever they take
     * @param candidates those to choose from
     * @param time what the candidates that are chosen may take together
     * @return the chosen candidates, in the order of their worth
     */
    static List<PlannedCell> choose(List<PlannedCell> chosen, List<PlannedCell> candidates, Duration time) {
        var coverage = new Coverage();
        chosen.forEach(cell -> coverage.covered.addAll(features(cell)));
        return coverage.choose(candidates, time.toMillis());
    }

    private record Candidate(PlannedCell cell, int position, double worth) {
        static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(Candidate::worth)
                .reversed()
                .thenComparing(candidate -> candidate.cell().estimate())
                .thenComparingInt(Candidate::position);
    }

    private List<PlannedCell> choose(List<PlannedCell> candidates, long millis) {
        var queue = new PriorityQueue<Candidate>(Candidate.BEST_FIRST);
        for (int i = 0; i < candidates.size(); i++) {
            queue.add(new Candidate(candidates.get(i), i, worth(candidates.get(i))));
        }
        var chosen = new ArrayList<PlannedCell>();
        long left = millis;
        for (Candidate best = queue.poll(); best != null; best = queue.poll()) {
            PlannedCell cell = best.cell();
            if (cell.estimate().toMillis() > left) {
                continue;
            }
            var now = new Candidate(cell, best.position(), worth(cell));
            Candidate next = queue.peek();
            if (next != null && Candidate.BEST_FIRST.compare(now, next) > 0) {
                queue.add(now);
                continue;
            }
            chosen.add(cell);
            covered.addAll(features(cell));
            left -= cell.estimate().toMillis();
        }
        return chosen;
    }

    private double worth(PlannedCell cell) {
        long worth = 0;
        for (String feature : features(cell)) {
            if (!covered.contains(feature)) {
                worth += feature.indexOf('\n') < 0 ? WORTH_OF_OPTION : WORTH_OF_PAIR;
            }
        }
        return worth / (double) Math.max(1, cell.estimate().toMillis());
    }

    private static List<String> features(PlannedCell cell) {
        var options = new ArrayList<String>();
        options.add("expected=" + cell.expected().text());
        cell.spec().forEach((name, value) -> {
            if (INCIDENTAL.contains(name)) {
                return;
            }
            if (value instanceof List<?> several) {
                several.forEach(one -> options.add(name + "=" + one));
                if (several.isEmpty()) {
                    options.add(name + "=none");
                }
            } else if (value instanceof Map<?, ?> settings) {
                settings.forEach((key, setting) -> options.add(name + "=" + key + "=" + setting));
            } else {
                options.add(name + "=" + value);
            }
        });
        var features = new ArrayList<>(options);
        for (int i = 0; i < options.size(); i++) {
            for (int j = i + 1; j < options.size(); j++) {
                features.add(options.get(i) + "\n" + options.get(j));
            }
        }
        return features;
    }
}
