package dev.skewer.store.read;

import dev.skewer.store.ReadIsolation;
import dev.skewer.store.storage.Keys;
import dev.skewer.store.storage.Partition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.Snapshot;

/**
 * What a reader sees: sets the snapshots of its read options, or locks. One belongs to one reader and is called by it
 * alone, in the order of the methods.
 */
public abstract class ReadView implements AutoCloseable {
    /** Before anything is read of {@code invocations}. */
    public void begin(long[] invocations) {}

    /** Before the metadata of the next invocation is read. */
    public void beforeMetadata() {}

    /** Before its journal is read. */
    public void beforeJournal() {}

    /** Before its state is read. */
    public void beforeState() {}

    /** After everything is read, or after a failure. */
    public void end() {}

    /** How many native objects are open. */
    public int openHandles() {
        return 0;
    }

    /** Releases what outlives one read. */
    @Override
    public void close() {}

    /** {@link ReadIsolation#COMMITTED}: each part as it is when it is read. */
    static final class Committed extends ReadView {}

    /**
     * {@link ReadIsolation#LOCKED}: the partitions' locks, in ascending order, so that two scans and a writer cannot
     * wait in a circle.
     */
    static final class Locked extends ReadView {
        private final Partition[] partitions;
        private final List<Partition> held = new ArrayList<>();

        Locked(Partition[] partitions) {
            this.partitions = partitions;
        }

        @Override
        public void begin(long[] invocations) {
            int[] numbers = Arrays.stream(invocations)
                    .mapToInt(invocation -> Keys.partitionOf(invocation, partitions.length))
                    .sorted()
                    .distinct()
                    .toArray();
            for (int number : numbers) {
                partitions[number].lock.readLock().lock();
                held.add(partitions[number]);
            }
        }

        @Override
        public void end() {
            for (int i = held.size() - 1; i >= 0; i--) {
                held.get(i).lock.readLock().unlock();
            }
            held.clear();
        }
    }

    /** {@link ReadIsolation#SNAPSHOT}: one snapshot for all parts. */
    public static final class PerRead extends SnapshotView {
        public PerRead(RocksDB db, ReadOptions point, ReadOptions range) {
            super(db, point, range);
        }

        @Override
        public void begin(long[] invocations) {
            Snapshot snapshot = renew();
            point.setSnapshot(snapshot);
            range.setSnapshot(snapshot);
        }

        @Override
        public void end() {
            release();
        }
    }

    /** A view that owns at most one snapshot at a time. */
    public abstract static class SnapshotView extends ReadView {
        /** Used for metadata. */
        protected final ReadOptions point;

        /** Used for journal and state. */
        protected final ReadOptions range;

        private final RocksDB db;
        private @Nullable Snapshot current;

        protected SnapshotView(RocksDB db, ReadOptions point, ReadOptions range) {
            this.db = db;
            this.point = point;
            this.range = range;
        }

        /** Releases the snapshot, if there is one, and takes another. The caller puts it into the options. */
        protected final Snapshot renew() {
            release();
            Snapshot taken = db.getSnapshot();
            current = taken;
            return taken;
        }

        /** Releases the snapshot. The options must not be used before they get another. */
        protected final void release() {
            Snapshot snapshot = current;
            if (snapshot != null) {
                current = null;
                db.releaseSnapshot(snapshot);
                snapshot.close();
            }
        }

        @Override
        public int openHandles() {
            return current == null ? 0 : 1;
        }

        @Override
        public void close() {
            release();
        }
    }
}
