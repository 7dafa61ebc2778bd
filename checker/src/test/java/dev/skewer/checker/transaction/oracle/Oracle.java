package dev.skewer.checker.transaction.oracle;

import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp;
import dev.skewer.checker.transaction.oracle.TinyHistory.Outcome;
import dev.skewer.checker.transaction.oracle.TinyHistory.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides by definition whether a tiny history has an execution of a {@link Level}: tries all orders of its transactions, with and
 * without those of unknown outcome, and all ways in which they may see each other. Knows nothing of dependencies.
 *
 * <p>What a list holds after its writer in AR is all that was appended up to there, seen or not: versions are on top of each other, as
 * Elle has it. What a set holds for a transaction is all that those which it sees have added; adds are in no order, and no two of them
 * conflict. Reads of values that no transaction of the execution wrote have no explanation, nor have reads of what a transaction
 * wrote over itself. At every level a transaction sees its own writes.
 */
public final class Oracle {
    private final TinyHistory history;
    private final List<Transaction> all;
    private final Level level;
    /** Which transactions each one has to come after, one bit each. */
    private final int[] after;
    /** AR so far. */
    private final List<Integer> placed = new ArrayList<>();
    /** By transaction, whom it sees, one bit each. */
    private final int[] visible;
    /** By transaction, a bit for each object that it writes. */
    private final int[] written;

    private Oracle(TinyHistory history, Level level, Level.Order order) {
        this.history = history;
        all = history.transactions();
        this.level = level;
        after = new int[all.size()];
        visible = new int[all.size()];
        written = new int[all.size()];
        for (int t = 0; t < all.size(); t++) {
            for (MicroOp m : all.get(t).microOps()) {
                written[t] |= m.reads() ? 0 : 1 << m.key();
            }
        }
        for (int a = 0; a < all.size(); a++) {
            for (int b = 0; b < all.size(); b++) {
                after[b] |= isBefore(all.get(a), all.get(b), order) ? 1 << a : 0;
            }
        }
    }

    private boolean writes(int t, int key) {
        return (written[t] >>> key & 1) != 0;
    }

    /** Whether the history has an execution of a level. Exponential: for up to about six transactions. */
    public static boolean allows(TinyHistory history, Level level, Level.Order order) {
        return new Oracle(history, level, order).placeNext(0);
    }

    /** Whether an order has one transaction before another, if both took effect. */
    static boolean isBefore(Transaction a, Transaction b, Level.Order order) {
        return a.outcome() != Outcome.FAIL
                && b.outcome() != Outcome.FAIL
                && switch (order) {
                    case NONE -> false;
                    case SESSION -> a.process() == b.process() && a.invoked() < b.invoked();
                    case REAL_TIME -> a.completed() < b.invoked();
                };
    }

    /** Whether the transactions placed so far can be followed by the others. */
    private boolean placeNext(int done) {
        boolean isComplete = true;
        for (int t = 0; t < all.size(); t++) {
            isComplete &= all.get(t).outcome() != Outcome.OK || (done & 1 << t) != 0;
        }
        if (isComplete) {
            return true;
        }
        for (int t = 0; t < all.size(); t++) {
            boolean isFree = (done & 1 << t) == 0 && all.get(t).outcome() != Outcome.FAIL;
            if (isFree && (missing(t) & ~done) == 0 && place(t, done)) {
                return true;
            }
        }
        return false;
    }

    /** The ones that have to be before a transaction, without those of unknown outcome, which may never have been. */
    private int missing(int t) {
        int needed = after[t];
        for (int s = 0; s < all.size(); s++) {
            needed &= all.get(s).outcome() == Outcome.OK ? -1 : ~(1 << s);
        }
        return needed;
    }

    private boolean place(int t, int done) {
        for (int s = 0; s < all.size(); s++) {
            // One of unknown outcome that was left out cannot come now, as this one has to come after it.
            if ((done & 1 << s) != 0 && (after[s] & 1 << t) != 0) {
                return false;
            }
        }
        if (level == Level.READ_COMMITTED || level == Level.MONOTONIC_ATOMIC_VIEW) {
            return explainsEach(t, 0, new ArrayList<>()) && continueWith(t, done, done);
        }
        for (int sees = done; ; sees = (sees - 1) & done) {
            if (isAllowed(t, sees, done) && explains(t, sees)) {
                if (continueWith(t, sees, done)) {
                    return true;
                }
                if (level != Level.CAUSAL && level != Level.PARALLEL_SNAPSHOT_ISOLATION) {
                    // Whom it sees is nothing to the others.
                    return false;
                }
            }
            if (sees == 0) {
                return false;
            }
        }
    }

    private boolean continueWith(int t, int sees, int done) {
        visible[t] = sees;
        placed.add(t);
        boolean found = placeNext(done | 1 << t);
        placed.remove(placed.size() - 1);
        return found;
    }

    /** Whether the axioms of the level let a transaction see these and no others of those before it. */
    private boolean isAllowed(int t, int sees, int done) {
        if ((after[t] & done & ~sees) != 0) {
            return false;
        }
        return switch (level) {
            case READ_ATOMIC -> true;
            case UPDATE_ATOMIC -> seesConflicts(t, sees);
            case CAUSAL -> isTransitive(sees);
            case PARALLEL_SNAPSHOT_ISOLATION -> isTransitive(sees) && seesConflicts(t, sees);
            case PREFIX -> isPrefix(sees);
            case SNAPSHOT_ISOLATION -> isPrefix(sees) && seesConflicts(t, sees);
            case SERIALIZABLE -> sees == done;
            case READ_COMMITTED, MONOTONIC_ATOMIC_VIEW -> throw new IllegalStateException();
        };
    }

