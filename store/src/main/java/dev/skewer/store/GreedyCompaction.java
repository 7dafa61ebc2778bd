package dev.skewer.store;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** {@link Defect#GREEDY_COMPACTION}: one entry too many goes. */
final class GreedyCompaction implements CompactRule {
    @Override
    public Status compact(GroupCommit commit, long invocation, Status before, int first, @Nullable InvocationView plan)
            throws RocksDBException {
        commit.deleteEntries(invocation, before.first(), first + 1);
        return before.withFirst(first);
    }
}
