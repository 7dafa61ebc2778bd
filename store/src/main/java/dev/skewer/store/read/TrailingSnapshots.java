package dev.skewer.store.read;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.Snapshot;

/**
 * A view of the store that follows at a distance, for the defects that model a late follower: of two snapshots taken at
 * least 2 ms apart, readers get the older one. Snapshots are renewed when somebody asks, and released when the last
 * reader lets go.
 */
public final class TrailingSnapshots implements AutoCloseable {
    private static final long STEP_NANOS = Duration.ofMillis(2).toNanos();

    private final RocksDB db;
    private @Nullable Lease older;
    private @Nullable Lease newer;
    private long newerTakenAt;

    public TrailingSnapshots(RocksDB db) {
        this.db = db;
    }

    /** A snapshot with the number of those who use it. */
    public final class Lease implements AutoCloseable {
        private final Snapshot snapshot = db.getSnapshot();
        private int users = 1;

        public Snapshot snapshot() {
            return snapshot;
        }

        /** Lets go. */
        @Override
        public void close() {
            synchronized (TrailingSnapshots.this) {
                if (--users == 0) {
                    db.releaseSnapshot(snapshot);
                    snapshot.close();
                }
            }
        }
    }

    /** The late view of now; to be closed. */
    public synchronized Lease acquire() {
        long now = System.nanoTime();
        if (older == null || newer == null) {
            older = new Lease();
            newer = new Lease();
            newerTakenAt = now;
        } else if (now - newerTakenAt >= STEP_NANOS) {
            older.close();
            older = newer;
            newer = new Lease();
            newerTakenAt = now;
        }
        older.users++;
        return older;
    }

    /** How many snapshots the store itself holds on to. */
    public synchronized int openHandles() {
        return (older == null ? 0 : 1) + (newer == null ? 0 : 1);
    }

    /** Lets go of both; those that readers hold stay until they let go. */
    @Override
    public synchronized void close() {
        if (older != null) {
            older.close();
            older = null;
        }
        if (newer != null) {
            newer.close();
            newer = null;
        }
    }
}
