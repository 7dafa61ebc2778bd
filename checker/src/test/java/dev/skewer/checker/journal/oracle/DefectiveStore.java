package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.oracle.Call.Append;
import dev.skewer.checker.journal.oracle.Call.AppendAll;
import dev.skewer.checker.journal.oracle.Call.Compact;
import dev.skewer.checker.journal.oracle.Call.Purge;
import dev.skewer.checker.journal.oracle.Call.Read;
import dev.skewer.checker.journal.oracle.Call.Scan;
import dev.skewer.checker.journal.oracle.Call.SetState;
import dev.skewer.checker.journal.oracle.Call.Trim;
import dev.skewer.checker.journal.oracle.JournalModel.Invocation;
import dev.skewer.checker.journal.oracle.JournalModel.Outcome;
import dev.skewer.checker.journal.oracle.JournalModel.State;
import dev.skewer.checker.journal.oracle.RandomCalls.Kind;
import dev.skewer.checker.journal.oracle.Result.Position;
import dev.skewer.checker.journal.oracle.Result.Positions;
import dev.skewer.checker.journal.oracle.Result.Trimmed;
import dev.skewer.checker.journal.oracle.Result.View;
import dev.skewer.checker.journal.oracle.Result.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A store with one mistake in it. What it returns hangs together as what a real defective store returns does, which
 * changing one number of a valid history does not give. The mistake need not show in a short history.
 */
final class DefectiveStore extends SimulatedStore {
    private final Defect defect;
    private final Random random;
    /** Changes that are still to come. */
    private final List<UnaryOperator<State>> backlog = new ArrayList<>();

    enum Defect {
        /** The entries of an append-all become visible one by one. */
        TORN_APPEND_ALL,
        /** A write returns before it takes effect. */
        EARLY_ACKNOWLEDGEMENT,
        /** A write returns and may never take effect. */
        LOST_WRITE,
        /** Reads see an older moment. */
        LAGGING_READ,
        /** A read takes the metadata from an older moment than the journal. */
        SKEWED_READ,
        /** A read takes the state from an older moment than the rest. */
        SKEWED_STATE,
        /** A scan sees each invocation at a moment of its own. */
        TORN_SCAN,
        /** A trim leaves the epoch as it is. */
        EPOCH_REUSE,
        /** A trim that has nothing to drop opens an epoch all the same. */
        EAGER_EPOCH,
        /** An append is executed twice. */
        DOUBLE_APPEND,
        /** A write starts from an older version of its invocation and overwrites the newer one. */
        LOST_UPDATE,
        /** What a purge or trim removed comes back. */
        RESURRECTION,
        /** The state of a set-state is set some time after the entry is appended. */
        TORN_SET_STATE,
        /** A trim takes the state back too. */
        TRIMMED_STATE,
        /** A compaction forgets to stop at the end and drops everything, the length included. */
        COMPACTION_FORGETS_LENGTH,
        /** An append begins a purged invocation anew. */
        PURGE_FORGOTTEN,
        /** An operation that failed took effect. */
        FAILED_WRITE_APPLIED;

        /** The calls that there must be enough of for the mistake to show. */
        Set<Kind> shownBy() {
            return switch (this) {
                case TORN_APPEND_ALL, TORN_SCAN -> Set.of(Kind.APPEND_ALL, Kind.SCAN);
                case SKEWED_READ, EPOCH_REUSE, EAGER_EPOCH, RESURRECTION, LOST_UPDATE -> Set.of(Kind.TRIM, Kind.READ);
                case SKEWED_STATE, TORN_SET_STATE -> Set.of(Kind.SET_STATE, Kind.READ);
                case TRIMMED_STATE -> Set.of(Kind.SET_STATE, Kind.TRIM, Kind.READ);
                case COMPACTION_FORGETS_LENGTH -> Set.of(Kind.COMPACT, Kind.READ);
                case PURGE_FORGOTTEN -> Set.of(Kind.PURGE, Kind.READ);
                case EARLY_ACKNOWLEDGEMENT, LOST_WRITE, LAGGING_READ, DOUBLE_APPEND, FAILED_WRITE_APPLIED ->
                    Set.of(Kind.READ);
            };
        }
    }

    DefectiveStore(Defect defect, Random random) {
        this.defect = defect;
        this.random = random;
    }

    @Override
    @Nullable Result execute(Call call) {
        while (!backlog.isEmpty() && random.nextBoolean()) {
            become(backlog.remove(0).apply(state()));
        }
        // Half of the time the mistake is not made.
        return random.nextBoolean() ? super.execute(call) : blunder(call);
    }

