package dev.skewer.store.defect;

import dev.skewer.store.Defect;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Journal;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.storage.Status;
import dev.skewer.store.write.CompactRule;
import dev.skewer.store.write.GroupCommit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * {@link Defect#RESURRECTING_COMPACTION}: a copy from when it was requested is believed over what is there when it is
 * applied.
 */
final class ResurrectingCompaction implements CompactRule {
    @Override
    public @Nullable InvocationView plan(Supplier<PartitionReader> readers, long invocation) {
        try (PartitionReader reader = readers.get()) {
            return reader.read(invocation, false);
        }
    }

    @Override
    public Status compact(GroupCommit commit, long invocation, Status before, int first, @Nullable InvocationView plan)
            throws RocksDBException {
        Status after = CompactRule.SOUND.compact(commit, invocation, before, first, null);
        if (plan == null || plan.metadata() == null || plan.metadata().length() <= before.length()) {
            return after;
        }
        Journal copy = plan.journal();
        for (int i = 0; i < copy.size(); i++) {
            if (copy.indexes()[i] >= before.length()) {
                commit.putEntry(invocation, copy.indexes()[i], copy.entries()[i]);
            }
        }
        return after.withLength(plan.metadata().length());
    }
}
