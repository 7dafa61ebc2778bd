package dev.skewer.checker.transaction.oracle;

import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp;
import dev.skewer.checker.transaction.oracle.TinyHistory.Outcome;
import dev.skewer.checker.transaction.oracle.TinyHistory.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/**
 * Decides whether a tiny history is of read uncommitted: whether there is an order of the transactions that returned and one of the
 * elements that they appended to each list, such that the transactions wrote all lists in their order, and each read shows the beginning
 * of its list, but for what others appended. Each element is appended once.
 */
public final class DirtyOracle {
    private final List<Transaction> returned;

    private DirtyOracle(TinyHistory history) {
        returned = history.transactions().stream()
                .filter(t -> t.outcome() == Outcome.OK)
                .toList();
    }

    /** Whether it is. */
    public static boolean allows(TinyHistory history) {
        return history.type() == DataType.REGISTER || new DirtyOracle(history).placeNext(new ArrayList<>());
    }

    /** No cycle of write dependencies is an order of transactions in which each list has their appends. */
    private boolean placeNext(List<Transaction> order) {
        if (order.size() == returned.size()) {
            return explains(order);
        }
        for (Transaction t : returned) {
            if (!order.contains(t)) {
                order.add(t);
                boolean found = placeNext(order);
                order.remove(order.size() - 1);
                if (found) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean explains(List<Transaction> order) {
        TreeMap<Integer, List<Integer>> lists = new TreeMap<>();
        for (Transaction t : order) {
            for (MicroOp m : t.microOps()) {
                List<Integer> list = lists.computeIfAbsent(m.key(), unused -> new ArrayList<>());
                if (!m.reads()) {
                    list.add(m.written());
                }
            }
        }
        for (Transaction t : order) {
            for (int at = 0; at < t.microOps().size(); at++) {
                MicroOp m = t.microOps().get(at);
                if (m.reads() && !fits(m, t.microOps().subList(0, at), lists.getOrDefault(m.key(), List.of()))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean fits(MicroOp read, List<MicroOp> before, List<Integer> list) {
        if (new HashSet<>(read.seen()).size() < read.seen().size()) {
            return false;
        }
        List<Integer> committed = new ArrayList<>(read.seen());
        int own = own(read, before);
        for (int i = 0; i < own; i++) {
            committed.remove(committed.size() - 1);
        }
        committed.retainAll(list);
        // In which order a transaction's own elements stand is no matter of this level.
        return committed.size() <= list.size()
                && writers(read.key(), committed).equals(writers(read.key(), list.subList(0, committed.size())));
    }

    private List<Integer> writers(int key, List<Integer> elements) {
        return elements.stream()
                .map(element -> {
                    int writer = 0;
                    while (!returned.get(writer).microOps().contains(MicroOp.write(key, element))) {
                        writer++;
                    }
                    return writer;
                })
                .toList();
    }

    /** How many elements a read ends with that its own transaction had appended; where these will stand, it does not say. */
    private static int own(MicroOp read, List<MicroOp> before) {
        List<Integer> appended = before.stream()
                .filter(m -> !m.reads() && m.key() == read.key())
                .map(MicroOp::written)
                .toList();
        int from = read.seen().size() - appended.size();
        return from >= 0 && read.seen().subList(from, read.seen().size()).equals(appended) ? appended.size() : 0;
    }
}
