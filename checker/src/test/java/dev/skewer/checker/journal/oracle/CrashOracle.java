package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.DurabilityPromise.Loss;
import dev.skewer.checker.journal.oracle.JournalModel.Invocation;
import dev.skewer.checker.journal.oracle.JournalModel.Outcome;
import dev.skewer.checker.journal.oracle.JournalModel.State;
import dev.skewer.checker.journal.oracle.SmallOp.End;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides by trying everything whether a small history with crashes keeps a durability promise: whether there is an order of all
 * {@code ok} operations, of any of the indeterminate ones, and of the crashes, that respects real time, in which every operation returns
 * what the model returns, and in which each crash that may lose something takes each invocation back to some version that it had; what
 * an operation did to several invocations is undone in all of them or in none.
 *
 * <p>A crash happens to each invocation that it hits at a moment of its own between its two events. What survived a kill survives later kills; what
 * survived a power loss survives everything later.
 */
final class CrashOracle {
    private static final int MOST_CONFIGURATIONS = 300_000;

    /**
     * What became of an invocation.
     *
     * @param versions all that lead to the present one, oldest first, the present one last; GONE stands for none in no other way than in the
     *     model, and what is unknown is an empty one
     * @param killFloor the first of these to which a kill may go back
     * @param powerFloor the first of these to which a power loss may go back
     */
    private record Life(List<Version> versions, int killFloor, int powerFloor) {
        Version now() {
            return versions.get(versions.size() - 1);
        }

        Life with(Version next) {
            List<Version> more = new ArrayList<>(versions);
            more.add(next);
            return new Life(List.copyOf(more), killFloor, powerFloor);
        }

        Life backTo(int at, boolean powerLoss) {
            return new Life(versions.subList(0, at + 1), at, powerLoss ? at : Math.min(at, powerFloor));
        }
    }

    /**
     * A version.
     *
     * @param step the operation that made it; -1 for the first
     */
    private record Version(@Nullable Invocation invocation, int step) {}

    private record Configuration(long placed, Map<Integer, Life> lives) {}

    /** An operation, or a crash as it happens to one invocation. */
    private record Step(SmallOp op, int id) {}

    private final DurabilityPromise promise;
    private final List<Step> steps = new ArrayList<>();
    private final long[] before;
    /** By crash: those that began after it was over. */
    private final long[] after;

    private long required;
    private final Set<Configuration> failed = new HashSet<>();

    private CrashOracle(List<SmallOp> history, DurabilityPromise promise) {
        this.promise = promise;
        Set<Integer> ids = new TreeSet<>();
        history.forEach(op -> op.call().invocations().forEach(ids::add));
        for (SmallOp op : history) {
            if (op.call() instanceof Call.Crash crash) {
                Loss loss = crash.powerLoss() ? promise.powerLoss() : promise.kill();
                ids.forEach(id -> {
                    if (loss != Loss.NOTHING && crash.mayHit(id)) {
                        steps.add(new Step(op, id));
                    }
                });
            } else if (op.end() == End.OK || (op.isIndeterminate() && !op.call().isRead())) {
                steps.add(new Step(op, 0));
            }
        }
        if (steps.size() > Long.SIZE - 1) {
            throw new IllegalArgumentException(steps.size() + " steps are too many");
        }
        before = new long[steps.size()];
        after = new long[steps.size()];
        for (int i = 0; i < steps.size(); i++) {
            for (int j = 0; j < steps.size(); j++) {
                if (isCertain(j)
                        && steps.get(j).op().completed() < steps.get(i).op().invoked()) {
                    before[i] |= 1L << j;
                }
                // A crash that need not have hit an invocation does so in its time or not at all.
                if (steps.get(i).op().call() instanceof Call.Crash
                        && steps.get(i).op().completed() < steps.get(j).op().invoked()) {
                    after[i] |= 1L << j;
                }
            }
            required |= isCertain(i) ? 1L << i : 0;
        }
    }

    /** Whether the history has it for certain by some time. */
    private boolean isCertain(int step) {
        SmallOp op = steps.get(step).op();
        boolean isOver =
                op.call() instanceof Call.Crash crash && crash.isKnownToHit() && op.completed() != SmallOp.NEVER;
        return op.end() == End.OK || isOver;
    }

    /** Whether a history keeps a promise. */
    static boolean keeps(List<SmallOp> history, DurabilityPromise promise) {
        return new CrashOracle(history, promise).search(0, new HashMap<>());
    }

    private boolean search(long placed, Map<Integer, Life> lives) {
        if ((placed & required) == required && !isTorn(placed, lives)) {
            return true;
        }
        Configuration here = new Configuration(placed, lives);
        if (failed.contains(here)) {
            return false;
        }
        for (int i = 0; i < steps.size(); i++) {
            boolean isNext = (placed & 1L << i) == 0 && (before[i] & ~placed) == 0 && (after[i] & placed) == 0;
            if (isNext && place(i, placed | 1L << i, lives)) {
                return true;
            }
        }
        failed.add(here);
        if (failed.size() > MOST_CONFIGURATIONS) {
            throw new Oracle.TooLarge();
        }
        return false;
    }

    /** Whether an operation is undone in one of its invocations and not in another. */
    private boolean isTorn(long placed, Map<Integer, Life> lives) {
        for (int i = 0; i < steps.size(); i++) {
            int step = i;
            if ((placed & 1L << i) != 0 && steps.get(i).op().call() instanceof Call.AppendAll all) {
                long kept = all.invocations()
                        .distinct()
                        .filter(id -> Objects.requireNonNull(lives.get(id)).versions().stream()
                                .anyMatch(version -> version.step() == step))
                        .count();
                if (kept > 0 && kept < all.invocations().distinct().count()) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean place(int i, long placed, Map<Integer, Life> lives) {
        Step step = steps.get(i);
        if (step.op().call() instanceof Call.Crash crash) {
            Life life = lives.get(step.id());
            if (life == null) {
                return search(placed, lives);
            }
            Loss loss = crash.powerLoss() ? promise.powerLoss() : promise.kill();
            int floor = crash.powerLoss() ? life.powerFloor() : life.killFloor();
            if (loss == Loss.UNACKNOWLEDGED) {
                for (int at = floor + 1; at < life.versions().size(); at++) {
                    int writer = life.versions().get(at).step();
                    floor = writer >= 0 && steps.get(writer).op().end() == End.OK ? at : floor;
                }
            }
            for (int at = floor; at < life.versions().size(); at++) {
                Map<Integer, Life> next = new HashMap<>(lives);
                next.put(step.id(), life.backTo(at, crash.powerLoss()));
                if (search(placed, next)) {
                    return true;
                }
            }
            return false;
        }
        Map<Integer, Invocation> present = new HashMap<>();
        lives.forEach((id, life) -> {
            Invocation invocation = life.now().invocation();
            if (invocation != null) {
                present.put(id, invocation);
            }
        });
        State state = new State(present);
        Outcome outcome = JournalModel.apply(state, step.op().call());
        Result recorded = step.op().result();
        if (outcome == null || (recorded != null && !recorded.agreesWith(outcome.result()))) {
            return false;
        }
        Map<Integer, Life> next = new HashMap<>(lives);
        step.op().call().invocations().forEach(id -> {
            Invocation now = outcome.state().get(id);
            Life life = lives.getOrDefault(id, new Life(List.of(new Version(null, -1)), 0, 0));
            if (!Objects.equals(now, life.now().invocation())) {
                next.put(id, life.with(new Version(now, i)));
            }
        });
        return search(placed, next);
    }
}
