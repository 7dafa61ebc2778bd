package dev.skewer.store.write;

import dev.skewer.store.InvocationView;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.storage.Status;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** How a compaction changes the journal. */
@FunctionalInterface
public interface CompactRule {
    /** One range deletion. */
    CompactRule SOUND = (commit, invocation, before, first, plan) -> {
        commit.deleteEntries(invocation, before.first(), first);
        return before.withFirst(first);
    };

    /** What is read when the compaction is requested, on the caller's thread; null if nothing is. */
    default @Nullable InvocationView plan(Supplier<PartitionReader> readers, long invocation) {
        return null;
    }

    /**
     * Drops the entries below index {@code first}. Called only when that drops something, on the writer's thread.
     *
     * @param plan what {@link #plan} returned
     * @return the row to store
     */
    Status compact(GroupCommit commit, long invocation, Status before, int first, @Nullable InvocationView plan)
            throws RocksDBException;
}
