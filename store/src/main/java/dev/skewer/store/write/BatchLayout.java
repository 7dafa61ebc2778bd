package dev.skewer.store.write;

import dev.skewer.store.storage.Database;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Into which RocksDB batches the parts of a group commit go. The sound answer is one; see {@code TwoBatches} for
 * others.
 */
public interface BatchLayout extends AutoCloseable {
    /** Where journal and state changes go. */
    WriteBatch entries();

    /** Where status rows go. */
    WriteBatch metadata();

    /** Where LSNs go. */
    default WriteBatch lsns() {
        return metadata();
    }

    /** Writes what was gathered, and is empty afterwards even when that fails. */
    void write(Database database, Runnable betweenBatches) throws RocksDBException;

    /** Forgets what was gathered. */
    void clear();

    /** How many native objects there are. */
    int handles();

    @Override
    void close();

    /** Everything in one batch, which RocksDB applies atomically. */
    final class OneBatch implements BatchLayout {
        private final WriteBatch batch = new WriteBatch();

        @Override
        public WriteBatch entries() {
            return batch;
        }

        @Override
        public WriteBatch metadata() {
            return batch;
        }

        @Override
        public void write(Database database, Runnable betweenBatches) throws RocksDBException {
            try {
                database.write(batch);
            } finally {
                clear();
            }
        }

        @Override
        public void clear() {
            batch.clear();
        }

        @Override
        public int handles() {
            return 1;
        }

        @Override
        public void close() {
            batch.close();
        }
    }
}
