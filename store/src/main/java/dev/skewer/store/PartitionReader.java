package dev.skewer.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads at one {@link ReadIsolation}, on the caller's thread; writers are not blocked, except at {@link
 * ReadIsolation#LOCKED}.
 *
 * <p>One reader is used by one thread at a time; a second one is refused with {@link StoreException.Kind#MISUSE}. A
 * reader keeps buffers and native objects, so it is worth keeping; it lives until it or its store is closed. After that
 * every method but {@link #close} throws a {@link StoreException} of kind {@code CLOSED}. Damaged files and failing
 * disks end in a {@code StoreException} of kind {@code FAILED}, never in a shorter journal.
 */
public interface PartitionReader extends AutoCloseable {
    /** The journal's metadata, or null if the invocation is unknown or purged. */
    @Nullable Metadata readMetadata(long invocation);

    /**
     * All entries that the journal has, whatever the metadata says of their range, and the epoch where the isolation makes it
     * that of the same moment.
     */
    JournalView readJournal(long invocation);

    /**
     * Metadata, then the entries in {@code [first, length)} of that metadata, then the state, as the invoker of a
     * partition processor reads them.
     *
     * @param invocation which
     * @param withState whether to read the state as well
     */
    InvocationView read(long invocation, boolean withState);

    /**
     * Metadata, then whatever entries the journal has, then the state.
     *
     * @param invocation which
     * @param withState whether to read the state as well
     */
    InvocationView readRange(long invocation, boolean withState);

    /**
     * Reads several invocations as {@link #read} does, without state: from one snapshot, or with all their partitions
     * locked, or, at {@link ReadIsolation#COMMITTED}, one after the other.
     *
     * @param invocations in the order of the result
     */
    List<InvocationView> scan(long[] invocations);

    /** Releases what the reader holds; waits for a read that runs. Again and again is harmless. */
    @Override
    void close();
}
