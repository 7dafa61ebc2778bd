package dev.skewer.store.storage;

import dev.skewer.store.Durability;
import java.util.Timer;
import java.util.TimerTask;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the buffer of the write-ahead log to the operating system now and then: {@link Durability#BUFFERED}. */
final class WalFlusher extends TimerTask implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WalFlusher.class);

    private final RocksDB db;
    private final Timer timer = new Timer("skewer-wal-flusher", true);
    private boolean isClosed;

    private WalFlusher(RocksDB db) {
        this.db = db;
    }

    /** Begins. */
    static WalFlusher of(RocksDB db) {
        WalFlusher flusher = new WalFlusher(db);
        flusher.timer.schedule(flusher, Durability.BUFFER_MILLIS, Durability.BUFFER_MILLIS);
        return flusher;
    }

    @Override
    public synchronized void run() {
        if (isClosed) {
            return;
        }
        try {
            db.flushWal(false);
        } catch (RocksDBException e) {
            // RocksDB takes no write from now on, so the next one is told.
            LOG.warn("the write-ahead log could not be handed to the operating system", e);
        }
    }

    /** Returns when no flush runs, and none will. */
    @Override
    public synchronized void close() {
        isClosed = true;
        timer.cancel();
    }
}
