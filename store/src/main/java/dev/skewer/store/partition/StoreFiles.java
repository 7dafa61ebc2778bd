package dev.skewer.store.partition;

import dev.skewer.store.Durability;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.log.CommandLog;
import dev.skewer.store.storage.Database;
import dev.skewer.store.storage.Partition;
import dev.skewer.store.storage.StoreDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** What a store has open on disk: its directory, the database in it, and the command log where there is one. */
final class StoreFiles {
    final Database database;
    final Partition[] partitions;
    private final StoreDirectory home;
    private final boolean keepsLog;

    /** Null if there is none; not kept if another durability left it: then it is replayed, and goes. */
    private final @Nullable CommandLog log;

    private StoreFiles(
            StoreDirectory home,
            Database database,
            Partition[] partitions,
            @Nullable CommandLog log,
            boolean keepsLog) {
        this.home = home;
        this.database = database;
        this.partitions = partitions;
        this.log = log;
        this.keepsLog = keepsLog;
    }

    /** Opens, or makes, everything in {@code directory}; checks it, and replays nothing yet. */
    static StoreFiles open(Path directory, StoreOptions options) {
        StoreDirectory home = new StoreDirectory(directory);
        home.prepare(options);
        Database database;
        try {
            database = Database.open(home.rocksdb(), options);
        } catch (RocksDBException e) {
            throw home.translate(e);
        }
        try {
            if (options.verifyOnOpen()) {
                database.db.verifyChecksum();
            }
            long[] stored = database.storedLsns(options.partitions());
            Partition[] partitions = new Partition[stored.length];
            for (int i = 0; i < partitions.length; i++) {
                partitions[i] = new Partition(i, stored[i]);
            }
            CommandLog log = openLog(home, database, stored, options);
            return new StoreFiles(home, database, partitions, log, options.durability() == Durability.REPLAYED);
        } catch (RocksDBException e) {
            database.release();
            throw home.translate(e);
        } catch (RuntimeException e) {
            database.release();
            throw e;
        }
    }

    private static @Nullable CommandLog openLog(
            StoreDirectory home, Database database, long[] stored, StoreOptions options) throws RocksDBException {
        Path shared = options.sharedLog();
        Path directory = shared == null ? home.log() : shared;
        if (!Files.isDirectory(directory)) {
            if (options.durability() != Durability.REPLAYED) {
                return null;
            }
            // The log goes on from what is stored, so that has to be in files.
            database.flush();
        }
        return CommandLog.open(directory, stored, options.logSegmentBytes(), Database.syncs(options), shared != null);
    }

    /** The log that commands go to; null if there is none. */
    @Nullable CommandLog log() {
        return keepsLog ? log : null;
    }

    /**
     * Does again what is in the log and not in the database.
     *
     * @throws StoreException of kind {@code OPEN} if that fails; the log takes nothing more then
     */
    void replay(Replay replay) {
        if (log == null) {
            return;
        }
        try {
            if (replay.run(log) && !keepsLog) {
                database.flush();
                log.close();
                CommandLog.delete(home.log());
            }
        } catch (StoreException e) {
            log.stop(e);
            throw e;
        } catch (RocksDBException e) {
            throw home.translate(e);
        } catch (IOException e) {
            throw new StoreException(StoreException.Kind.OPEN, "the command log cannot be removed: " + e, e);
        }
    }

    /**
     * Writes all memtables to files, and lets the log go as far as they reach.
     *
     * @param between called where a defect makes several flushes of it, between them
     */
    void flush(Runnable between) throws RocksDBException {
        database.flush(between);
        CommandLog kept = log();
        if (kept != null) {
            kept.removeUpTo(database.persistedLsns(partitions.length));
        }
    }

    /** See {@link PartitionStore#copyFiles}. */
    void copyTo(Path target) throws RocksDBException, IOException {
        home.copyTo(target);
        StoreDirectory copy = new StoreDirectory(target);
        CommandLog kept = log();
        if (kept == null) {
            database.copyTo(copy.rocksdb());
            return;
        }
        kept.keepWhile(() -> {
            database.copyTo(copy.rocksdb());
            // Last, for nothing may be in the database that is not in the log.
            kept.copyTo(copy.log());
        });
    }

    /**
     * Closes everything.
     *
     * @param saves whether what is in memory only is saved as far as the durability says
     */
    void close(boolean saves) {
        if (log != null) {
            log.close();
        }
        if (saves) {
            database.close();
        } else {
            database.abandon();
        }
    }
}
