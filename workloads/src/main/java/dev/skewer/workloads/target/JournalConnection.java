package dev.skewer.workloads.target;

import dev.skewer.store.Command;
import dev.skewer.store.InvocationView;
import dev.skewer.store.JournalView;
import dev.skewer.store.Metadata;
import dev.skewer.store.Outcome;
import dev.skewer.store.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client's way to a target that keeps journals, in the reference store's words. Used by one thread.
 *
 * <p>Every method throws {@link StoreException} when it cannot answer; for {@link #execute} it says whether the command may
 * yet take effect ({@link StoreException#isIndeterminate()}).
 */
public interface JournalConnection extends AutoCloseable {
    /** Carries out a write and waits for its outcome, for a bounded time. */
    Outcome execute(Command command);

    /** The metadata alone; null if the invocation is unknown or purged. */
    @Nullable Metadata readMetadata(long invocation);

    /** The entries alone, and their epoch if the target can tell that of the same moment. */
    JournalView readJournal(long invocation);

    /** Metadata, the entries in the range that it promises and, if asked for, the state. */
    InvocationView read(long invocation, boolean withState);

    /** Metadata, whatever entries there are and, if asked for, the state. */
    InvocationView readRange(long invocation, boolean withState);

    /** Several invocations at one moment. */
    List<InvocationView> scan(long[] invocations);

    @Override
    void close();
}
