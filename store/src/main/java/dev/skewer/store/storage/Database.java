package dev.skewer.store.storage;

import dev.skewer.store.Defect;
import dev.skewer.store.Durability;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.MutableDBOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RocksDB underneath: its options, its column families and the native objects that live as long as it does.
 *
 * <p>Nothing here guards against use after {@link #close}; {@code PartitionStore} does.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** Column families in the order in which they are opened; RocksDB insists on the first. */
    static final List<String> FAMILIES = List.of("default", "status", "journal", "state", "partitions");

    private static final double BLOOM_BITS_PER_KEY = 10;

    /**
     * Range tombstones that a memtable may gather before it is flushed. Each new one makes the next read sort all of
     * them again, so that a hot store slows down quadratically without a bound.
     */
    private static final int MAX_RANGE_TOMBSTONES = 1024;

    public final RocksDB db;
    public final ColumnFamilyHandle status;
    public final ColumnFamilyHandle journal;
    public final ColumnFamilyHandle state;
    public final ColumnFamilyHandle partitions;

    private final List<ColumnFamilyHandle> families;
    private final NativeScope natives;
    private final WriteOptions writeOptions;
    private final Durability durability;
    private final boolean isFlushedOneByOne;
    private final Path directory;

    private Database(
            RocksDB db,
            List<ColumnFamilyHandle> families,
            NativeScope natives,
            WriteOptions writes,
            StoreOptions options,
            Path directory) {
        this.db = db;
        this.directory = directory;
        this.families = families;
        this.status = families.get(1);
        this.journal = families.get(2);
        this.state = families.get(3);
        this.partitions = families.get(4);
        this.natives = natives;
        this.writeOptions = writes;
        this.durability = options.durability();
        this.isFlushedOneByOne = options.defects().contains(Defect.NO_ATOMIC_FLUSH);
    }

    /** Opens the database in {@code directory}, making it if there is none. */
    public static Database open(Path directory, StoreOptions options) throws RocksDBException {
        try {
            return openAsIs(directory, options);
        } catch (RocksDBException e) {
            if (!isCorruption(e) || !cutTornTail(directory)) {
                throw e;
            }
            return openAsIs(directory, options);
        }
    }

    private static boolean isCorruption(RocksDBException e) {
        return e.getStatus() != null && e.getStatus().getCode() == org.rocksdb.Status.Code.Corruption;
    }

    private static boolean cutTornTail(Path directory) {
        try {
            int bytes = TornTail.cut(directory);
            if (bytes > 0) {
                LOG.warn(
                        "cut off {} bytes of a record at the end of the write-ahead log that was not written to its end",
                        bytes);
            }
            return bytes > 0;
        } catch (IOException e) {
            LOG.warn("the write-ahead log cannot be read", e);
            return false;
        }
    }

    private static Database openAsIs(Path directory, StoreOptions options) throws RocksDBException {
        NativeScope natives = new NativeScope();
        try {
            Cache cache = natives.own(new LRUCache(options.blockCacheBytes()));
            BloomFilter bloom = natives.own(new BloomFilter(BLOOM_BITS_PER_KEY));
            List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
            for (String family : FAMILIES) {
                ColumnFamilyOptions familyOptions = natives.own(familyOptions(family, options, cache, bloom));
                descriptors.add(new ColumnFamilyDescriptor(family.getBytes(StandardCharsets.UTF_8), familyOptions));
            }
            DBOptions dbOptions = natives.own(dbOptions(options));
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            RocksDB db = natives.own(RocksDB.open(dbOptions, directory.toString(), descriptors, handles));
            handles.forEach(natives::own);
            WriteOptions writes = natives.own(new WriteOptions()
                    .setDisableWAL(!options.durability().hasWriteAheadLog())
                    .setSync(options.durability() == Durability.SYNC && syncs(options)));
            if (options.durability() == Durability.BUFFERED) {
                natives.own(WalFlusher.of(db));
            }
            return new Database(db, handles, natives, writes, options, directory);
        } catch (RocksDBException | RuntimeException e) {
            natives.close();
            throw e;
        }
    }

    private static DBOptions dbOptions(StoreOptions options) {
        // Not settable otherwise from Java: a missing or short write-ahead log is then an error when opening, not
        // silent loss.
        Properties unlisted = new Properties();
        unlisted.setProperty("track_and_verify_wals_in_manifest", "true");
        DBOptions dbOptions = Objects.requireNonNull(DBOptions.getDBOptionsFromProps(unlisted));
        return dbOptions
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setAtomicFlush(!options.durability().hasWriteAheadLog()
                        && !options.defects().contains(Defect.NO_ATOMIC_FLUSH))
                .setManualWalFlush(options.durability() == Durability.BUFFERED)
                .setUnorderedWrite(options.defects().contains(Defect.UNORDERED_WRITE))
                .setWalRecoveryMode(recoveryMode(options))
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2)
                .setStatsDumpPeriodSec(0);
    }

    private static WALRecoveryMode recoveryMode(StoreOptions options) {
        if (options.defects().contains(Defect.SKIP_CORRUPT_WAL)) {
            return WALRecoveryMode.SkipAnyCorruptedRecords;
        }
        return options.durability() == Durability.SYNC
                ? WALRecoveryMode.TolerateCorruptedTailRecords
                : WALRecoveryMode.PointInTimeRecovery;
    }

    /** Whether what has to be synced is. */
    public static boolean syncs(StoreOptions options) {
        return !options.defects().contains(Defect.FSYNC_NEVER);
    }

    private static ColumnFamilyOptions familyOptions(
            String family, StoreOptions options, Cache cache, BloomFilter bloom) {
        ColumnFamilyOptions familyOptions = new ColumnFamilyOptions()
                .setWriteBufferSize(options.writeBufferBytes())
                .setMemtableMaxRangeDeletions(MAX_RANGE_TOMBSTONES)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setNoBlockCache(options.blockCacheBytes() == 0)
                        .setFilterPolicy(bloom));
        if (family.equals("journal") || family.equals("state")) {
            familyOptions.useFixedLengthPrefixExtractor(Keys.PREFIX);
        }
        return familyOptions;
    }

    public void write(WriteBatch batch) throws RocksDBException {
        db.write(writeOptions, batch);
    }

    /** Writes all memtables to files, together, so that no column family is ahead of another. */
    public void flush() throws RocksDBException {
        flush(() -> {});
    }

    /**
     * As {@link #flush()}. Where a defect makes of it a flush for each column family, as RocksDB does without {@code atomic_flush}, they come
     * in a fixed order: the metadata, the journals, the state, and how far the partitions are.
     *
     * @param between called between two of them then
     */
    public void flush(Runnable between) throws RocksDBException {
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            if (!isFlushedOneByOne) {
                db.flush(options, families);
                return;
            }
            db.flush(options, status);
            for (ColumnFamilyHandle next : List.of(journal, state, partitions)) {
                between.run();
                db.flush(options, next);
            }
        }
    }

    /** The files of a column family, the newest last; they never change while the database has them. */
    public List<Path> tables(ColumnFamilyHandle family) throws RocksDBException {
        byte[] name = family.getName();
        return db.getLiveFilesMetaData().stream()
                .filter(table -> Arrays.equals(table.columnFamilyName(), name))
                .map(LiveFileMetaData::fileName)
                .sorted()
                // They come as paths from the database's directory.
                .map(file -> directory.resolve(file.substring(1)))
                .toList();
    }

    /** Compacts every column family, which drops all versions that no snapshot needs. */
    public void compact() throws RocksDBException {
        for (ColumnFamilyHandle family : families) {
            db.compactRange(family);
        }
    }

    /** Syncs the write-ahead log, if there is one. */
    public void sync() throws RocksDBException {
        if (durability.hasWriteAheadLog()) {
            db.flushWal(true);
        }
    }

    /** The last LSN that each of so many partitions stored, 0 if none. */
    public long[] storedLsns(int count) throws RocksDBException {
        try (ReadOptions options = new ReadOptions()) {
            return lsns(count, options);
        }
    }

    /** As {@link #storedLsns}, of what is in files: what a database without write-ahead log has after a crash. */
    public long[] persistedLsns(int count) throws RocksDBException {
        try (ReadOptions options = new ReadOptions().setReadTier(ReadTier.PERSISTED_TIER)) {
            return lsns(count, options);
        }
    }

    private long[] lsns(int count, ReadOptions options) throws RocksDBException {
        long[] lsns = new long[count];
        for (int partition = 0; partition < count; partition++) {
            byte[] row = db.get(partitions, options, Keys.partition(partition));
            if (row != null && row.length != Long.BYTES) {
                throw new StoreException(
                        StoreException.Kind.OPEN,
                        "damaged store: the LSN of partition " + partition + " cannot be read");
            }
            lsns[partition] = row == null ? 0 : ByteBuffer.wrap(row).getLong();
        }
        return lsns;
    }

    /** Copies the files to {@code target} as a crash of this process would leave them: see {@link CrashImage}. */
    public void copyTo(Path target) throws RocksDBException, IOException {
        CrashImage.copy(db, directory, target);
    }

    /** How many native objects are open. */
    public int openHandles() {
        return natives.size();
    }

    /** Makes everything written durable as far as the durability says, then releases all native objects. */
    @Override
    public void close() {
        try {
            if (!durability.hasWriteAheadLog()) {
                flush();
            }
            sync();
        } catch (RocksDBException e) {
            throw new StoreException(
                    StoreException.Kind.FAILED,
                    "closed, but what was written last could not be saved: " + e.getMessage(),
                    e);
        } finally {
            release();
        }
    }

    /** Releases all native objects, and leaves the files as they are, as far as that can be had. */
    public void abandon() {
        try {
            db.setDBOptions(
                    MutableDBOptions.builder().setAvoidFlushDuringShutdown(true).build());
        } catch (RocksDBException e) {
            LOG.debug("closing flushes", e);
        } finally {
            release();
        }
    }

    /** Releases all native objects. */
    public void release() {
        natives.close();
    }
}
