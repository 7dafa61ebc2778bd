package dev.skewer.harness.interleaving;

import dev.skewer.checker.CheckOptions;
import dev.skewer.store.Defect;
import dev.skewer.store.Durability;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.YieldPoint;
import dev.skewer.store.YieldPoints;
import dev.skewer.targets.reference.StoreLevels;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The reference store whose interleavings are tried.
 *
 * @param isolation of its readers
 * @param durability of its writers
 * @param defects planted in it
 */
public record Setting(ReadIsolation isolation, Durability durability, Set<Defect> defects) {
    /** Mistakes that no order of steps brings out, and what does. */
    private static final Map<Defect, String> UNCONTROLLED = new EnumMap<>(Map.of(
            Defect.UNORDERED_WRITE, "races inside RocksDB, where the store has no yield points",
            Defect.REUSED_SNAPSHOT, "depends on the time that passes, not on the order of steps",
            Defect.LAGGING_READER, "depends on the time that passes, not on the order of steps",
            Defect.REPLICA_HOPPING, "depends on the time that passes, not on the order of steps",
            Defect.EARLY_ACK, "answers before its writer is done, so that two threads run at a time",
            Defect.SERVE_BEFORE_REPLAY, "replays on a thread of its own, beside those that read",
            Defect.SKIP_CORRUPT_WAL, "needs a damaged write-ahead log, and only damage to tables is under control",
            Defect.FSYNC_NEVER, "needs a loss of power, which is not under control"));

    /** Why those that are not in the store itself cannot be controlled. */
    private static final String OUTSIDE =
            "is in what a client and a server do with messages, which is not under control";

    /** Mistakes that write one command in several commits, each of which lets go of the partition's lock. */
    private static final Set<Defect> SEPARATE_COMMITS = Set.of(Defect.KEY_BY_KEY_TRIM, Defect.TORN_APPEND_ALL);

    /** Copies the set. */
    public Setting {
        defects = Set.copyOf(defects);
    }

    /** The store in half a line: {@code journals of the reference store at snapshot, defect half-snapshot}. */
    public String title() {
        String mistakes = defects.stream().map(Defect::id).sorted().collect(Collectors.joining(" + "));
        return "journals of the reference store at " + isolation.id()
                + (durability == Durability.ASYNC ? "" : ", durability " + durability.id())
                + (mistakes.isEmpty() ? "" : ", defect " + mistakes);
    }

    /** Why the order of steps does not decide what this store does, in half a sentence; nothing if it does. */
    public Optional<String> obstacle() {
        return defects.stream()
                .sorted()
                .flatMap(defect -> reason(defect).map(reason -> "the defect " + defect.id() + " " + reason).stream())
                .findFirst();
    }

    private static Optional<String> reason(Defect defect) {
        return switch (defect.trigger()) {
            case LOST_REPLY, SILENCE, REPETITION -> Optional.of(OUTSIDE);
            case FAILOVER -> Optional.of("takes two nodes, and only one store is under control");
            case NONE, CRASH, POWER_LOSS, DAMAGE, IO_ERROR -> Optional.ofNullable(UNCONTROLLED.get(defect));
        };
    }

    /** What has to happen to the store, in this order, for its mistakes to show: one or the other; a list of nothing where load is enough. */
    List<List<Action.StoreEvent>> events() {
        Set<Defect.Trigger> triggers = defects.stream().map(Defect::trigger).collect(Collectors.toSet());
        if (triggers.contains(Defect.Trigger.CRASH)) {
            return List.of(List.of(Action.StoreEvent.FLUSH, Action.StoreEvent.CRASH));
        }
        return triggers.contains(Defect.Trigger.IO_ERROR)
                ? List.of(
                        List.of(Action.StoreEvent.FLUSH, Action.StoreEvent.DAMAGE_STATES),
                        List.of(Action.StoreEvent.FLUSH, Action.StoreEvent.DAMAGE_JOURNALS))
                : List.of(List.of());
    }

    /** What the checker holds it to. */
    CheckOptions checkOptions() {
        return StoreLevels.promise(durability).choose(CheckOptions.none());
    }

    /**
     * Whether a task stops at a point for another to go on.
     *
     * <p>Points at the edge of an operation are left out: when a task stops between the call and the first step that has an effect, or
     * between the last one and the answer, the operation only lasts longer in the history, which then demands less. Where a lock is held
     * others could not go on; at {@link ReadIsolation#LOCKED} reads, and writes in one batch, are therefore one step.
     */
    boolean stopsAt(YieldPoint point) {
        return switch (point) {
            case BEFORE_METADATA_READ -> isolation == ReadIsolation.SNAPSHOT;
            case BETWEEN_METADATA_AND_JOURNAL, BETWEEN_JOURNAL_AND_STATE, BETWEEN_INVOCATIONS ->
                isolation != ReadIsolation.LOCKED;
            case BETWEEN_BATCHES -> isolation != ReadIsolation.LOCKED || SEPARATE_COMMITS.containsAll(defects);
            case BETWEEN_FLUSHES -> true;
            case BEFORE_READ, BEFORE_COMMIT, AFTER_LOG, AFTER_COMMIT, BEFORE_ACKNOWLEDGE -> false;
        };
    }

    /** How such a store is opened: one writer, one command a batch. */
    StoreOptions options(YieldPoints points) {
        return StoreOptions.builder()
                .durability(durability)
                .defects(defects)
                .maxBatchCommands(1)
                .yieldPoints(points)
                .build();
    }
}
