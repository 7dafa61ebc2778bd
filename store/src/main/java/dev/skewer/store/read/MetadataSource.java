package dev.skewer.store.read;

import dev.skewer.store.Command;
import dev.skewer.store.storage.Status;
import dev.skewer.store.storage.StatusTable;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;

/** Where readers find metadata. Used by all readers and writers of a store at once. */
@FunctionalInterface
public interface MetadataSource {
    /** The status column family. */
    MetadataSource TABLE = StatusTable::get;

    /** The row of {@code invocation}, or null if there is none. */
    @Nullable Status get(StatusTable table, ReadOptions options, long invocation) throws RocksDBException;

    /** Called by a writer after {@code command} is committed. */
    default void committed(Command command) {}
}
