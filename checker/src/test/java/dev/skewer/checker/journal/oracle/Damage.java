package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.oracle.Call.Read;
import dev.skewer.checker.journal.oracle.JournalModel.Outcome;
import dev.skewer.checker.journal.oracle.JournalModel.State;
import dev.skewer.checker.journal.oracle.Result.Cell;
import dev.skewer.checker.journal.oracle.Result.Compacted;
import dev.skewer.checker.journal.oracle.Result.Metadata;
import dev.skewer.checker.journal.oracle.Result.Position;
import dev.skewer.checker.journal.oracle.Result.Positions;
import dev.skewer.checker.journal.oracle.Result.Trimmed;
import dev.skewer.checker.journal.oracle.Result.View;
import dev.skewer.checker.journal.oracle.Result.Views;
import dev.skewer.checker.journal.oracle.SmallOp.End;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One small change to a history that was valid; often, but by no means always, it is not valid afterwards. What the
 * change was does not matter to the comparison: the oracle judges what came out.
 */
enum Damage {
    /** A number in an acknowledgement is another. */
    ACKNOWLEDGED_NUMBER,
    /** A number in the metadata of a read is another. */
    METADATA_NUMBER,
    /** A read's metadata is that of another moment. */
    METADATA_OF_ANOTHER_VERSION,
    /** A read's journal is that of another moment. */
    JOURNAL_OF_ANOTHER_VERSION,
    /** A read's journal is another one of the same length: what counting cannot see. */
    SAME_LENGTH_REPLACEMENT,
    /** A read, or one view of a scan, is of another moment altogether. */
    VIEW_OF_ANOTHER_VERSION,
    /** A read says that there is nothing. */
    VIEW_OF_NOTHING,
    /** A read's state is that of another moment. */
    STATE_OF_ANOTHER_VERSION,
    /** A key of a read's state is gone or has another value. */
    STATE_ENTRY,
    /** An entry is missing from a read's journal. */
    JOURNAL_DROP,
    /** An entry is in a read's journal twice. */
    JOURNAL_DUPLICATE,
    /** Two neighbours in a read's journal have changed places, with or without their indexes. */
    JOURNAL_SWAP,
    /** An entry of a read's journal has another value, of this history or of none. */
    JOURNAL_VALUE,
    /** An entry of a read's journal has another index. */
    JOURNAL_INDEX,
    /** A read's journal goes on beyond its length. */
    JOURNAL_ORPHAN,
    /** An operation begins at another time. */
    MOVE_INVOCATION,
    /** An operation ends at another time. */
    MOVE_COMPLETION,
    /** Every operation was shorter, so that most of the overlap is gone. */
    SQUEEZE,
    /** An {@code ok} operation is reported as failed. */
    OK_TO_FAIL,
    /** An {@code ok} operation's outcome is unknown. */
    OK_TO_INFO,
    /** An indeterminate operation is reported as failed. */
    INFO_TO_FAIL,
    /** An operation of unknown outcome is acknowledged, with the result it would have had at some moment. */
    INFO_TO_OK,
    /** An operation is not in the record. */
    DROP_OPERATION,
    /** Two operations of one kind have each other's results. */
    SWAP_RESULTS;

    /**
     * A damaged copy.
     *
     * @param run a history and the states behind it
     * @return a tidy history; null if there is nothing in this one to damage so
     */
    @Nullable List<SmallOp> apply(Random random, Simulation.Run run) {
        List<SmallOp> ops = new ArrayList<>(run.ops());
        boolean done = switch (this) {
            case ACKNOWLEDGED_NUMBER ->
                change(
                        random,
                        ops,
                        this::isAcknowledgement,
                        op -> acknowledgement(random, Objects.requireNonNull(op.result())));
            case MOVE_INVOCATION, MOVE_COMPLETION -> move(random, ops);
            case SQUEEZE -> squeeze(random, ops);
            case OK_TO_FAIL -> replace(random, ops, op -> op.end() == End.OK, op -> op.ended(End.FAIL));
            case OK_TO_INFO -> replace(random, ops, op -> op.end() == End.OK, op -> op.ended(End.INFO));
            case INFO_TO_FAIL -> replace(random, ops, op -> op.end() == End.INFO, op -> op.ended(End.FAIL));
            case INFO_TO_OK ->
                replace(random, ops, op -> op.end() == End.INFO, op -> acknowledge(op, any(random, run.versions())));
            case DROP_OPERATION -> replace(random, ops, op -> true, op -> null);
            case SWAP_RESULTS -> swapResults(random, ops);
            default ->
                change(
                        random,
                        ops,
                        op -> op.result() instanceof Views,
                        op -> oneView(random, (Views) Objects.requireNonNull(op.result()), run));
        };
        return done ? SmallHistory.tidy(ops) : null;
    }

