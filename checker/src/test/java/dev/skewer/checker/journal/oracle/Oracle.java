package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.oracle.JournalModel.Outcome;
import dev.skewer.checker.journal.oracle.JournalModel.State;
import dev.skewer.checker.journal.oracle.SmallOp.End;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides by trying everything whether a small history is strictly serializable under {@link JournalModel}: whether
 * there is an order of all {@code ok} operations and of any of the indeterminate ones that respects real time and in
 * which every {@code ok} operation returns what the model returns.
 *
 * <p>This is the search of Wing & Gong (<i>Testing and Verifying Concurrent Objects</i>, 1993): extend the order by any
 * operation that no unplaced one precedes in real time, and go back when stuck. As in Lowe (<i>Testing for
 * Linearizability</i>, 2017) a pair (set of placed operations, state) from which the search has failed is not tried
 * again, since nothing but that pair decides what can follow. Exponential in the worst case; histories of about 14
 * operations take microseconds to a few milliseconds, and so do longer ones in which little overlaps.
 *
 * <p>Failed operations are left out: they did not happen. So are reads whose result is unknown: they change nothing and
 * say nothing.
 */
final class Oracle {
    /** Operations that a set in one long can hold. */
    static final int MAX_OPS = 63;

    private record Configuration(long placed, State state) {}

    private final SmallOp[] ops;
    /** For each operation the set of those that precede it in real time. */
    private final long[] before;
    /** The operations that must be placed: the {@code ok} ones. */
    private final long required;

    private final Set<Configuration> failed = new HashSet<>();
    /** Some hundred bytes each. */
    private static final int MOST_CONFIGURATIONS = 1_000_000;

    private final Deque<SmallOp> order = new ArrayDeque<>();

    private Oracle(List<SmallOp> history) {
        ops = history.stream()
                .filter(op -> op.end() == End.OK
                        || (op.isIndeterminate() && !op.call().isRead() && !(op.call() instanceof Call.Crash)))
                .toArray(SmallOp[]::new);
        if (ops.length > MAX_OPS) {
            throw new IllegalArgumentException(ops.length + " operations; the oracle takes at most " + MAX_OPS);
        }
        before = new long[ops.length];
        long must = 0;
        for (int i = 0; i < ops.length; i++) {
            for (int j = 0; j < ops.length; j++) {
                if (ops[j].precedes(ops[i])) {
                    before[i] |= 1L << j;
                }
            }
            if (ops[i].end() == End.OK) {
                must |= 1L << i;
            }
        }
        required = must;
    }

    /** Whether some order of the operations explains the history. */
    static boolean linearizable(List<SmallOp> history) {
        return explain(history) != null;
    }

    /**
     * An order of operations that explains the history.
     *
     * @return all {@code ok} operations and those of the indeterminate ones that took effect; null if there is none
     */
    static @Nullable List<SmallOp> explain(List<SmallOp> history) {
        Oracle oracle = new Oracle(history);
        return oracle.search(0, State.EMPTY) ? List.copyOf(oracle.order) : null;
    }

    /** What a history is that takes too many configurations; one in millions does. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("more than " + MOST_CONFIGURATIONS + " configurations");
        }
    }

    private boolean search(long placed, State state) {
        if ((placed & required) == required) {
            return true;
        }
        Configuration here = new Configuration(placed, state);
        if (failed.contains(here)) {
            return false;
        }
        for (int i = 0; i < ops.length; i++) {
            boolean isPlaced = (placed & 1L << i) != 0;
            boolean isNext = (before[i] & ~placed) == 0;
            if (isPlaced || !isNext) {
                continue;
            }
            Outcome outcome = JournalModel.apply(state, ops[i].call());
            Result recorded = ops[i].result();
            if (outcome == null || (recorded != null && !recorded.agreesWith(outcome.result()))) {
                continue;
            }
            order.addLast(ops[i]);
            if (search(placed | 1L << i, outcome.state())) {
                return true;
            }
            order.removeLast();
        }
        failed.add(here);
        if (failed.size() > MOST_CONFIGURATIONS) {
            throw new TooLarge();
        }
        return false;
    }
}
