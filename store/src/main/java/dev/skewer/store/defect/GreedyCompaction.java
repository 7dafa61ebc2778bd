package dev.skewer.store.defect;

import dev.skewer.store.Defect;
import dev.skewer.store.InvocationView;
import dev.skewer.store.storage.Status;
import dev.skewer.store.write.CompactRule;
import dev.skewer.store.write.GroupCommit;
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