    /** Makes one change of a given sort in a result; null if that result has nothing to change so. */
    private interface Change {
        @Nullable Result of(SmallOp op);
    }

    /** Changes a whole operation. */
    private interface Replacement {
        @Nullable SmallOp of(SmallOp op);
    }

    private static boolean change(Random random, List<SmallOp> ops, Predicate<SmallOp> which, Change change) {
        int at = anyOf(random, ops, which);
        if (at < 0) {
            return false;
        }
        Result result = change.of(ops.get(at));
        if (result == null) {
            return false;
        }
        ops.set(at, ops.get(at).withResult(result));
        return true;
    }

    private static boolean replace(
            Random random, List<SmallOp> ops, Predicate<SmallOp> which, Replacement replacement) {
        int at = anyOf(random, ops, which);
        if (at < 0) {
            return false;
        }
        SmallOp other = replacement.of(ops.remove(at));
        if (other != null) {
            ops.add(other);
        }
        return true;
    }

    private static int anyOf(Random random, List<SmallOp> ops, Predicate<SmallOp> which) {
        List<Integer> candidates = new ArrayList<>();
        for (int i = 0; i < ops.size(); i++) {
            if (which.test(ops.get(i))) {
                candidates.add(i);
            }
        }
        return candidates.isEmpty() ? -1 : any(random, candidates);
    }