    private @Nullable Result blunder(Call call) {
        State now = state();
        Outcome right = JournalModel.apply(now, call);
        Outcome outdated = JournalModel.apply(older(), call);
        switch (defect) {
            case TORN_APPEND_ALL -> {
                if (call instanceof AppendAll all && right != null) {
                    for (Append append : all.appends()) {
                        later(append);
                    }
                    become(backlog.remove(backlog.size() - all.appends().size()).apply(now));
                    return right.result();
                }
            }
            case EARLY_ACKNOWLEDGEMENT, LOST_WRITE -> {
                if (!call.isRead() && right != null) {
                    if (defect == Defect.EARLY_ACKNOWLEDGEMENT || random.nextBoolean()) {
                        later(call);
                    }
                    return right.result();
                }
            }
            case LAGGING_READ -> {
                if (call.isRead() && outdated != null) {
                    return outdated.result();
                }
            }
            case SKEWED_READ, SKEWED_STATE, TORN_SCAN -> {
                if (call instanceof Read || call instanceof Scan) {
                    return skewed(call);
                }
            }
            case EPOCH_REUSE, EAGER_EPOCH, TRIMMED_STATE, RESURRECTION -> {
                if (call instanceof Trim || call instanceof Purge) {
                    return badRemoval(call);
                }
            }
            case DOUBLE_APPEND -> {
                Result result = super.execute(call);
                if (result instanceof Positions) {
                    super.execute(call);
                }
                return result;
            }
            case LOST_UPDATE -> {
                if (outdated != null) {
                    call.invocations().forEach(id -> {
                        Invocation after = outdated.state().get(id);
                        if (after != null) {
                            become(state().with(id, after));
                        }
                    });
                    return outdated.result();
                }
            }
            case TORN_SET_STATE -> {
                if (call instanceof SetState set) {
                    backlog.add(state -> setState(state, set));
                    return super.execute(new Append(set.id(), set.entry()));
                }
            }
            case COMPACTION_FORGETS_LENGTH -> {
                Invocation live = call instanceof Compact compact ? now.live(compact.id()) : null;
                if (call instanceof Compact compact && live != null) {
                    become(now.with(compact.id(), new Invocation(false, live.epoch(), 0, List.of(), live.state())));
                    return new Result.Compacted(0);
                }
            }
            case PURGE_FORGOTTEN -> {
                if (call instanceof Append append && now.isPurged(append.id())) {
                    List<Integer> entries = List.of(append.entry());
                    become(now.with(append.id(), new Invocation(false, 0, 0, entries, Map.of())));
                    return new Positions(List.of(new Position(0, 0)));
                }
            }
            case FAILED_WRITE_APPLIED -> {
                // The simulation does this one: see appliesFailed.
            }
        }
        return super.execute(call);
    }

    /** Whether an operation that is reported as failed is executed all the same. */
    boolean appliesFailed() {
        return defect == Defect.FAILED_WRITE_APPLIED;
    }

    private void later(Call call) {
        backlog.add(state -> {
            Outcome outcome = JournalModel.apply(state, call);
            return outcome == null ? state : outcome.state();
        });
    }

    /** One of the last few states. */
    private State older() {
        return versions.get(Math.max(0, versions.size() - 1 - random.nextInt(4)));
    }

    private Result skewed(Call call) {
        List<View> views = new ArrayList<>();
        boolean withState = call instanceof Read read && read.state();
        Call.Part part = call instanceof Read read ? read.part() : Call.Part.BOTH;
        call.invocations().forEach(id -> {
            View view = JournalModel.view(state(), id, part, withState);
            View old = JournalModel.view(older(), id, part, withState);
            views.add(
                    switch (defect) {
                        case SKEWED_READ -> view.withMetadata(old.metadata());
                        case SKEWED_STATE -> view.withState(old.state());
                        default -> old;
                    });
        });
        return new Views(views);
    }

    private @Nullable Result badRemoval(Call call) {
        int id = call.invocations().findFirst().orElseThrow();
        Invocation before = state().live(id);
        Result result = super.execute(call);
        Invocation after = state().live(id);
        if (before == null) {
            return result;
        }
        if (defect == Defect.RESURRECTION) {
            backlog.add(state -> state.with(id, before));
        } else if (after != null && defect == Defect.TRIMMED_STATE) {
            become(state().with(id, new Invocation(false, after.epoch(), after.first(), after.entries(), Map.of())));
        } else if (after != null) {
            int epoch = defect == Defect.EPOCH_REUSE ? before.epoch() : before.epoch() + 1;
            become(state().with(id, new Invocation(false, epoch, after.first(), after.entries(), after.state())));
            return new Trimmed(epoch, after.length());
        }
        return result;
    }

    private static State setState(State state, SetState set) {
        Invocation live = state.live(set.id());
        if (live == null) {
            return state;
        }
        Map<String, Integer> values = new TreeMap<>(live.state());
        values.put(set.key(), set.entry());
        return state.with(set.id(), new Invocation(false, live.epoch(), live.first(), live.entries(), values));
    }
}
