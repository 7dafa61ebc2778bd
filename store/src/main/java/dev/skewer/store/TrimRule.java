package dev.skewer.store;

import org.rocksdb.RocksDBException;

/** How a trim changes the journal. Called only when it drops something. */
@FunctionalInterface
interface TrimRule {
    /** One range deletion, and the next epoch. */
    TrimRule SOUND = (commit, invocation, before, length) -> {
        commit.deleteEntries(invocation, length, before.length());
        return before.nextEpoch(length);
    };

    /**
     * Drops the entries from index {@code length} up.
     *
     * @return the row to store
     */
    Status trim(GroupCommit commit, long invocation, Status before, int length) throws RocksDBException;

    /** Called after each plain append, for who keeps a record of lengths. */
    default void appended(long invocation, int length) {}
}
