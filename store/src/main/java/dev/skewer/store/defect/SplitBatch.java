package dev.skewer.store.defect;

import dev.skewer.store.Defect;
import dev.skewer.store.storage.Database;
import dev.skewer.store.write.BatchLayout;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** {@link Defect#SPLIT_BATCH}: entries first, then metadata. */
final class SplitBatch implements BatchLayout {
    private final WriteBatch entries = new WriteBatch();
    private final WriteBatch metadata = new WriteBatch();

    @Override
    public WriteBatch entries() {
        return entries;
    }

    @Override
    public WriteBatch metadata() {
        return metadata;
    }

    @Override
    public void write(Database database, Runnable betweenBatches) throws RocksDBException {
        try {
            database.write(entries);
            betweenBatches.run();
            database.write(metadata);
        } finally {
            clear();
        }
    }

    @Override
    public void clear() {
        entries.clear();
        metadata.clear();
    }

    @Override
    public int handles() {
        return 2;
    }

    @Override
    public void close() {
        entries.close();
        metadata.close();
    }
}
