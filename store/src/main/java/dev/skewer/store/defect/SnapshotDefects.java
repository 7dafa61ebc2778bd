package dev.skewer.store.defect;

import dev.skewer.store.Defect;
import dev.skewer.store.read.ReadView;
import dev.skewer.store.read.ReadViews;
import dev.skewer.store.read.TrailingSnapshots;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Snapshot;

/** The defects at the seam {@code SNAPSHOT}: wrong ways of using a snapshot. */
final class SnapshotDefects {
    private SnapshotDefects() {}

    /** {@link Defect#HALF_SNAPSHOT}: only the range options get it. */
    static final class HalfSnapshot extends ReadView.SnapshotView {
        HalfSnapshot(ReadViews.Context context) {
            super(context.db(), context.point(), context.range());
        }

        @Override
        public void begin(long[] invocations) {
            range.setSnapshot(renew());
        }

        @Override
        public void end() {
            release();
        }
    }

    /** {@link Defect#SNAPSHOT_PER_CALL}: a new one before each part. */
    static final class SnapshotPerCall extends ReadView.SnapshotView {
        SnapshotPerCall(ReadViews.Context context) {
            super(context.db(), context.point(), context.range());
        }

        @Override
        public void beforeMetadata() {
            point.setSnapshot(renew());
        }

        @Override
        public void beforeJournal() {
            range.setSnapshot(renew());
        }

        @Override
        public void beforeState() {
            range.setSnapshot(renew());
        }

        @Override
        public void end() {
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
        public void begin(long[] invocations) {
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
        public void begin(long[] invocations) {
            TrailingSnapshots.Lease taken = context.trailing().acquire();
            lease = taken;
            context.point().setSnapshot(taken.snapshot());
            context.range().setSnapshot(taken.snapshot());
        }

        @Override
        public void end() {
            if (lease != null) {
                lease.close();
                lease = null;
            }
        }

        @Override
        public int openHandles() {
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
        public void begin(long[] invocations) {
            (atFollower ? follower : leader).begin(invocations);
        }

        @Override
        public void end() {
            (atFollower ? follower : leader).end();
            atFollower = !atFollower;
        }

        @Override
        public int openHandles() {
            return leader.openHandles() + follower.openHandles();
        }
    }
}