    private boolean isTransitive(int sees) {
        for (int s : placed) {
            if ((sees & 1 << s) != 0 && (visible[s] & ~sees) != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isPrefix(int sees) {
        boolean isOver = false;
        for (int s : placed) {
            boolean seen = (sees & 1 << s) != 0;
            if (seen && isOver) {
                return false;
            }
            isOver |= !seen;
        }
        return true;
    }

    private boolean seesConflicts(int t, int sees) {
        if (history.type() == DataType.SET) {
            return true;
        }
        for (int s : placed) {
            if ((sees & 1 << s) == 0
                    && all.get(t).microOps().stream().anyMatch(m -> !m.reads() && writes(s, m.key()))) {
                return false;
            }
        }
        return true;
    }

    /** Whether all reads of a transaction saw what these leave behind. */
    private boolean explains(int t, int sees) {
        if (all.get(t).outcome() != Outcome.OK) {
            return true;
        }
        Map<Integer, List<Integer>> own = new HashMap<>();
        for (MicroOp m : all.get(t).microOps()) {
            List<Integer> before = own.getOrDefault(m.key(), List.of());
            if (m.reads()) {
                if (!m.agreesWith(withOwn(visibleState(m.key(), sees), before))) {
                    return false;
                }
            } else {
                own.put(m.key(), written(before, m));
            }
        }
        return true;
    }

    /** What is visible of an object: of a set all that was added, of others what the last visible writer left behind. */
    private List<Integer> visibleState(int key, int sees) {
        int last = -1;
        List<Integer> added = List.of();
        for (int position = 0; position < placed.size(); position++) {
            int s = placed.get(position);
            if ((sees & 1 << s) != 0 && writes(s, key)) {
                last = position;
                added = history.type() == DataType.SET
                        ? withOwn(added, all.get(s).written(key))
                        : added;
            }
        }
        return history.type() == DataType.SET ? added : state(key, last);
    }

    /** Whether each read of a transaction from one on saw what somebody left behind, given whom the ones before saw. */
    private boolean explainsEach(int t, int from, List<Integer> seen) {
        List<MicroOp> microOps = all.get(t).microOps();
        if (from == microOps.size() || all.get(t).outcome() != Outcome.OK) {
            return true;
        }
        MicroOp m = microOps.get(from);
        List<Integer> before = List.of();
        for (MicroOp earlier : microOps.subList(0, from)) {
            before = earlier.reads() || earlier.key() != m.key() ? before : written(before, earlier);
        }
        if (m.reads() && history.type() == DataType.SET) {
            return m.seen().containsAll(before) && explainsElement(t, from, before, 0, seen, List.of());
        }
        boolean isOwn = history.type() == DataType.REGISTER && !before.isEmpty();
        if (!m.reads() || isOwn) {
            return (!m.reads() || m.agreesWith(before)) && explainsEach(t, from + 1, seen);
        }
        for (int position = -1; position < placed.size(); position++) {
            boolean writes = position < 0 || writes(placed.get(position), m.key());
            if (writes
                    && m.agreesWith(withOwn(state(m.key(), position), before))
                    && (level == Level.READ_COMMITTED || missesNothing(m.key(), position, seen))) {
                List<Integer> more = new ArrayList<>(seen);
                more.add(position);
                if (explainsEach(t, from + 1, more)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether the elements of a set from one on were each added by somebody, given whom the reads before saw, and whom the elements before.
     */
    private boolean explainsElement(
            int t, int read, List<Integer> own, int index, List<Integer> before, List<Integer> now) {
        MicroOp m = all.get(t).microOps().get(read);
        if (index == m.seen().size()) {
            boolean missesNothing = level == Level.READ_COMMITTED
                    || before.stream()
                            .allMatch(p ->
                                    m.seen().containsAll(all.get(placed.get(p)).written(m.key())));
            List<Integer> more = new ArrayList<>(before);
            more.addAll(now);
            return missesNothing && explainsEach(t, read + 1, more);
        }
        int element = m.seen().get(index);
        if (own.contains(element)) {
            return explainsElement(t, read, own, index + 1, before, now);
        }
        for (int position = 0; position < placed.size(); position++) {
            if (all.get(placed.get(position)).written(m.key()).contains(element)) {
                List<Integer> more = new ArrayList<>(now);
                more.add(position);
                if (explainsElement(t, read, own, index + 1, before, more)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether no writer of an object that was seen comes after a position. */
    private boolean missesNothing(int key, int position, List<Integer> seen) {
        return seen.stream().noneMatch(p -> p > position && writes(placed.get(p), key));
    }

    /** What an object holds after the transaction at a position of AR, which wrote it; at first if that is -1. */
    private List<Integer> state(int key, int position) {
        List<Integer> state = List.of();
        for (int i = 0; i <= position; i++) {
            for (MicroOp m : all.get(placed.get(i)).microOps()) {
                state = m.reads() || m.key() != key ? state : written(state, m);
            }
        }
        return state;
    }

    private List<Integer> written(List<Integer> state, MicroOp write) {
        return withOwn(state, List.of(write.written()));
    }

    private List<Integer> withOwn(List<Integer> state, List<Integer> own) {
        if (own.isEmpty() || history.type() == DataType.REGISTER) {
            return own.isEmpty() ? state : own;
        }
        List<Integer> both = new ArrayList<>(state);
        both.addAll(own);
        return history.type() == DataType.SET
                ? both.stream().distinct().sorted().toList()
                : both;
    }
}
