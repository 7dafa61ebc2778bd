package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.oracle.Call.Append;
import dev.skewer.checker.journal.oracle.Call.AppendAll;
import dev.skewer.checker.journal.oracle.Call.Compact;
import dev.skewer.checker.journal.oracle.Call.Part;
import dev.skewer.checker.journal.oracle.Call.Purge;
import dev.skewer.checker.journal.oracle.Call.Read;
import dev.skewer.checker.journal.oracle.Call.Scan;
import dev.skewer.checker.journal.oracle.Call.SetState;
import dev.skewer.checker.journal.oracle.Call.Trim;
import dev.skewer.checker.journal.oracle.Result.Cell;
import dev.skewer.checker.journal.oracle.Result.Compacted;
import dev.skewer.checker.journal.oracle.Result.Metadata;
import dev.skewer.checker.journal.oracle.Result.Position;
import dev.skewer.checker.journal.oracle.Result.Positions;
import dev.skewer.checker.journal.oracle.Result.Purged;
import dev.skewer.checker.journal.oracle.Result.Trimmed;
import dev.skewer.checker.journal.oracle.Result.View;
import dev.skewer.checker.journal.oracle.Result.Views;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The journal model as a sequential program over immutable values: a state and a call give the next state and the
 * result, or a refusal. It says what the documentation says, clause by clause, and nothing faster.
 */
final class JournalModel {
    private JournalModel() {}

    /**
     * All invocations at one moment.
     *
     * @param invocations by id; what is not in it is unknown
     */
    record State(Map<Integer, Invocation> invocations) {
        /** Nothing has happened. */
        static final State EMPTY = new State(Map.of());

        State {
            invocations = Collections.unmodifiableMap(new HashMap<>(invocations));
        }

        @Nullable Invocation get(int id) {
            return invocations.get(id);
        }

        /** The invocation if it is live; null if it is unknown or purged. */
        @Nullable Invocation live(int id) {
            Invocation invocation = invocations.get(id);
            return invocation == null || invocation.purged ? null : invocation;
        }

        boolean isPurged(int id) {
            Invocation invocation = invocations.get(id);
            return invocation != null && invocation.purged;
        }

        State with(int id, Invocation invocation) {
            Map<Integer, Invocation> next = new HashMap<>(invocations);
            next.put(id, invocation);
            return new State(next);
        }
    }

    /**
     * One invocation that has begun.
     *
     * @param purged whether it is gone for good; then the rest is blank
     * @param entries those present; the first of them has index {@code first}
     * @param state what set-state set
     */
    record Invocation(boolean purged, int epoch, int first, List<Integer> entries, Map<String, Integer> state) {
        /** An invocation before its first append. */
        static final Invocation NEW = new Invocation(false, 0, 0, List.of(), Map.of());

        /** An invocation after its purge. */
        static final Invocation GONE = new Invocation(true, 0, 0, List.of(), Map.of());

        Invocation {
            entries = List.copyOf(entries);
            state = Collections.unmodifiableMap(new TreeMap<>(state));
        }

        /** The index that the next append gets. */
        int length() {
            return first + entries.size();
        }

        /** The entries with their indexes. */
        List<Cell> cells() {
            List<Cell> cells = new ArrayList<>();
            for (int i = 0; i < entries.size(); i++) {
                cells.add(new Cell(first + i, entries.get(i)));
            }
            return cells;
        }

        Metadata metadata() {
            return new Metadata(epoch, first, length());
        }
    }

    /** What a call did: the state after it and what it returned. */
    record Outcome(State state, Result result) {}

