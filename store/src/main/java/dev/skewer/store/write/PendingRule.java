package dev.skewer.store.write;

import dev.skewer.store.storage.Status;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** What an append sees of the effects of earlier commands in its own batch. */
@FunctionalInterface
public interface PendingRule {
    /** All of them. */
    PendingRule SOUND = (pending, stored) -> pending;

    /** The row as committed, without the batch. */
    interface Stored {
        @Nullable Status get() throws RocksDBException;
    }

    /** Chooses between the row that the batch will write and the one that is stored. */
    @Nullable Status choose(Status pending, Stored stored) throws RocksDBException;
}
