package dev.skewer.store.storage;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Point reads of the status column family, through buffers that are reused. For one thread at a time. */
public final class StatusTable {
    private final Database database;
    private final int partitions;
    private final ByteBuffer key = ByteBuffer.allocateDirect(Keys.PREFIX);
    private final ByteBuffer row = ByteBuffer.allocateDirect(Status.BYTES);

    public StatusTable(Database database, int partitions) {
        this.database = database;
        this.partitions = partitions;
    }

    /** The row of {@code invocation}, or null if there is none. */
    public @Nullable Status get(ReadOptions options, long invocation) throws RocksDBException {
        Keys.putPrefix(key, Keys.partitionOf(invocation, partitions), invocation);
        // RocksDB consumes the key and fills the row.
        key.clear();
        row.clear();
        int size = database.db.get(database.status, options, key, row);
        return size == RocksDB.NOT_FOUND ? null : Status.decode(row, size, invocation);
    }
}
