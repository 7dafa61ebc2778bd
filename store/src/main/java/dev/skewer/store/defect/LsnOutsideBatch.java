package dev.skewer.store.defect;

import dev.skewer.store.Defect;
import dev.skewer.store.storage.Database;
import dev.skewer.store.write.BatchLayout;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** {@link Defect#LSN_OUTSIDE_BATCH}: the commands' effects first, then how far the log is applied. */
final class LsnOutsideBatch implements BatchLayout {
    private final WriteBatch effects = new WriteBatch();
    private final WriteBatch lsns = new WriteBatch();

    @Override
    public WriteBatch entries() {
        return effects;
    }

    @Override
    public WriteBatch metadata() {
        return effects;
    }

    @Override
    public WriteBatch lsns() {
        return lsns;
    }

    @Override
    public void write(Database database, Runnable betweenBatches) throws RocksDBException {
        try {
            database.write(effects);
            betweenBatches.run();
            database.write(lsns);
        } finally {
            clear();
        }
    }

    @Override
    public void clear() {
        effects.clear();
        lsns.clear();
    }

    @Override
    public int handles() {
        return 2;
    }

    @Override
    public void close() {
        effects.close();
        lsns.close();
    }
}
