package dev.skewer.store.defect;

import dev.skewer.store.Defect;
import dev.skewer.store.storage.Status;
import dev.skewer.store.write.PendingRule;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** {@link Defect#FORGETFUL_BATCH}: appends of the same batch are not seen; what changes epoch or first index is. */
final class ForgetfulBatch implements PendingRule {
    @Override
    public @Nullable Status choose(Status pending, Stored stored) throws RocksDBException {
        Status committed = stored.get();
        boolean onlyAppends = committed != null
                && !pending.purged()
                && committed.epoch() == pending.epoch()
                && committed.first() == pending.first();
        return onlyAppends ? committed : pending;
    }
}
