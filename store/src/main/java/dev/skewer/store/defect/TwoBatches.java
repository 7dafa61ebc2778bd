package dev.skewer.store.defect;

import dev.skewer.store.Defect;
import dev.skewer.store.storage.Database;
import dev.skewer.store.write.BatchLayout;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** A group commit in two writes, one after the other, so that a reader or a crash may come in between. */
final class TwoBatches implements BatchLayout {
    /** What the second one has. */
    enum Second {
        /** {@link Defect#SPLIT_BATCH}: entries first, then metadata, and the LSNs with them. */
        METADATA_AND_LSNS,
        /** {@link Defect#LSN_OUTSIDE_BATCH}: the commands' effects first, then how far the log is applied. */
        LSNS
    }

    private final Second second;
    private final WriteBatch first = new WriteBatch();
    private final WriteBatch last = new WriteBatch();

    TwoBatches(Second second) {
        this.second = second;
    }

    @Override
    public WriteBatch entries() {
        return first;
    }

    @Override
    public WriteBatch metadata() {
        return second == Second.METADATA_AND_LSNS ? last : first;
    }

    @Override
    public WriteBatch lsns() {
        return last;
    }

    @Override
    public void write(Database database, Runnable betweenBatches) throws RocksDBException {
        try {
            database.write(first);
            betweenBatches.run();
            database.write(last);
        } finally {
            clear();
        }
    }

    @Override
    public void clear() {
        first.clear();
        last.clear();
    }

    @Override
    public int handles() {
        return 2;
    }

    @Override
    public void close() {
        first.close();
        last.close();
    }
}
