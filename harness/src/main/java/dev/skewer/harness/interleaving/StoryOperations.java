package dev.skewer.harness.interleaving;

import dev.skewer.checker.Example;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.EventType;
import dev.skewer.history.Format;
import dev.skewer.history.file.Histories;
import dev.skewer.workloads.journal.Append;
import dev.skewer.workloads.journal.JournalOperation;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.journal.RecordedOperations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The operations of a story, and those around them on the same invocations, from the history that it was found in.
 *
 * @param operations all on those invocations that began before the story was over, by when they began
 * @param told the indexes of those that the story tells
 */
record StoryOperations(List<RecordedOperation> operations, Set<Long> told) {
    /** The most entries of a journal that are put there beforehand. */
    private static final int MOST_BEFORE = 8;

    /**
     * Reads them; twice through the history, as it takes the first time to know what to look for.
     *
     * @param history the file
     * @param story an example of an anomaly in it
     * @throws dev.skewer.history.HistoryException if it is damaged
     * @throws IOException if it cannot be read
     */
    static StoryOperations read(Path history, Example story) throws IOException {
        Set<Long> told = story.steps().stream().map(Example.Step::index).collect(Collectors.toCollection(HashSet::new));
        var invocations = new HashSet<Long>();
        var open = new HashSet<Integer>();
        long[] end = {0};
        each(history, event -> {
            if (event.type == EventType.INVOKE && told.contains(event.index)) {
                open.add(event.process);
                RecordedOperations.of(event)
                        .ifPresent(operation -> LongStream.of(operation.ids()).forEach(invocations::add));
                end[0] = Math.max(end[0], event.index);
            } else if (event.type != EventType.INVOKE && open.remove(event.process)) {
                end[0] = Math.max(end[0], event.index);
            }
        });
        var operations = new ArrayList<RecordedOperation>();
        var underWay = new HashMap<Integer, RecordedOperation>();
        each(history, event -> {
            if (event.type == EventType.INVOKE) {
                if (event.process >= 0 && event.index <= end[0]) {
                    RecordedOperations.of(event)
                            .filter(operation -> Arrays.stream(operation.ids()).anyMatch(invocations::contains))
                            .map(operation -> within(operation, invocations))
                            .ifPresent(operation -> underWay.put(
                                    event.process,
                                    new RecordedOperation(
                                            event.processName(), operation, event.index, Long.MAX_VALUE, null)));
                }
                return;
            }
            RecordedOperation begun = underWay.remove(event.process);
            if (begun != null && event.type != EventType.FAIL) {
                operations.add(
                        event.type == EventType.INFO
                                ? begun
                                : new RecordedOperation(
                                        begun.process(),
                                        begun.operation(),
                                        begun.from(),
                                        event.index,
                                        RecordedOperations.answered(event).orElse(null)));
            }
        });
        operations.addAll(underWay.values());
        operations.sort(Comparator.comparingLong(RecordedOperation::from));
        return new StoryOperations(operations, told);
    }

    /** Takes an event; what it is given lasts for the call only. */
    private interface Seeing {
        void see(Event event);
    }

