package dev.skewer.checker.transaction.timestamp;

import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp;
import dev.skewer.checker.transaction.oracle.TinyHistory.Outcome;
import dev.skewer.checker.transaction.oracle.TinyHistory.Transaction;
import dev.skewer.checker.transaction.timestamp.TimestampPromise.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decides by definition whether a tiny history is as its timestamps have it: tries all moments for the commits of transactions without
 * timestamps. Moments are doubled, so that there is one between two that follow each other.
 */
final class TimestampOracle {
    private static final int NONE = Integer.MIN_VALUE;
    /** A transaction that had no effect. */
    private static final int NEVER = Integer.MAX_VALUE;

    private final List<Transaction> all;
    private final List<List<Integer>> stamps;
    private final DataType type;
    private final TimestampPromise promise;
    private final int last;
    /** By transaction, its commit. */
    private final int[] commit;

    private TimestampOracle(StampedHistory history, TimestampPromise promise) {
        all = history.history().transactions();
        stamps = history.stamps();
        type = history.history().type();
        this.promise = promise;
        last = stamps.stream()
                .flatMap(List::stream)
                .mapToInt(each -> each)
                .max()
                .orElse(0);
        commit = new int[all.size()];
    }

    /** Whether there are moments for all transactions so that nothing contradicts the timestamps. */
    static boolean allows(StampedHistory history, TimestampPromise promise) {
        return new TimestampOracle(history, promise).place(0);
    }

    /** Whether some transaction that wrote and may have taken effect has no commit timestamp. */
    static boolean hasUntimedWriter(StampedHistory history) {
        List<Transaction> all = history.history().transactions();
        return IntStream.range(0, all.size())
                .anyMatch(t -> all.get(t).outcome() != Outcome.FAIL
                        && writes(all.get(t))
                        && history.stamps().get(t).size() < 2);
    }

    private static boolean writes(Transaction t) {
        return t.microOps().stream().anyMatch(m -> !m.reads());
    }

    private int start(int t) {
        return stamps.get(t).isEmpty() ? NONE : 2 * stamps.get(t).get(0);
    }

    private int read(int t) {
        return promise.isSerializable() && writes(all.get(t)) ? stamps.get(t).size() < 2 ? NONE : commit[t] : start(t);
    }

    private boolean place(int t) {
        if (t == all.size()) {
            return isRight();
        }
        Transaction transaction = all.get(t);
        commit[t] = NEVER;
        if (transaction.outcome() == Outcome.FAIL || !writes(transaction)) {
            return place(t + 1);
        }
        if (stamps.get(t).size() == 2) {
            commit[t] = 2 * stamps.get(t).get(1);
            return place(t + 1);
        }
        if (transaction.outcome() == Outcome.INFO && place(t + 1)) {
            return true;
        }
        for (int moment = -2; moment <= 2 * last + 2; moment++) {
            commit[t] = moment;
            if (place(t + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean isRight() {
        for (int t = 0; t < all.size(); t++) {
            if (all.get(t).outcome() != Outcome.OK) {
                continue;
            }
            boolean isTimed = stamps.get(t).size() == 2;
            if ((isTimed && writes(all.get(t)) && start(t) > commit[t]) || !readsRightly(t)) {
                return false;
            }
            for (int other = 0; other < all.size(); other++) {
                if (conflict(t, other) || isOutOfOrder(other, t)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean readsRightly(int t) {
        List<MicroOp> microOps = all.get(t).microOps();
        for (int i = 0; read(t) != NONE && i < microOps.size(); i++) {
            MicroOp m = microOps.get(i);
            List<Integer> own = microOps.subList(0, i).stream()
                    .filter(o -> !o.reads() && o.key() == m.key())
                    .map(MicroOp::written)
                    .toList();
            if (!m.reads() || (type == DataType.REGISTER && !own.isEmpty())) {
                continue;
            }
            int others = m.seen().size() - own.size();
            if (others < 0 || !m.seen().subList(others, m.seen().size()).equals(own)) {
                // It contradicts its own transaction, whatever the timestamps.
                continue;
            }
            List<Integer> seen = m.seen().subList(0, others);
            boolean mayBeBefore = commit[t] == read(t) && seen.equals(state(m.key(), t, read(t) - 1));
            if (!mayBeBefore && !seen.equals(state(m.key(), t, read(t)))) {
                return false;
            }
        }
        return true;
    }

    private List<Integer> state(int key, int reader, int moment) {
        List<Integer> order = new ArrayList<>();
        for (int t = 0; t < all.size(); t++) {
            if (t != reader && commit[t] != NEVER && commit[t] <= moment) {
                order.add(t);
            }
        }
        order.sort(Comparator.comparingInt(t -> commit[t]));
        List<Integer> state = new ArrayList<>();
        for (int t : order) {
            for (MicroOp m : all.get(t).microOps()) {
                if (!m.reads() && m.key() == key) {
                    if (type == DataType.REGISTER) {
                        state.clear();
                    }
                    state.add(m.written());
                }
            }
        }
        return state;
    }

    private boolean conflict(int t, int other) {
        boolean areTimed = stamps.get(t).size() == 2 && stamps.get(other).size() == 2;
        if (t == other || !areTimed || all.get(other).outcome() != Outcome.OK) {
            return false;
        }
        boolean share = all.get(t).microOps().stream()
                .anyMatch(m -> !m.reads() && all.get(other).writes(m.key()));
        return share
                && (commit[t] == commit[other]
                        || (!promise.isSerializable() && commit[other] < commit[t] && commit[other] > start(t)));
    }

    private boolean isOutOfOrder(int first, int second) {
        boolean isBefore = all.get(first).outcome() == Outcome.OK
                && switch (promise.order) {
                    case NONE -> false;
                    case PROCESS ->
                        all.get(first).process() == all.get(second).process()
                                && all.get(first).invoked() < all.get(second).invoked();
                    case REALTIME ->
                        all.get(first).completed() < all.get(second).invoked();
                };
        int begin = promise.isSerializable() ? read(second) : start(second);
        if (!isBefore || begin == NONE) {
            return false;
        }
        boolean firstWrites = writes(all.get(first));
        int end = Math.max(read(first), firstWrites && stamps.get(first).size() == 2 ? commit[first] : NONE);
        return end > begin
                || (promise.order != Order.NONE
                        && promise.isSerializable()
                        && end == begin
                        && !firstWrites
                        && writes(all.get(second)));
    }
}
