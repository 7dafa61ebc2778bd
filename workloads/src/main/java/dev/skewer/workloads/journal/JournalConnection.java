package dev.skewer.workloads.journal;

import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.NoEffectException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The protocol of the {@link JournalWorkload}: what a target does that keeps journals with metadata.
 *
 * <p>An invocation begins with its first append; a purged one is gone for good, and an append to it has no effect. A trim,
 * compact or purge of one that is unknown or purged has no effect either: it throws {@link NoEffectException}. Each write takes
 * effect at one moment, as far as the target keeps its promise. What a target does not tell is {@link Metadata#UNREPORTED}.
 */
public interface JournalConnection extends Connection {
    /** Appends an entry to the journal of an invocation. */
    Position append(long invocation, long entry);

    /** Appends entries, in order, to any invocations at one moment: all of them or none. Returns a position for each. */
    List<Position> appendAll(List<Append> appends);

    /** Appends an entry and sets the state of a key to it, both or neither. */
    Position setState(long invocation, String key, long entry);

    /**
     * Drops the entries from {@code length} up, but none below the first index, and opens the next epoch; changes nothing if there
     * are none.
     *
     * @return what it left
     */
    Metadata trim(long invocation, int length);

    /**
     * Drops the entries below {@code first}, at most all; changes nothing if there are none.
     *
     * @return what it left
     */
    Metadata compact(long invocation, int first);

    /**
     * Removes everything of an invocation.
     *
     * @return what it found
     */
    Metadata purge(long invocation);

    /** The metadata alone; null if the invocation is unknown or purged. */
    @Nullable Metadata readMetadata(long invocation);

    /** The entries alone, and their epoch if the target can tell that of the same moment. */
    JournalRead readJournal(long invocation);

    /**
     * Metadata, entries and, if asked for, the state.
     *
     * @param whole whether to take whatever entries there are, and not only those that the metadata promises
     */
    InvocationRead read(long invocation, boolean whole, boolean withState);

    /** Several invocations at one moment. */
    List<InvocationRead> scan(long[] invocations);
}
