package dev.skewer.harness.interleaving;

import dev.skewer.checker.Example;
import dev.skewer.checker.Verdict;
import dev.skewer.harness.shrink.DeltaDebugging;
import dev.skewer.workloads.journal.Append;
import dev.skewer.workloads.journal.JournalOperation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Looks for the shortest interleaving that goes wrong as a recorded run did.
 *
 * <p>It begins with the operations that the run's story tells, in the order in which they began and ended there, and takes in what else
 * was done to the same invocations before, little by little, until one of their interleavings shows the anomaly: for what the story does not
 * tell may be needed, such as the read that filled a cache. Of those operations it then removes all that are not needed, and makes the
 * others smaller.
 */
public final class Interleavings implements AutoCloseable {
    /** The most operations besides those of the story. */
    private static final int MOST_OTHERS = 64;
    /** The most interleavings of one choice of operations. */
    private static final int MOST_TRIED = 2_000;
    /** The same where something happens to the store in each, which takes some milliseconds. */
    private static final int MOST_TRIED_WITH_EVENTS = 100;
    /** How far from the recorded order these may be. */
    private static final int MOST_DEVIATIONS_WITH_EVENTS = 2;
    /** Before how many of the last operations it is tried to happen. */
    private static final int MOST_PLACES = 4;

    private final Setting setting;
    private final Predicate<Verdict> wanted;
    private final BooleanSupplier isEnough;
    private final Path scratch;
    private final ControlledStore store;
    private long tried;
    /** The simplest that goes wrong so far: the latest that did. */
    private Best best = new Best(List.of(), List.of());
    /** The most deviations that one is looked for with. */
    private int bound;

    private record Best(List<ScheduledOperation> operations, List<Integer> schedule) {}

    /**
     * Opens a store in which they are tried.
     *
     * @param setting of the store; without an {@link Setting#obstacle}
     * @param wanted whether a verdict is the one that is looked for
     * @param scratch for the files of stores
     * @param isEnough asked now and then whether to stop
     */
    public Interleavings(Setting setting, Predicate<Verdict> wanted, Path scratch, BooleanSupplier isEnough) {
        this.setting = setting;
        this.wanted = wanted;
        this.scratch = scratch;
        this.isEnough = isEnough;
        this.store = new ControlledStore(scratch.resolve("tried"), setting);
    }

    /**
     * What was found.
     *
     * @param interleaving goes wrong each time
     * @param replay what happened when it was carried out on a new store
     */
    public record Found(Interleaving interleaving, Interleaving.Replay replay) {}

    /**
     * Looks for it.
     *
     * @param history the file of the run's history
     * @param shown its name in complaints
     * @param story an example of the anomaly in it
     * @param anomaly its name
     * @return nothing if none of those that were tried goes wrong
     * @throws dev.skewer.history.HistoryException if the history is damaged
     * @throws IOException if a file cannot be read or written
     */
    public Optional<Found> find(Path history, String shown, Example story, String anomaly) throws IOException {
        StoryOperations recorded = StoryOperations.read(history, story);
        int most = Math.min(MOST_OTHERS, recorded.others());
        boolean isEventful = setting.events().stream().anyMatch(events -> !events.isEmpty());
        for (int others = 0; ; others = Math.min(most, Math.max(4, 2 * others))) {
            List<ScheduledOperation> script = recorded.script(others);
            Optional<Found> found =
                    firstOf(isEventful ? eventful(script) : List.of(script, trimmingAll(script)), isEventful, anomaly);
            // What happens to the store takes milliseconds each time, so that the few operations come before the many.
            if (found.isEmpty() && (isEventful ? others == 0 : others >= most)) {
                found = firstOf(
                        setting.events().stream().map(StandardOperations::with).toList(), isEventful, anomaly);
            }
            if (found.isPresent() || others >= most || isEnough.getAsBoolean()) {
                return found;
            }
        }
    }

