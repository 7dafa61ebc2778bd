package dev.skewer.harness.interleaving;

import dev.skewer.checker.Example;
import dev.skewer.checker.Verdict;
import dev.skewer.workloads.journal.JournalOperation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

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
        List<List<ScheduledOperation>> standard =
                setting.events().stream().map(StandardOperations::with).toList();
        // What happens to the store takes milliseconds each time, so that the few operations come before the many.
        Optional<Found> found = isEventful ? firstOf(standard, true, anomaly) : Optional.empty();
        for (int others = 0; found.isEmpty(); others = Math.min(most, Math.max(4, 2 * others))) {
            List<ScheduledOperation> script = recorded.script(others);
            found = firstOf(isEventful ? eventful(script) : List.of(script, trimmingAll(script)), isEventful, anomaly);
            if (others >= most || isEnough.getAsBoolean()) {
                break;
            }
        }
        return found.isEmpty() && !isEventful ? firstOf(standard, false, anomaly) : found;
    }

    private Optional<Found> firstOf(List<List<ScheduledOperation>> variants, boolean isEventful, String anomaly)
            throws IOException {
        // All variants in the likely orders first, where each try is dear.
        for (int cost = isEventful ? 0 : Integer.MAX_VALUE; ; cost++) {
            for (List<ScheduledOperation> operations : variants) {
                Exploration.Result result = explore(
                        operations,
                        Exploration.Cost.DEVIATIONS,
                        isEventful ? MOST_TRIED_WITH_EVENTS : MOST_TRIED,
                        cost);
                if (result.found().isPresent()) {
                    var simplification = new Simplification(
                            store, wanted, isEnough, result, operations, isEventful ? 0 : MOST_TRIED);
                    simplification.simplify();
                    tried += simplification.tried();
                    return Optional.of(replayed(simplification, anomaly));
                }
            }
            if (cost >= MOST_DEVIATIONS_WITH_EVENTS || isEnough.getAsBoolean()) {
                return Optional.empty();
            }
        }
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

    private Found replayed(Simplification simplest, String anomaly) throws IOException {
        var interleaving = new Interleaving(setting, simplest.operations(), simplest.schedule(), anomaly);
        Interleaving.Replay replay = interleaving.replay(scratch.resolve("replayed"));
        if (!wanted.test(replay.verdict())) {
            throw new IllegalStateException(
                    "an interleaving of " + setting + " went wrong once and not again: " + interleaving.schedule());
        }
        return new Found(interleaving, replay);
    }

    @Override
    public void close() {
        store.close();
    }
}
