package dev.skewer.store.write;

import dev.skewer.store.storage.Status;
import org.rocksdb.RocksDBException;

/** How a trim to less than the journal's length changes the journal. */
@FunctionalInterface
public interface TrimRule {
    /** One range deletion, and the next epoch. */
    TrimRule SOUND = (commit, invocation, before, length) -> {
        if (length < before.length()) {
            commit.deleteEntries(invocation, length, before.length());
        }
        return before.nextEpoch(length);
    };

    /**
     * Drops the entries from index {@code length} up, which is not below the first one and may be the present length.
     *
     * @return the row to store
     */
    Status trim(GroupCommit commit, long invocation, Status before, int length) throws RocksDBException;

    /** Called after each plain append, for who keeps a record of lengths. */
    default void appended(long invocation, int length) {}
}