    private static void each(Path history, Seeing seeing) throws IOException {
        try (EventReader reader = Histories.open(history, Format.AUTO)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                seeing.see(event);
            }
        }
    }

    /** What an operation on several invocations does to those that matter. */
    private static JournalOperation within(JournalOperation operation, Set<Long> invocations) {
        if (operation instanceof JournalOperation.AppendAll all) {
            return new JournalOperation.AppendAll(all.appends().stream()
                    .filter(one -> invocations.contains(one.invocation()))
                    .toList());
        }
        if (operation instanceof JournalOperation.Scan) {
            return new JournalOperation.Scan(
                    Arrays.stream(operation.ids()).filter(invocations::contains).toArray());
        }
        return operation;
    }

    /** How many there are besides those that the story tells. */
    int others() {
        return (int)
                operations.stream().filter(each -> !told.contains(each.from())).count();
    }

    /**
     * The story's operations and the nearest of the others, as they can be carried out on a new store: on invocations from 0 up, whose
     * journals are first filled as they were when the earliest of these operations began, or with their newest entries; with entries from
     * 1 up. They begin before and after each other as they did in the history.
     *
     * @param others how many of the others
     */
    List<ScheduledOperation> script(int others) {
        // What ended last was under way when the story went wrong: what that does not tell is most likely there.
        Set<RecordedOperation> kept = operations.stream()
                .filter(each -> !told.contains(each.from()))
                .sorted(Comparator.comparingLong(RecordedOperation::to)
                        .reversed()
                        .thenComparing(Comparator.comparingLong(RecordedOperation::from)
                                .reversed()))
                .limit(others)
                .collect(Collectors.toCollection(HashSet::new));
        List<RecordedOperation> chosen = operations.stream()
                .filter(each -> told.contains(each.from()) || kept.contains(each))
                .toList();
        long start = chosen.isEmpty() ? 0 : chosen.get(0).from();
        Map<Long, Metadata> before = before(start);
        Map<Long, Long> invocations = new LinkedHashMap<>();
        chosen.forEach(each -> LongStream.of(each.operation().ids())
                .forEach(id -> invocations.putIfAbsent(id, (long) invocations.size())));
        var script = new ArrayList<ScheduledOperation>();
        Map<Long, Integer> shifts = new HashMap<>();
        long[] entries = {0};
        invocations.forEach((id, number) -> {
            Metadata known = before.getOrDefault(id, new Metadata(0, 0, 0));
            int filled = Math.min(MOST_BEFORE, known.length() - Math.max(0, known.first()));
            shifts.put(id, known.length() - filled);
            for (int i = 0; i < filled; i++) {
                long from = 2 * entries[0] - 2L * MOST_BEFORE * invocations.size();
                var append = new JournalOperation.AppendOne(new Append(number, ++entries[0]));
                script.add(new ScheduledOperation(0, append, from, from + 1));
            }
        });
        Map<String, Integer> processes = new LinkedHashMap<>();
        for (RecordedOperation each : chosen) {
            int process = processes.computeIfAbsent(each.process(), name -> processes.size() + 1);
            JournalOperation moved = numbered(shifted(each.operation(), shifts), entries)
                    .on(id -> Objects.requireNonNull(invocations.get(id)));
            script.add(new ScheduledOperation(process, moved, each.from(), each.to()));
        }
        return script;
    }

    /** What is known of each journal at a moment of the history: the latest version that an answer before it told of. */
    private Map<Long, Metadata> before(long start) {
        Map<Long, Metadata> known = new HashMap<>();
        for (RecordedOperation each : operations) {
            Metadata answer = each.answer();
            if (answer != null && each.to() < start) {
                known.merge(each.operation().ids()[0], answer, StoryOperations::later);
            }
        }
        return known;
    }

    private static Metadata later(Metadata one, Metadata other) {
        boolean isLater =
                other.epoch() > one.epoch() || (other.epoch() == one.epoch() && other.length() >= one.length());
        Metadata later = isLater ? other : one;
        return new Metadata(later.epoch(), Math.max(one.first(), other.first()), later.length());
    }

    /** With lengths and indexes as they are in journals that lack so many of the oldest entries. */
    private static JournalOperation shifted(JournalOperation operation, Map<Long, Integer> shifts) {
        if (operation instanceof JournalOperation.Trim trim) {
            return new JournalOperation.Trim(
                    trim.id(), Math.max(0, trim.length() - Objects.requireNonNull(shifts.get(trim.id()))));
        }
        if (operation instanceof JournalOperation.Compact compact) {
            return new JournalOperation.Compact(
                    compact.id(), Math.max(0, compact.first() - Objects.requireNonNull(shifts.get(compact.id()))));
        }
        return operation;
    }

    /** With the next entries in place of its own. */
    static JournalOperation numbered(JournalOperation operation, long[] entries) {
        if (operation instanceof JournalOperation.AppendOne one) {
            return new JournalOperation.AppendOne(new Append(one.append().invocation(), ++entries[0]));
        }
        if (operation instanceof JournalOperation.SetState set) {
            return new JournalOperation.SetState(set.id(), set.key(), ++entries[0]);
        }
        if (operation instanceof JournalOperation.AppendAll all) {
            return new JournalOperation.AppendAll(all.appends().stream()
                    .map(one -> new Append(one.invocation(), ++entries[0]))
                    .toList());
        }
        return operation;
    }
}
