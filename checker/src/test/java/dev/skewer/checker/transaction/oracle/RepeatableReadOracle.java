package dev.skewer.checker.transaction.oracle;

import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp;
import dev.skewer.checker.transaction.oracle.TinyHistory.Outcome;
import dev.skewer.checker.transaction.oracle.TinyHistory.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides by definition whether a tiny history is of Adya's PL-2.99: tries all orders of the versions of each object, and looks for one in
 * which the dependencies have no cycle but such as need an anti-dependency of a predicate (Adya, <em>Weak Consistency</em>, 1999).
 */
public final class RepeatableReadOracle {
    private final DataType type;
    private final List<Transaction> all;
    /** The objects. */
    private final List<Integer> keys;
    /** From a transaction to another, as pairs. */
    private final List<int[]> edges = new ArrayList<>();

    private RepeatableReadOracle(TinyHistory history, Set<Transaction> done) {
        type = history.type();
        all = history.transactions().stream().filter(done::contains).toList();
        var some = new TreeSet<Integer>();
        all.forEach(t -> t.microOps().forEach(m -> some.add(m.key())));
        keys = List.copyOf(some);
    }

    /**
     * Whether the history has such an order.
     *
     * @return nothing if it is not defined: a value was written more than once, or a read missed what its own transaction had written,
     *     of which some say that it is no read of others
     */
    public static Optional<Boolean> allows(TinyHistory history) {
        Set<Integer> written = new HashSet<>();
        for (Transaction t : history.transactions()) {
            for (MicroOp m : t.microOps()) {
                if (!m.reads() && !written.add(m.written())) {
                    return Optional.empty();
                }
            }
        }
        Set<Transaction> done = new HashSet<>();
        for (Transaction t : history.transactions()) {
            if (t.outcome() == Outcome.OK) {
                done.add(t);
                for (int at = 0; at < t.microOps().size(); at++) {
                    if (missesOwn(history.type(), t, at)) {
                        return Optional.empty();
                    }
                    for (int value : t.microOps().get(at).seen()) {
                        history.transactions().stream()
                                .filter(other -> other.outcome() == Outcome.INFO && wrote(other, value))
                                .forEach(done::add);
                    }
                }
            }
        }
        return Optional.of(new RepeatableReadOracle(history, done).orderFrom(0));
    }

    private static boolean wrote(Transaction t, int value) {
        return t.microOps().stream().anyMatch(m -> !m.reads() && m.written() == value);
    }

    /** What a transaction had written to an object before a micro-op of it. */
    private static List<Integer> own(DataType type, Transaction t, int at) {
        List<Integer> own = new ArrayList<>();
        MicroOp read = t.microOps().get(at);
        for (MicroOp m : t.microOps().subList(0, at)) {
            if (!m.reads() && m.key() == read.key()) {
                if (type == DataType.REGISTER) {
                    own.clear();
                }
                own.add(m.written());
            }
        }
        return own;
    }

    private static boolean missesOwn(DataType type, Transaction t, int at) {
        MicroOp read = t.microOps().get(at);
        List<Integer> own = own(type, t, at);
        int from = read.seen().size() - own.size();
        return read.reads()
                && (from < 0 || !read.seen().subList(from, read.seen().size()).equals(own));
    }

    /** Whether the objects from one on have orders of versions with which there is no cycle. */
    private boolean orderFrom(int next) {
        if (!isAcyclic()) {
            return false;
        }
        return next == keys.size() || place(next, new ArrayList<>());
    }

    private boolean place(int next, List<Integer> order) {
        int key = keys.get(next);
        boolean isWhole = true;
        for (int t = 0; t < all.size(); t++) {
            if (all.get(t).writes(key) && !order.contains(t)) {
                isWhole = false;
                order.add(t);
                if (place(next, order)) {
                    return true;
                }
                order.remove(order.size() - 1);
            }
        }
        if (!isWhole) {
            return false;
        }
        int known = edges.size();
        boolean found = addEdges(key, order) && orderFrom(next + 1);
        edges.subList(known, edges.size()).clear();
        return found;
    }

    /** Adds the dependencies of an object whose versions are in an order; whether each read saw one of these. */
    private boolean addEdges(int key, List<Integer> order) {
        List<List<Integer>> versions = new ArrayList<>(List.of(List.of()));
        for (int i = 0; i < order.size(); i++) {
            versions.add(written(key, versions.get(i), all.get(order.get(i))));
            if (i > 0) {
                edges.add(new int[] {order.get(i - 1), order.get(i)});
            }
        }
        for (int t = 0; t < all.size(); t++) {
            for (int at = 0; at < all.get(t).microOps().size(); at++) {
                MicroOp m = all.get(t).microOps().get(at);
                boolean isRead = m.reads() && m.key() == key && all.get(t).outcome() == Outcome.OK;
                if (isRead && !addEdges(m, t, own(type, all.get(t), at), versions, order)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean addEdges(
            MicroOp read, int reader, List<Integer> own, List<List<Integer>> versions, List<Integer> order) {
        if (type == DataType.REGISTER && !own.isEmpty()) {
            return true;
        }
        int version = versions.indexOf(read.seen().subList(0, read.seen().size() - own.size()));
        if (version < 0 || (version > 0 && order.get(version - 1) == reader)) {
            return false;
        }
        if (version > 0) {
            edges.add(new int[] {order.get(version - 1), reader});
        }
        // A list that it appended to itself is there.
        if (version < order.size() && !read.isMissing()) {
            edges.add(new int[] {reader, order.get(version)});
        }
        return true;
    }

    private List<Integer> written(int key, List<Integer> before, Transaction t) {
        List<Integer> after = new ArrayList<>(before);
        for (MicroOp m : t.microOps()) {
            if (!m.reads() && m.key() == key) {
                if (type == DataType.REGISTER) {
                    after.clear();
                }
                after.add(m.written());
            }
        }
        return after;
    }

    private boolean isAcyclic() {
        boolean[] left = new boolean[all.size()];
        for (int round = 0; round < all.size(); round++) {
            for (int t = 0; t < all.size(); t++) {
                int to = t;
                left[t] |= edges.stream().noneMatch(edge -> edge[1] == to && edge[0] != to && !left[edge[0]]);
            }
        }
        for (boolean isLeft : left) {
            if (!isLeft) {
                return false;
            }
        }
        return true;
    }
}
