package dev.skewer.store;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a store is opened.
 *
 * @param partitions how many writers share the invocations; 1 … 1024; a directory keeps the number it was made with
 * @param durability what an acknowledgement promises
 * @param defects planted mistakes, at most one at each place of the store
 * @param yieldPoints what is called between the steps of reads and writes
 * @param maxBatchCommands the most commands of one group commit; 1 … 65,536
 * @param maxBatchBytes the bytes of entries after which a batch takes no further command; 1 … 1 GiB
 * @param createIfMissing whether to make the directory (not its parent) when there is none
 * @param verifyOnOpen whether to check every block's checksum while opening: reads all files once
 * @param writeBufferBytes the size of a memtable, after which it is flushed; 64 KiB … 1 GiB
 * @param blockCacheBytes how much of the tables is kept in memory; 0 … 1 GiB; 0: every read of a table goes to its file
 * @param logSegmentBytes the size of a file of the command log, after which another is begun; 1 KiB … 1 GiB
 * @param sharedLog the directory of the command log, if other stores have the same one, each of which may take it from this one at any
 *     time; it is made if it is not there, and nothing is removed from it. Null if the log is this store's own, in its directory
 */
public record StoreOptions(
        int partitions,
        Durability durability,
        Set<Defect> defects,
        YieldPoints yieldPoints,
        int maxBatchCommands,
        long maxBatchBytes,
        boolean createIfMissing,
        boolean verifyOnOpen,
        long writeBufferBytes,
        long blockCacheBytes,
        long logSegmentBytes,
        @Nullable Path sharedLog) {

    private static final long MIN_WRITE_BUFFER = 64 << 10;

    /** Checks the ranges and that the defects can live together; copies the set. */
    public StoreOptions {
        inRange("partitions", partitions, 1, 1024);
        inRange("maxBatchCommands", maxBatchCommands, 1, 65_536);
        inRange("maxBatchBytes", maxBatchBytes, 1, 1L << 30);
        inRange("writeBufferBytes", writeBufferBytes, MIN_WRITE_BUFFER, 1L << 30);
        inRange("blockCacheBytes", blockCacheBytes, 0, 1L << 30);
        inRange("logSegmentBytes", logSegmentBytes, 1 << 10, 1L << 30);
        if (sharedLog != null && durability != Durability.REPLAYED) {
            throw new IllegalArgumentException("stores that share a command log need durability "
                    + Durability.REPLAYED.id() + ", not " + durability.id());
        }
        Map<Defect.Seam, Defect> bySeam = new EnumMap<>(Defect.Seam.class);
        for (Defect defect : defects) {
            Durability needed = defect.durability();
            if (needed != null && needed != durability) {
                throw new IllegalArgumentException(
                        "defect " + defect.id() + " needs durability " + needed.id() + ", not " + durability.id());
            }
            Defect other = bySeam.putIfAbsent(defect.seam(), defect);
            if (other != null && other != defect) {
                throw new IllegalArgumentException("defects " + other.id() + " and " + defect.id()
                        + " cannot be on together: both replace " + defect.seam().what);
            }
        }
        defects = defects.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(defects));
    }

    private static void inRange(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " is " + value + ", not in " + min + " … " + max);
        }
    }

    /** A sound store: one partition, durability {@code async}, batches of at most 32 commands or 1 MiB. */
    public static StoreOptions defaults() {
        return builder().build();
    }

    /** A builder that begins with the {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options by name. */
    public static final class Builder {
        private int partitions = 1;
        private Durability durability = Durability.ASYNC;
        private Set<Defect> defects = Set.of();
        private YieldPoints yieldPoints = YieldPoints.none();
        private int maxBatchCommands = 32;
        private long maxBatchBytes = 1 << 20;
        private boolean createIfMissing = true;
        private boolean verifyOnOpen = true;
        private long writeBufferBytes = 16 << 20;
        private long blockCacheBytes = 64 << 20;
        private long logSegmentBytes = 16 << 20;
        private @Nullable Path sharedLog;

        private Builder() {}

        /** See {@link StoreOptions#partitions()}. */
        public Builder partitions(int partitions) {
            this.partitions = partitions;
            return this;
        }

        /** See {@link StoreOptions#durability()}. */
        public Builder durability(Durability durability) {
            this.durability = durability;
            return this;
        }

        /** See {@link StoreOptions#defects()}. */
        public Builder defects(Set<Defect> defects) {
            this.defects = defects;
            return this;
        }

        /** See {@link StoreOptions#yieldPoints()}. */
        public Builder yieldPoints(YieldPoints yieldPoints) {
            this.yieldPoints = yieldPoints;
            return this;
        }

        /** See {@link StoreOptions#maxBatchCommands()}. */
        public Builder maxBatchCommands(int maxBatchCommands) {
            this.maxBatchCommands = maxBatchCommands;
            return this;
        }

        /** See {@link StoreOptions#maxBatchBytes()}. */
        public Builder maxBatchBytes(long maxBatchBytes) {
            this.maxBatchBytes = maxBatchBytes;
            return this;
        }

        /** See {@link StoreOptions#createIfMissing()}. */
        public Builder createIfMissing(boolean createIfMissing) {
            this.createIfMissing = createIfMissing;
            return this;
        }

        /** See {@link StoreOptions#verifyOnOpen()}. */
        public Builder verifyOnOpen(boolean verifyOnOpen) {
            this.verifyOnOpen = verifyOnOpen;
            return this;
        }

        /**
         * Makes memtables as small as they can be if the durability is one without a write-ahead log: the more often memory is written to
         * files, the more different states a crash can leave.
         */
        public Builder forCrashes() {
            return durability.hasWriteAheadLog() ? this : writeBufferBytes(MIN_WRITE_BUFFER);
        }

        /** See {@link StoreOptions#writeBufferBytes()}. */
        public Builder writeBufferBytes(long writeBufferBytes) {
            this.writeBufferBytes = writeBufferBytes;
            return this;
        }

        /** See {@link StoreOptions#blockCacheBytes()}. */
        public Builder blockCacheBytes(long blockCacheBytes) {
            this.blockCacheBytes = blockCacheBytes;
            return this;
        }

        /** See {@link StoreOptions#logSegmentBytes()}. */
        public Builder logSegmentBytes(long logSegmentBytes) {
            this.logSegmentBytes = logSegmentBytes;
            return this;
        }

        /** See {@link StoreOptions#sharedLog()}. */
        public Builder sharedLog(@Nullable Path directory) {
            this.sharedLog = directory;
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException if one is out of range, in one line
         */
        public StoreOptions build() {
            return new StoreOptions(
                    partitions,
                    durability,
                    defects,
                    yieldPoints,
                    maxBatchCommands,
                    maxBatchBytes,
                    createIfMissing,
                    verifyOnOpen,
                    writeBufferBytes,
                    blockCacheBytes,
                    logSegmentBytes,
                    sharedLog);
        }
    }
}