    /**
     * Executes a call.
     *
     * @return null if the call can only fail in this state
     */
    static @Nullable Outcome apply(State state, Call call) {
        if (call instanceof Append append) {
            return appendAll(state, List.of(append));
        } else if (call instanceof AppendAll all) {
            return appendAll(state, all.appends());
        } else if (call instanceof SetState set) {
            return setState(state, set);
        } else if (call instanceof Trim trim) {
            return trim(state, trim);
        } else if (call instanceof Compact compact) {
            return compact(state, compact);
        } else if (call instanceof Purge purge) {
            return state.live(purge.id()) == null
                    ? null
                    : new Outcome(state.with(purge.id(), Invocation.GONE), new Purged());
        } else if (call instanceof Read read) {
            return new Outcome(state, new Views(List.of(view(state, read.id(), read.part(), read.state()))));
        } else if (call instanceof Scan scan) {
            List<View> views = new ArrayList<>();
            for (int id : scan.ids()) {
                views.add(view(state, id, Part.BOTH, false));
            }
            return new Outcome(state, new Views(views));
        }
        throw new AssertionError(call);
    }

    /** Each entry gets the index {@code length} of its journal; refused as a whole if any of the ids is purged. */
    private static @Nullable Outcome appendAll(State state, List<Append> appends) {
        State next = state;
        List<Position> positions = new ArrayList<>();
        for (Append append : appends) {
            if (state.isPurged(append.id())) {
                return null;
            }
            Invocation before = next.get(append.id());
            if (before == null) {
                before = Invocation.NEW;
            }
            List<Integer> entries = new ArrayList<>(before.entries);
            entries.add(append.entry());
            positions.add(new Position(before.epoch, before.length()));
            next = next.with(append.id(), new Invocation(false, before.epoch, before.first, entries, before.state));
        }
        return new Outcome(next, new Positions(positions));
    }

    private static @Nullable Outcome setState(State state, SetState set) {
        Outcome appended = appendAll(state, List.of(new Append(set.id(), set.entry())));
        if (appended == null) {
            return null;
        }
        Invocation now = Objects.requireNonNull(appended.state.live(set.id()));
        Map<String, Integer> values = new TreeMap<>(now.state);
        values.put(set.key(), set.entry());
        Invocation after = new Invocation(false, now.epoch, now.first, now.entries, values);
        return new Outcome(appended.state.with(set.id(), after), appended.result);
    }

    /** Below {@code length} it drops the entries from there up, never below {@code first}, and opens an epoch. */
    private static @Nullable Outcome trim(State state, Trim trim) {
        Invocation now = state.live(trim.id());
        if (now == null) {
            return null;
        }
        if (trim.length() >= now.length()) {
            return new Outcome(state, new Trimmed(now.epoch, now.length()));
        }
        int length = Math.max(trim.length(), now.first);
        Invocation after =
                new Invocation(false, now.epoch + 1, now.first, now.entries.subList(0, length - now.first), now.state);
        return new Outcome(state.with(trim.id(), after), new Trimmed(after.epoch, after.length()));
    }

    /** Above {@code first} it drops the entries below it, never beyond {@code length}. */
    private static @Nullable Outcome compact(State state, Compact compact) {
        Invocation now = state.live(compact.id());
        if (now == null) {
            return null;
        }
        if (compact.first() <= now.first) {
            return new Outcome(state, new Compacted(now.first, now.epoch, now.length()));
        }
        int first = Math.min(compact.first(), now.length());
        Invocation after = new Invocation(
                false, now.epoch, first, now.entries.subList(first - now.first, now.entries.size()), now.state);
        return new Outcome(state.with(compact.id(), after), new Compacted(first, now.epoch, now.length()));
    }

    /** What is true of one invocation, as far as it was asked for. */
    static View view(State state, int id, Part part, boolean withState) {
        Invocation live = state.live(id);
        boolean hasMetadata = part != Part.JOURNAL;
        Metadata metadata = hasMetadata && live != null ? live.metadata() : null;
        List<Cell> journal = part == Part.METADATA ? null : live == null ? List.of() : live.cells();
        Map<String, Integer> values = !withState ? null : live == null ? Map.of() : live.state;
        Integer epoch = hasMetadata || live == null ? null : (Integer) live.epoch;
        return new View(id, hasMetadata, metadata, journal, values, epoch);
    }
}
