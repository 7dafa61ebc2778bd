package dev.skewer.checker.transaction.level;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.Cycle;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.weak.ReadSources;
import dev.skewer.checker.transaction.weak.VersionPlaces;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a transaction that writes over another misses of that. At {@code update-atomic} (Cerone, Bernardi and Gotsman, CONCUR 2015: {@code
 * read-atomic}, and of two that write the same object one sees the other) nothing: it sees all transactions whose versions its own
 * are on top of, and so reads no older version than theirs of any object. Where versions are in a known order that is all that is to be
 * seen, besides the sources of reads, as visibility is not transitive.
 *
 * <p>At {@code cursor-stability} (Adya, 1999) it misses no version below its own of an object that it read through a cursor. Which reads went
 * through one, a history does not say; so the model holds if none missed any, and is open otherwise.
 *
 * <p>For each pair of objects those that wrote both are looked at, so it is quadratic in the writes of single transactions.
 */
public final class ConflictLevels {
    /** So many pairs of objects that one transaction wrote are looked at. */
    private static final long MOST_PAIRS = 20_000_000;

    private final TransactionHistory h;
    private final ReadSources reads;
    private final VersionPlaces places;
    private final boolean isOrdered;
    private final Map<Long, List<Both>> both = new HashMap<>();
    private Optional<Cycle> conflict = Optional.empty();
    private boolean mayConflict;
    private boolean mayLoseUpdates;
    private boolean isWhole = true;

    /** A transaction that wrote two objects, and where. */
    private record Both(int transaction, int missed, int below) {}

    /**
     * Looks at all transactions.
     *
     * @param reads of a history whose versions have a known order but for those that stand behind all that was seen
     * @param isOrdered whether there is at most one of these for each object
     */
    public ConflictLevels(TransactionHistory history, ReadSources reads, boolean isOrdered) {
        h = history;
        this.reads = reads;
        this.isOrdered = isOrdered;
        places = new VersionPlaces(reads);
        collect();
        for (int t = 0; t < h.size && isWhole; t++) {
            if (h.status[t] == TransactionHistory.OK) {
                look(t);
            }
        }
    }

    /** A transaction that wrote over another and missed what that wrote elsewhere, as a cycle of the two; nothing if none is certain. */
    public Optional<Cycle> conflict() {
        return conflict;
    }

    /** Whether certainly none did, nor lost an update. */
    public boolean isFreeOfConflicts() {
        return isWhole && !mayConflict && !mayLoseUpdates;
    }

    /** Whether certainly no transaction wrote over a version that it had not seen of an object that it had read. */
    public boolean isFreeOfLostUpdates() {
        return isWhole && !mayLoseUpdates;
    }

    private Set<Integer> written(int t) {
        Set<Integer> keys = new LinkedHashSet<>();
        for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t]; m++) {
            if (!h.reads(m) && places.of(t, h.key(m)) > 0) {
                keys.add(h.key(m));
            }
        }
        return keys;
    }

    private void collect() {
        long pairs = 0;
        for (int t = 0; t < h.size && isWhole; t++) {
            Set<Integer> keys = written(t);
            pairs += (long) keys.size() * keys.size();
            isWhole = pairs <= MOST_PAIRS;
            for (int missed : keys) {
                for (int below : keys) {
                    if (isWhole && missed != below) {
                        both.computeIfAbsent(pair(missed, below), unused -> new ArrayList<>())
                                .add(new Both(t, places.of(t, missed), places.of(t, below)));
                    }
                }
            }
        }
        both.replaceAll((unused, all) -> highestSoFar(all));
    }

    /** Sorted by the place below, each with the highest place that is missed of all up to there. */
    private static List<Both> highestSoFar(List<Both> all) {
        List<Both> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingInt(Both::below));
        for (int i = 1; i < sorted.size(); i++) {
            Both before = sorted.get(i - 1);
            if (before.missed > sorted.get(i).missed) {
                sorted.set(i, new Both(before.transaction, before.missed, sorted.get(i).below));
            }
        }
        return sorted;
    }

    private static long pair(int missed, int below) {
        return (long) missed << Integer.SIZE | below;
    }

    private void look(int t) {
        Set<Integer> keys = written(t);
        for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t] && !keys.isEmpty(); m++) {
            int source = reads.source(m);
            if (!h.reads(m) || source < ReadSources.INITIAL) {
                continue;
            }
            int seen = source == ReadSources.INITIAL ? 0 : places.of(source, h.key(m));
            for (int key : keys) {
                int own = places.of(t, key);
                if (key == h.key(m)) {
                    mayLoseUpdates |= own > seen + 1 || !isOrdered;
                } else {
                    look(m, both.getOrDefault(pair(h.key(m), key), List.of()), seen, own);
                }
            }
        }
    }

    private void look(int read, List<Both> all, int seen, int own) {
        int t = h.transaction[read];
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).below < own) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low > 0 && all.get(low - 1).missed > seen) {
            mayConflict = true;
            if (conflict.isEmpty()) {
                conflict = Optional.of(new Cycle(
                        List.of(all.get(low - 1).transaction, t),
                        List.of(EdgeType.WW, h.antidependency(read)),
                        false,
                        false));
            }
        }
        for (int i = low; i < all.size() && all.get(i).below == own && !isOrdered; i++) {
            mayConflict |= all.get(i).transaction != t;
        }
    }
}
