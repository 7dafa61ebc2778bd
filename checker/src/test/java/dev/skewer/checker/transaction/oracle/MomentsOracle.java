package dev.skewer.checker.transaction.oracle;

import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp;
import dev.skewer.checker.transaction.oracle.TinyHistory.Outcome;
import dev.skewer.checker.transaction.oracle.TinyHistory.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides whether a tiny history may come from a store of monotonic snapshot reads, by being one: micro-ops begin one at a time, each
 * reads what has committed, and a transaction commits if nobody has committed a write of what it wrote since it did. Tries all
 * interleavings.
 */
public final class MomentsOracle {
    private final TinyHistory history;
    private final List<Transaction> all;
    /** How many micro-ops of each have begun; one more than it has if it has committed. */
    private final int[] begun;
    /** The transactions that have committed, in that order. */
    private final List<Integer> committed = new ArrayList<>();
    /** By transaction and micro-op, how many had committed when it began. */
    private final int[][] moment;

    private final Set<String> dead = new HashSet<>();

    private MomentsOracle(TinyHistory history) {
        this.history = history;
        all = history.transactions();
        begun = new int[all.size()];
        moment = new int[all.size()][];
        for (int t = 0; t < all.size(); t++) {
            moment[t] = new int[all.get(t).microOps().size()];
        }
    }

    /** Whether it may. */
    public static boolean allows(TinyHistory history) {
        return new MomentsOracle(history).goOn();
    }

    private boolean goOn() {
        boolean isOver = true;
        for (int t = 0; t < all.size(); t++) {
            isOver &= all.get(t).outcome() != Outcome.OK || begun[t] > moment[t].length;
        }
        if (isOver) {
            return true;
        }
        String state = Arrays.toString(begun) + committed + Arrays.deepToString(moment);
        if (!dead.add(state)) {
            return false;
        }
        for (int t = 0; t < all.size(); t++) {
            if (all.get(t).outcome() != Outcome.FAIL && begun[t] <= moment[t].length && step(t)) {
                return true;
            }
        }
        return false;
    }

    private boolean step(int t) {
        int at = begun[t];
        if (at == moment[t].length) {
            if (!mayCommit(t)) {
                return false;
            }
            committed.add(t);
            begun[t]++;
            boolean found = goOn();
            begun[t]--;
            committed.remove(committed.size() - 1);
            return found;
        }
        MicroOp m = all.get(t).microOps().get(at);
        if (m.reads() && all.get(t).outcome() == Outcome.OK && !m.seen().equals(state(t, at))) {
            return false;
        }
        moment[t][at] = committed.size();
        begun[t]++;
        boolean found = goOn();
        begun[t]--;
        moment[t][at] = 0;
        return found;
    }

    private boolean mayCommit(int t) {
        for (int at = 0; at < moment[t].length; at++) {
            MicroOp m = all.get(t).microOps().get(at);
            for (int i = moment[t][at]; !m.reads() && i < committed.size(); i++) {
                if (all.get(committed.get(i)).writes(m.key())) {
                    return false;
                }
            }
        }
        return true;
    }

    private List<Integer> state(int t, int at) {
        MicroOp read = all.get(t).microOps().get(at);
        List<MicroOp> writes = new ArrayList<>();
        committed.forEach(other -> writes.addAll(all.get(other).microOps()));
        writes.addAll(all.get(t).microOps().subList(0, at));
        List<Integer> state = new ArrayList<>();
        for (MicroOp m : writes) {
            if (!m.reads() && m.key() == read.key()) {
                if (history.type() == DataType.REGISTER) {
                    state.clear();
                }
                state.add(m.written());
            }
        }
        return state;
    }
}
