package dev.skewer.checker.transaction.oracle;

import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp;
import dev.skewer.checker.transaction.oracle.TinyHistory.Outcome;
import dev.skewer.checker.transaction.oracle.TinyHistory.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Decides by the words of Adya (<em>Weak Consistency</em>, 1999) whether a tiny history is of a level: tries all orders of each object's
 * versions, draws the dependencies that these give, and looks for the cycles that the level does not have. Each value is written to an
 * object once, and reads agree with what their own transactions did before.
 */
public final class AdyaOracle {
    private final TinyHistory history;
    private final Phenomenon phenomenon;
    private final Level.Order order;
    private final List<Transaction> all = new ArrayList<>();
    private final int size;
    private final List<Integer> keys;
    /** By object, the numbers of its writers, in the order of its versions. */
    private final Map<Integer, List<Integer>> versions = new HashMap<>();

    /** What a level has not, besides G1. */
    public enum Phenomenon {
        /** The level is PL-2L. */
        G_MONOTONIC,
        /** The level is PL-2+. */
        G_SINGLE,
        /** The level is PL-3U. */
        G_UPDATE
    }

    private AdyaOracle(TinyHistory history, Phenomenon phenomenon, Level.Order order, int unknown) {
        this.history = history;
        this.phenomenon = phenomenon;
        this.order = order;
        int bit = 0;
        TreeSet<Integer> objects = new TreeSet<>();
        for (Transaction t : history.transactions()) {
            t.microOps().forEach(m -> objects.add(m.key()));
            if (t.outcome() == Outcome.OK || (t.outcome() == Outcome.INFO && (unknown & 1 << bit++) != 0)) {
                all.add(t);
            }
        }
        size = all.size();
        keys = List.copyOf(objects);
    }

    /**
     * Whether a history has an order of versions with which it does not have a phenomenon, nor G1.
     *
     * @param order what is among the dependencies
     */
    public static boolean allows(TinyHistory history, Phenomenon phenomenon, Level.Order order) {
        long unknown = history.transactions().stream()
                .filter(t -> t.outcome() == Outcome.INFO)
                .count();
        for (int some = 0; some < 1 << unknown; some++) {
            if (new AdyaOracle(history, phenomenon, order, some).orderNext(0)) {
                return true;
            }
        }
        return false;
    }

    private boolean orderNext(int key) {
        if (key == keys.size()) {
            return !exhibits();
        }
        List<Integer> writers = new ArrayList<>();
        for (int t = 0; t < size; t++) {
            if (all.get(t).writes(keys.get(key))) {
                writers.add(t);
            }
        }
        return permute(writers, 0, key);
    }

    private boolean permute(List<Integer> writers, int from, int key) {
        if (from == writers.size()) {
            versions.put(keys.get(key), List.copyOf(writers));
            return explains(keys.get(key)) && orderNext(key + 1);
        }
        for (int i = from; i < writers.size(); i++) {
            List<Integer> next = new ArrayList<>(writers);
            next.add(from, next.remove(i));
            if (permute(next, from + 1, key)) {
                return true;
            }
        }
        return false;
    }

    /** Whether each read of an object saw one of its versions, which is G1a and G1b otherwise. */
    private boolean explains(int key) {
        for (int t = 0; t < size; t++) {
            for (int at = 0; at < all.get(t).microOps().size(); at++) {
                MicroOp m = all.get(t).microOps().get(at);
                if (m.reads() && m.key() == key && all.get(t).outcome() == Outcome.OK && version(t, at) == NOT_THERE) {
                    return false;
                }
            }
        }
        return true;
    }

    private static final int NOT_THERE = -2;
    private static final int OWN = -3;

    /** Which version a read saw, -1 for what was there before any, or one of the above. */
    private int version(int t, int at) {
        MicroOp read = all.get(t).microOps().get(at);
        List<Integer> own = all.get(t).microOps().subList(0, at).stream()
                .filter(m -> !m.reads() && m.key() == read.key())
                .map(MicroOp::written)
                .toList();
        List<Integer> writers = versions.getOrDefault(read.key(), List.of());
        if (history.type() == DataType.REGISTER && !own.isEmpty()) {
            return read.seen().equals(own.subList(own.size() - 1, own.size())) ? OWN : NOT_THERE;
        }
        List<Integer> state = new ArrayList<>();
        for (int v = -1; v < writers.size(); v++) {
            if (v >= 0) {
                for (MicroOp m : all.get(writers.get(v)).microOps()) {
                    if (!m.reads() && m.key() == read.key()) {
                        if (history.type() == DataType.REGISTER) {
                            state.clear();
                        }
                        state.add(m.written());
                    }
                }
            }
            List<Integer> shown = new ArrayList<>(state);
            shown.addAll(own);
            boolean isOther = v < 0 || writers.get(v) != t;
            if (isOther && read.seen().equals(shown)) {
                return v;
            }
        }
        return NOT_THERE;
    }

