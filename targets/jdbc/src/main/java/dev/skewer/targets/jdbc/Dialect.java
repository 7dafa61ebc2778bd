package dev.skewer.targets.jdbc;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetOption;
import dev.skewer.workloads.target.TargetSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A kind of database as a target: what there is to know of it before one is opened. */
interface Dialect {
    /** The name of the target. */
    String name();

    /** What it is, in one sentence. */
    String sentence();

    /** What it is, how its levels and its writers work, and what its documentation promises, in a few paragraphs. */
    String explanation();

    /** Its levels; the first is the default. */
    List<Level> levels();

    /** Its durabilities; the first is the default. */
    default List<String> durabilities() {
        return List.of("async", "sync");
    }

    /**
     * The consistency model that its documentation promises of transactions at one of its levels, with these options; empty where it
     * promises none. Unless it says otherwise, a level of the SQL standard promises the model of that name that Adya gave a
     * definition, and {@code repeatable-read} no more than {@code read-committed}: the standard's phenomena, which is all that many
     * databases promise there, exclude neither read skew nor lost updates.
     */
    default Optional<String> consistency(String level, Map<String, String> options) {
        return switch (level) {
            case "read-uncommitted", "read-committed", "serializable" -> Optional.of(level);
            case "repeatable-read" -> Optional.of("read-committed");
            default -> Optional.empty();
        };
    }

    /** What crashes may undo at one of its durabilities, with these options. */
    default DurabilityPromise promise(String durability, Map<String, String> options) {
        return switch (durability) {
            case "async" -> DurabilityPromise.BUFFERED;
            case "no-fsync" -> DurabilityPromise.BUFFERED_BY_SYSTEM;
            default -> DurabilityPromise.DURABLE;
        };
    }

    /** What else can be set. */
    default List<TargetOption> options() {
        return List.of();
    }

    /** Whether it can be opened here with these options. */
    default Availability availability(Map<String, String> options) {
        return Availability.AVAILABLE;
    }

    /** What faults may do to it, if its options allow that. */
    default Set<Class<? extends Controls>> controls() {
        return Set.of();
    }

    /** Whether faults may do it with these options. */
    default Availability controlAvailability(Map<String, String> options) {
        return Availability.AVAILABLE;
    }

    /** Whether it runs so with these options that its driver is of no use in this JVM, and {@link #openElsewhere} opens it. */
    default boolean isElsewhere(Map<String, String> options) {
        return false;
    }

    /**
     * The target of a run whose database is used in another JVM.
     *
     * @param settings its directory exists
     * @param level the one under test
     * @throws dev.skewer.workloads.target.NoEffectException if it cannot be opened
     */
    default Target openElsewhere(TargetSettings settings, Level level) {
        throw new UnsupportedOperationException(name() + " is used in this JVM");
    }

    /**
     * The database of a run.
     *
     * @param settings its directory exists
     * @param level one of its levels: the one under test
     * @throws dev.skewer.workloads.target.NoEffectException if it cannot be opened
     */
    Database open(TargetSettings settings, Level level);
}
