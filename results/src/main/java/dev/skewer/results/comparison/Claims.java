package dev.skewer.results.comparison;

import dev.skewer.results.summary.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * What figures claim, gathered until all that is tested is known, as the more is tested the less each of it says. A gate that tests a thousand figures at one per cent each
 * alarms ten times without cause; so the probabilities are corrected together, such that it alarms without cause at most once in a hundred comparisons, whatever depends on
 * what: Holm, <i>A Simple Sequentially Rejective Multiple Test Procedure</i>, Scandinavian Journal of Statistics 1979. (Benjamini and Hochberg's bound is on the share of alarms that are
 * wrong, which suits a list to look through and not a gate that is either open or shut.)
 */
final class Claims {
    private final List<Claim> all = new ArrayList<>();

    /**
     * One figure.
     *
     * @param p how likely it is without cause
     * @param made told the corrected probability, what is to be said if it stands
     * @param otherwise what is to be said if it does not; empty for nothing
     */
    private record Claim(double p, DoubleFunction<Change> made, DoubleFunction<Optional<Change>> otherwise) {}

    /** Adds what stands if the figures are too unlikely otherwise, and is dropped if they are not. */
    void add(double p, DoubleFunction<Change> made) {
        add(p, made, corrected -> Optional.empty());
    }

    /** Adds what stands if the figures are too unlikely otherwise, and what is to be said if they are not. */
    void add(double p, DoubleFunction<Change> made, DoubleFunction<Optional<Change>> otherwise) {
        all.add(new Claim(p, made, otherwise));
    }

    /** What is to be said, in the order in which it was added. */
    List<Change> settled(double significance) {
        double[] corrected = holm(all.stream().mapToDouble(Claim::p).toArray());
        var changes = new ArrayList<Change>();
        for (int i = 0; i < corrected.length; i++) {
            Claim claim = all.get(i);
            if (corrected[i] < significance) {
                changes.add(claim.made().apply(corrected[i]));
            } else {
                claim.otherwise().apply(corrected[i]).ifPresent(changes::add);
            }
        }
        return changes;
    }

    /** Probabilities corrected by Holm's procedure, in their order. O(n log n). */
    static double[] holm(double[] p) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] corrected = new double[p.length];
        double most = 0;
        for (int rank = 0; rank < order.length; rank++) {
            most = Math.max(most, Math.min(1, (p.length - rank) * p[order[rank]]));
            corrected[order[rank]] = most;
        }
        return corrected;
    }
}