    private Optional<Found> firstOf(List<List<ScheduledOperation>> variants, boolean isEventful, String anomaly)
            throws IOException {
        for (List<ScheduledOperation> operations : variants) {
            Exploration.Result result = explore(
                    operations,
                    Exploration.Cost.DEVIATIONS,
                    isEventful ? MOST_TRIED_WITH_EVENTS : MOST_TRIED,
                    isEventful ? MOST_DEVIATIONS_WITH_EVENTS : Integer.MAX_VALUE);
            if (result.found().isPresent()) {
                return Optional.of(simplest(operations, result, anomaly));
            }
        }
        return Optional.empty();
    }

    /** The same operations, and what has to happen to the store before one of the last of them or another. */
    private List<List<ScheduledOperation>> eventful(List<ScheduledOperation> script) {
        var variants = new ArrayList<List<ScheduledOperation>>();
        for (int i = script.size() - 1; i >= Math.max(0, script.size() - MOST_PLACES); i--) {
            for (List<Action.StoreEvent> events : setting.events()) {
                var operations = new ArrayList<>(script.subList(0, i));
                int process = 1
                        + script.stream()
                                .mapToInt(ScheduledOperation::process)
                                .max()
                                .orElse(0);
                operations.addAll(Action.StoreEvent.scheduled(
                        events, process, script.get(i).from() - 1));
                operations.addAll(script.subList(i, script.size()));
                variants.add(operations);
            }
        }
        return variants;
    }

    /**
     * The same operations, whose trims leave nothing: how long the journals were when they began is known from answers alone, and where that
     * is one entry off, a trim that dropped the newest entry drops none.
     */
    private static List<ScheduledOperation> trimmingAll(List<ScheduledOperation> script) {
        return script.stream()
                .map(each -> each.called()
                        .filter(JournalOperation.Trim.class::isInstance)
                        .map(trim -> each.with(new JournalOperation.Trim(trim.ids()[0], 0)))
                        .orElse(each))
                .toList();
    }

    /** How many interleavings were carried out so far. */
    public long tried() {
        return tried;
    }

    /** The interleavings of operations, until one goes wrong. */
    Exploration.Result explore(
            List<ScheduledOperation> operations, Exploration.Cost cost, int mostTried, int mostCost) {
        Exploration.Result result = new Exploration(store, operations, cost)
                .find(execution -> wanted.test(execution.verdict()), mostTried, mostCost, isEnough);
        tried += result.tried();
        return result;
    }

    /** Without what is not needed, and with as few preemptions as that can have. */
    private Found simplest(List<ScheduledOperation> operations, Exploration.Result first, String anomaly)
            throws IOException {
        best = new Best(operations, first.found().orElseThrow().schedule());
        bound = first.bound();
        simplify(operations);
        List<ScheduledOperation> simple = best.operations();
        explore(simple, Exploration.Cost.PREEMPTIONS, MOST_TRIED, Integer.MAX_VALUE)
                .found()
                .ifPresent(found -> best = new Best(simple, found.schedule()));
        Best shown = best;
        var interleaving = new Interleaving(setting, shown.operations(), shown.schedule(), anomaly);
        Interleaving.Replay replay = interleaving.replay(scratch.resolve("replayed"));
        if (!wanted.test(replay.verdict())) {
            throw new IllegalStateException(
                    "an interleaving of " + setting + " went wrong once and not again: " + interleaving.schedule());
        }
        return new Found(interleaving, replay);
    }

    /** Whether operations go wrong in an order that is no further from the recorded one than the one that was found first. */
    private boolean goesWrong(List<ScheduledOperation> operations) {
        Optional<Execution> found = explore(operations, Exploration.Cost.DEVIATIONS, MOST_TRIED, bound)
                .found();
        found.ifPresent(execution -> best = new Best(operations, execution.schedule()));
        return found.isPresent();
    }

    /** Leaves the simplest that was found in {@link #best}. */
    private void simplify(List<ScheduledOperation> operations) {
        List<ScheduledOperation> rest = operations;
        List<ScheduledOperation> before;
        do {
            before = rest;
            rest = smallerValues(DeltaDebugging.minimize(rest, part -> !part.isEmpty() && goesWrong(part)));
        } while (!rest.equals(before) && !isEnough.getAsBoolean());
        goesWrong(renumbered(fewerProcesses(rest)));
    }

