package dev.skewer.store;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;

/** Where readers find metadata. Used by all readers and writers of a store at once. */
@FunctionalInterface
interface MetadataSource {
    /** The status column family. */
    MetadataSource TABLE = StatusTable::get;

    /** The row of {@code invocation}, or null if there is none. */
    @Nullable Status get(StatusTable table, ReadOptions options, long invocation) throws RocksDBException;

    /** Called by a writer after {@code command} is committed. */
    default void committed(Command command) {}
}
