package dev.skewer.checker.transaction.infer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many of each kind there are, and the first few in an order of their own, in whichever order they come. Each thread fills its own,
 * and these are {@linkplain #addAll put together}.
 *
 * @param <K> kinds
 * @param <F> what is counted
 */
public final class FirstFew<K extends Enum<K>, F> {
    /** So many of each kind are kept to be shown. */
    private static final int MOST_KEPT = 8;

    private final Map<K, Long> counts;
    private final Map<K, List<F>> kept;
    private final Comparator<F> order;

    /** None yet, of some kinds. */
    public FirstFew(Class<K> kinds, Comparator<F> order) {
        counts = new EnumMap<>(kinds);
        kept = new EnumMap<>(kinds);
        this.order = order;
    }

    /** Counts some of which nothing more is known. */
    public void count(K kind, long more) {
        if (more > 0) {
            counts.merge(kind, more, Long::sum);
        }
    }

    /** Counts one. */
    public void add(K kind, F one) {
        count(kind, 1);
        keep(kind, one);
    }

    private void keep(K kind, F one) {
        List<F> some = kept.computeIfAbsent(kind, unused -> new ArrayList<>());
        some.add(one);
        if (some.size() > 2 * MOST_KEPT) {
            shorten(some);
        }
    }

    private void shorten(List<F> some) {
        some.sort(order);
        if (some.size() > MOST_KEPT) {
            some.subList(MOST_KEPT, some.size()).clear();
        }
    }

    /** Takes over those of another thread. */
    public void addAll(FirstFew<K, F> others) {
        others.counts.forEach(this::count);
        others.kept.forEach((kind, some) -> some.forEach(one -> keep(kind, one)));
    }

    /** Takes over those of another that are not of a kind. */
    public void addAllBut(K kind, FirstFew<K, F> others) {
        others.counts.forEach((each, count) -> count(each, each == kind ? 0 : count));
        others.kept.forEach((each, some) -> {
            if (each != kind) {
                some.forEach(one -> keep(each, one));
            }
        });
    }

    /** How many there are of a kind. */
    public long count(K kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** The first few of a kind. */
    public List<F> first(K kind) {
        List<F> some = kept.getOrDefault(kind, List.of());
        if (!some.isEmpty()) {
            shorten(some);
        }
        return List.copyOf(some);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return counts.isEmpty();
    }
}