    private static <T> T any(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean isAcknowledgement(SmallOp op) {
        return op.end() == End.OK && !op.call().isRead() && !(op.result() instanceof Result.Purged);
    }

    private static @Nullable Integer near(Random random, @Nullable Integer number) {
        if (number == null) {
            return null;
        }
        return Math.max(0, number + (random.nextBoolean() ? 1 : -1) * (1 + random.nextInt(2)));
    }

    private static Result acknowledgement(Random random, Result result) {
        boolean epoch = random.nextBoolean();
        if (result instanceof Trimmed trimmed) {
            return epoch
                    ? new Trimmed(near(random, trimmed.epoch()), trimmed.length())
                    : new Trimmed(trimmed.epoch(), near(random, trimmed.length()));
        } else if (result instanceof Compacted compacted) {
            return switch (random.nextInt(4)) {
                case 0 -> new Compacted(compacted.first(), near(random, compacted.epoch()), compacted.length());
                case 1 -> new Compacted(compacted.first(), compacted.epoch(), near(random, compacted.length()));
                default -> new Compacted(near(random, compacted.first()), compacted.epoch(), compacted.length());
            };
        }
        List<Position> positions = new ArrayList<>(((Positions) result).positions());
        int at = random.nextInt(positions.size());
        Position position = positions.get(at);
        positions.set(
                at,
                epoch
                        ? new Position(near(random, position.epoch()), position.index())
                        : new Position(position.epoch(), near(random, position.index())));
        return new Positions(positions);
    }

    private static SmallOp acknowledge(SmallOp op, State state) {
        Outcome outcome = JournalModel.apply(state, op.call());
        return outcome == null
                ? op
                : new SmallOp(op.process(), op.invoked(), op.completed(), End.OK, op.call(), outcome.result());
    }

    private boolean move(Random random, List<SmallOp> ops) {
        boolean begin = this == MOVE_INVOCATION;
        int at = anyOf(random, ops, op -> begin || op.completed() != SmallOp.NEVER);
        if (at < 0) {
            return false;
        }
        int span = 2 * ops.size();
        ops.replaceAll(op -> op.at(
                op.process(), 2 * op.invoked(), op.completed() == SmallOp.NEVER ? SmallOp.NEVER : 2 * op.completed()));
        SmallOp op = ops.get(at);
        int reach = random.nextBoolean() ? 3 : span;
        int from = begin ? op.invoked() : op.completed();
        int to = from + (random.nextBoolean() ? 1 : -1) * (1 + 2 * random.nextInt(reach));
        boolean fits = begin ? to < op.completed() : to > op.invoked();
        if (fits) {
            ops.set(at, begin ? op.at(op.process(), to, op.completed()) : op.at(op.process(), op.invoked(), to));
        }
        return fits;
    }

    private static boolean squeeze(Random random, List<SmallOp> ops) {
        int unit = 4 * ops.size();
        for (int i = 0; i < ops.size(); i++) {
            SmallOp op = ops.get(i);
            boolean open = op.completed() == SmallOp.NEVER;
            // Up to the middle of a gap between two events, with a remainder that only this operation has.
            int span = open ? 1 : op.completed() - op.invoked();
            int begin = (op.invoked() + random.nextInt(span)) * unit + 2 * i;
            int end = open ? SmallOp.NEVER : (op.completed() - random.nextInt(span)) * unit + 2 * i + 1;
            ops.set(i, op.at(op.process(), begin, Math.max(begin + 1, end)));
        }
        return true;
    }

    private static boolean swapResults(Random random, List<SmallOp> ops) {
        int a = anyOf(random, ops, op -> op.end() == End.OK);
        if (a < 0) {
            return false;
        }
        SmallOp one = ops.get(a);
        int b = anyOf(random, ops, op -> op.end() == End.OK && !op.equals(one) && alike(op.call(), one.call()));
        if (b < 0) {
            return false;
        }
        SmallOp two = ops.get(b);
        ops.set(a, one.withResult(Objects.requireNonNull(two.result())));
        ops.set(b, two.withResult(Objects.requireNonNull(one.result())));
        return true;
    }

    private static boolean alike(Call a, Call b) {
        return a.f().equals(b.f())
                && (!(a instanceof Read one) || !(b instanceof Read two) || one.state() == two.state())
                && a.invocations().toList().equals(b.invocations().toList());
    }

    private @Nullable Result oneView(Random random, Views views, Simulation.Run run) {
        List<View> damaged = new ArrayList<>(views.views());
        int at = random.nextInt(damaged.size());
        View view = view(random, damaged.get(at), run);
        if (view == null) {
            return null;
        }
        damaged.set(at, view);
        return new Views(damaged);
    }

    private @Nullable View view(Random random, View view, Simulation.Run run) {
        if (view.epoch() != null && random.nextInt(4) == 0) {
            return view.withEpoch(near(random, view.epoch()));
        }
        State version = any(random, run.versions());
        View other = JournalModel.view(version, view.id(), part(view), view.state() != null);
        return switch (this) {
            case METADATA_NUMBER ->
                view.metadata() == null ? null : view.withMetadata(metadata(random, view.metadata()));
            case METADATA_OF_ANOTHER_VERSION ->
                view.withMetadata(
                        other.metadata() == null || view.metadata() == null
                                ? other.metadata()
                                : onlyWhatWasReported(view.metadata(), other.metadata()));
            case JOURNAL_OF_ANOTHER_VERSION -> view.journal() == null ? null : view.withJournal(other.journal());
            case SAME_LENGTH_REPLACEMENT -> sameLength(random, view, run);
            case VIEW_OF_ANOTHER_VERSION ->
                view.metadata() == null || other.metadata() == null
                        ? other
                        : other.withMetadata(onlyWhatWasReported(view.metadata(), other.metadata()));
            case VIEW_OF_NOTHING -> JournalModel.view(State.EMPTY, view.id(), part(view), view.state() != null);
            case STATE_OF_ANOTHER_VERSION -> view.state() == null ? null : view.withState(other.state());
            case STATE_ENTRY -> stateEntry(random, view, run);
            default -> view.journal() == null ? null : view.withJournal(journal(random, view, run));
        };
    }

    /** What the read took. */
    private static Call.Part part(View view) {
        if (view.journal() == null) {
            return Call.Part.METADATA;
        }
        return view.hasMetadata() ? Call.Part.BOTH : Call.Part.JOURNAL;
    }

    private static Metadata onlyWhatWasReported(Metadata like, Metadata metadata) {
        return new Metadata(
                like.epoch() == null ? null : metadata.epoch(),
                like.first() == null ? null : metadata.first(),
                like.length() == null ? null : metadata.length());
    }

    private static Metadata metadata(Random random, Metadata was) {
        return switch (random.nextInt(3)) {
            case 0 -> new Metadata(near(random, was.epoch()), was.first(), was.length());
            case 1 -> new Metadata(was.epoch(), near(random, was.first()), was.length());
            default -> new Metadata(was.epoch(), was.first(), near(random, was.length()));
        };
    }

    private static @Nullable View sameLength(Random random, View view, Simulation.Run run) {
        List<Cell> journal = view.journal();
        if (journal == null) {
            return null;
        }
        List<List<Cell>> others = new ArrayList<>();
        for (State state : run.versions()) {
            List<Cell> other = JournalModel.view(state, view.id(), Call.Part.JOURNAL, false)
                    .journal();
            if (other != null && other.size() == journal.size() && !other.equals(journal)) {
                others.add(other);
            }
        }
        return others.isEmpty() ? null : view.withJournal(any(random, others));
    }

    private static @Nullable View stateEntry(Random random, View view, Simulation.Run run) {
        if (view.state() == null) {
            return null;
        }
        Map<String, Integer> state = new TreeMap<>(view.state());
        String key = random.nextBoolean() ? "x" : "y";
        if (random.nextBoolean()) {
            state.remove(key);
        } else {
            state.put(key, anyEntry(random, run));
        }
        return view.withState(state);
    }

    /** An entry that some call of the history wrote, or one that none did. */
    private static int anyEntry(Random random, Simulation.Run run) {
        List<Integer> entries = new ArrayList<>(List.of(99));
        for (SmallOp op : run.ops()) {
            if (op.call() instanceof Call.Append append) {
                entries.add(append.entry());
            } else if (op.call() instanceof Call.SetState set) {
                entries.add(set.entry());
            } else if (op.call() instanceof Call.AppendAll all) {
                all.appends().forEach(append -> entries.add(append.entry()));
            }
        }
        return any(random, entries);
    }

    private @Nullable List<Cell> journal(Random random, View view, Simulation.Run run) {
        List<Cell> cells = new ArrayList<>(Objects.requireNonNull(view.journal()));
        if (this == JOURNAL_ORPHAN) {
            int index = cells.isEmpty() ? 0 : cells.get(cells.size() - 1).index() + 1;
            cells.add(new Cell(index, anyEntry(random, run)));
            return cells;
        }
        if (cells.isEmpty()) {
            return cells;
        }
        int at = random.nextInt(cells.size());
        Cell cell = cells.get(at);
        switch (this) {
            case JOURNAL_DROP -> cells.remove(at);
            case JOURNAL_DUPLICATE -> {
                int index = random.nextBoolean()
                        ? cell.index()
                        : cells.get(cells.size() - 1).index() + 1;
                cells.add(index == cell.index() ? at : cells.size(), new Cell(index, cell.entry()));
            }
            case JOURNAL_SWAP -> {
                int other = (at + 1) % cells.size();
                if (random.nextBoolean()) {
                    Collections.swap(cells, at, other);
                } else {
                    cells.set(at, new Cell(cell.index(), cells.get(other).entry()));
                    cells.set(other, new Cell(cells.get(other).index(), cell.entry()));
                }
            }
            case JOURNAL_VALUE -> cells.set(at, new Cell(cell.index(), anyEntry(random, run)));
            case JOURNAL_INDEX ->
                cells.set(at, new Cell(Math.abs(cell.index() + (random.nextBoolean() ? 1 : -1)), cell.entry()));
            default -> throw new AssertionError(this);
        }
        return cells;
    }
}