    /** With entries from 1 up and invocations from 0 up, as they come. */
    private static List<ScheduledOperation> renumbered(List<ScheduledOperation> operations) {
        long[] entries = {0};
        List<Long> invocations = operations.stream()
                .flatMapToLong(each -> Arrays.stream(each.action().ids()))
                .distinct()
                .boxed()
                .toList();
        return operations.stream()
                .map(each -> each.called()
                        .map(operation -> each.with(
                                StoryOperations.numbered(operation, entries).on(invocations::indexOf)))
                        .orElse(each))
                .toList();
    }

    /** Replaces each operation by the first simpler one that does. */
    private List<ScheduledOperation> smallerValues(List<ScheduledOperation> operations) {
        var rest = new ArrayList<>(operations);
        for (int i = 0; i < rest.size(); i++) {
            ScheduledOperation original = rest.get(i);
            for (JournalOperation simpler :
                    original.called().stream().flatMap(Interleavings::simpler).toList()) {
                rest.set(i, original.with(simpler));
                if (goesWrong(rest)) {
                    break;
                }
                rest.set(i, original);
            }
        }
        return rest;
    }

    private static Stream<JournalOperation> simpler(JournalOperation operation) {
        if (operation instanceof JournalOperation.Trim trim) {
            return numbers(0, trim.length()).map(length -> new JournalOperation.Trim(trim.id(), length));
        }
        if (operation instanceof JournalOperation.Compact compact) {
            return numbers(1, compact.first()).map(first -> new JournalOperation.Compact(compact.id(), first));
        }
        if (operation instanceof JournalOperation.SetState set) {
            return Stream.of(new JournalOperation.AppendOne(new Append(set.id(), set.entry())));
        }
        if (operation instanceof JournalOperation.AppendAll all) {
            return all.appends().size() == 1
                    ? Stream.of(new JournalOperation.AppendOne(all.appends().get(0)))
                    : all.appends().stream()
                            .map(one -> new JournalOperation.AppendAll(all.appends().stream()
                                    .filter(other -> other.entry() != one.entry())
                                    .toList()));
        }
        if (operation instanceof JournalOperation.Read read && (read.range() || read.state())) {
            return Stream.of(
                            new JournalOperation.Read(read.id(), false, false),
                            new JournalOperation.Read(read.id(), read.range(), false))
                    .filter(simpler -> !simpler.equals(read))
                    .map(JournalOperation.class::cast);
        }
        if (operation instanceof JournalOperation.Scan scan) {
            LongStream ids = Arrays.stream(scan.ids());
            return scan.ids().length == 1
                    ? ids.mapToObj(id -> new JournalOperation.Read(id, false, false))
                    : ids.mapToObj(id -> new JournalOperation.Scan(Arrays.stream(scan.ids())
                            .filter(other -> other != id)
                            .toArray()));
        }
        return Stream.of();
    }

    /** From one number up to below another. */
    private static Stream<Integer> numbers(int from, int to) {
        return Stream.iterate(from, number -> number < to, number -> number + 1);
    }

    /** Gives each operation to the first process that is free when it begins, if it goes wrong that way too. */
    private List<ScheduledOperation> fewerProcesses(List<ScheduledOperation> operations) {
        var ends = new ArrayList<Long>();
        var rest = new ArrayList<ScheduledOperation>();
        for (ScheduledOperation each : operations) {
            int process = 0;
            while (process < ends.size() && ends.get(process) >= each.from()) {
                process++;
            }
            if (process == ends.size()) {
                ends.add(each.to());
            } else {
                ends.set(process, each.to());
            }
            rest.add(each.by(process));
        }
        if (goesWrong(rest)) {
            return rest;
        }
        List<Integer> processes =
                operations.stream().map(ScheduledOperation::process).distinct().toList();
        return operations.stream()
                .map(each -> each.by(processes.indexOf(each.process())))
                .toList();
    }

    @Override
    public void close() {
        store.close();
    }
}