    private boolean exhibits() {
        boolean[][] depends = new boolean[size][size];
        boolean[][] misses = new boolean[size][size];
        // By transaction and position: on whom a micro-op depends, and who wrote the next version of what it read.
        int[][] source = new int[size][];
        int[][] next = new int[size][];
        for (int t = 0; t < size; t++) {
            List<MicroOp> microOps = all.get(t).microOps();
            source[t] = new int[microOps.size()];
            next[t] = new int[microOps.size()];
            for (int at = 0; at < microOps.size(); at++) {
                source[t][at] = -1;
                next[t][at] = -1;
                List<Integer> writers = versions.getOrDefault(microOps.get(at).key(), List.of());
                if (!microOps.get(at).reads()) {
                    int v = writers.indexOf(t);
                    source[t][at] = v > 0 ? writers.get(v - 1) : -1;
                } else if (all.get(t).outcome() == Outcome.OK && version(t, at) > NOT_THERE) {
                    int v = version(t, at);
                    source[t][at] = v >= 0 ? writers.get(v) : -1;
                    next[t][at] = v + 1 < writers.size() && writers.get(v + 1) != t ? writers.get(v + 1) : -1;
                }
                if (source[t][at] >= 0) {
                    depends[source[t][at]][t] = true;
                }
                if (next[t][at] >= 0) {
                    misses[t][next[t][at]] = true;
                }
            }
            for (int other = 0; other < size; other++) {
                depends[other][t] |= Oracle.isBefore(all.get(other), all.get(t), order);
            }
        }
        boolean[][] reaches = closure(depends);
        for (int t = 0; t < size; t++) {
            if (reaches[t][t]) {
                return true;
            }
        }
        return switch (phenomenon) {
            case G_SINGLE -> hasSingle(misses, reaches);
            case G_UPDATE -> hasUpdate(misses, depends);
            case G_MONOTONIC -> hasMonotonic(source, next, reaches);
        };
    }

    private boolean[][] closure(boolean[][] edges) {
        boolean[][] all = new boolean[size][];
        for (int i = 0; i < size; i++) {
            all[i] = edges[i].clone();
        }
        for (int over = 0; over < size; over++) {
            for (int from = 0; from < size; from++) {
                for (int to = 0; to < size; to++) {
                    all[from][to] |= all[from][over] && all[over][to];
                }
            }
        }
        return all;
    }

    private boolean hasSingle(boolean[][] misses, boolean[][] reaches) {
        for (int t = 0; t < size; t++) {
            for (int other = 0; other < size; other++) {
                if (misses[t][other] && reaches[other][t]) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean hasUpdate(boolean[][] misses, boolean[][] depends) {
        for (int one = 0; one < size; one++) {
            boolean[][] edges = new boolean[size][size];
            for (int from = 0; from < size; from++) {
                for (int to = 0; to < size; to++) {
                    boolean counts = (from == one || writes(from)) && (to == one || writes(to));
                    edges[from][to] = counts && (depends[from][to] || misses[from][to]);
                }
            }
            boolean[][] reaches = closure(edges);
            for (int t = 0; t < size; t++) {
                if (reaches[t][t]) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean writes(int t) {
        return all.get(t).microOps().stream().anyMatch(m -> !m.reads());
    }

    private boolean hasMonotonic(int[][] source, int[][] next, boolean[][] reaches) {
        for (int t = 0; t < size; t++) {
            for (int read = 0; read < next[t].length; read++) {
                for (int earlier = 0; earlier <= read && next[t][read] >= 0; earlier++) {
                    int seen = source[t][earlier];
                    if (seen >= 0 && (seen == next[t][read] || reaches[next[t][read]][seen])) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
