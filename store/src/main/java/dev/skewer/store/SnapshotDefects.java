package dev.skewer.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Snapshot;

/** The defects at {@link Defect.Seam#SNAPSHOT}: wrong ways of using a snapshot. */
final class SnapshotDefects {
    private SnapshotDefects() {}

    /** {@link Defect#HALF_SNAPSHOT}: only the range options get it. */
    static final class HalfSnapshot extends ReadView.SnapshotView {
        HalfSnapshot(ReadViews.Context context) {
            super(context.db(), context.point(), context.range());
        }

        @Override
        void begin(long[] invocations) {
            range.setSnapshot(renew());
        }

        @Override
        void end() {
            release();
        }
    }

    /** {@link Defect#SNAPSHOT_PER_CALL}: a new one before each part. */
    static final class SnapshotPerCall extends ReadView.SnapshotView {
        SnapshotPerCall(ReadViews.Context context) {
            super(context.db(), context.point(), context.range());
        }

        @Override
        void beforeMetadata() {
            point.setSnapshot(renew());
        }

        @Override
        void beforeJournal() {
            range.setSnapshot(renew());
        }

        @Override
        void beforeState() {
            range.setSnapshot(renew());
        }

        @Override
        void end() {
            release();
        }
    }

    /** {@link Defect#REUSED_SNAPSHOT}: kept until it is too old. */
    static final class ReusedSnapshot extends ReadView.SnapshotView {
        private static final long MAX_AGE_NANOS = Duration.ofMillis(5).toNanos();

        private boolean taken;
        private long takenAt;

        ReusedSnapshot(ReadViews.Context context) {
            super(context.db(), context.point(), context.range());
        }

        @Override
        void begin(long[] invocations) {
            long now = System.nanoTime();
            if (!taken || now - takenAt > MAX_AGE_NANOS) {
                taken = true;
                takenAt = now;
                Snapshot snapshot = renew();
                point.setSnapshot(snapshot);
                range.setSnapshot(snapshot);
            }
        }
    }

    /** {@link Defect#LAGGING_READER}: the store's late snapshot, the same for all readers. */
    static final class LaggingReader extends ReadView {
        private final ReadViews.Context context;
        private TrailingSnapshots.@Nullable Lease lease;

        LaggingReader(ReadViews.Context context) {
            this.context = context;
        }

        @Override
        void begin(long[] invocations) {
            TrailingSnapshots.Lease taken = context.trailing().acquire();
            lease = taken;
            context.point().setSnapshot(taken.snapshot());
            context.range().setSnapshot(taken.snapshot());
        }

        @Override
        void end() {
            if (lease != null) {
                lease.close();
                lease = null;
            }
        }

        @Override
        int openHandles() {
            return lease == null ? 0 : 1;
        }
    }

    /** {@link Defect#REPLICA_HOPPING}: the present and the past in turn. */
    static final class ReplicaHopping extends ReadView {
        private final ReadView leader;
        private final ReadView follower;
        private boolean atFollower;

        ReplicaHopping(ReadViews.Context context) {
            this.leader = new PerRead(context.db(), context.point(), context.range());
            this.follower = new LaggingReader(context);
        }

        @Override
        void begin(long[] invocations) {
            (atFollower ? follower : leader).begin(invocations);
        }

        @Override
        void end() {
            (atFollower ? follower : leader).end();
            atFollower = !atFollower;
        }

        @Override
        int openHandles() {
            return leader.openHandles() + follower.openHandles();
        }
    }
}
