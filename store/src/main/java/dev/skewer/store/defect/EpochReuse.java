package dev.skewer.store.defect;

import dev.skewer.store.Defect;
import dev.skewer.store.storage.Status;
import dev.skewer.store.write.GroupCommit;
import dev.skewer.store.write.TrimRule;
import org.rocksdb.RocksDBException;

/** {@link Defect#EPOCH_REUSE}: the entries go, the epoch stays. */
final class EpochReuse implements TrimRule {
    @Override
    public Status trim(GroupCommit commit, long invocation, Status before, int length) throws RocksDBException {
        if (length < before.length()) {
            commit.deleteEntries(invocation, length, before.length());
        }
        return before.withLength(length);
    }
}
