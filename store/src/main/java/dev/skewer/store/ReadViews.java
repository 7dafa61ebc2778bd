package dev.skewer.store;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;

/** Makes the {@link ReadView} of each reader. */
@FunctionalInterface
interface ReadViews {
    /** Each isolation as it is defined. */
    ReadViews SOUND = (isolation, context) -> switch (isolation) {
        case COMMITTED -> new ReadView.Committed();
        case SNAPSHOT -> new ReadView.PerRead(context.db(), context.point(), context.range());
        case LOCKED -> new ReadView.Locked(context.partitions());
    };

    /**
     * What a view works on.
     *
     * @param db where snapshots come from
     * @param partitions whose locks there are
     * @param trailing the store's late snapshots, for the defects that read from them
     * @param point the reader's options for metadata
     * @param range the reader's options for journal and state
     */
    // An array because it never leaves the package and views only index into it.
    @SuppressWarnings("ArrayRecordComponent")
    record Context(
            RocksDB db, Partition[] partitions, TrailingSnapshots trailing, ReadOptions point, ReadOptions range) {}

    /** The view of one reader. */
    ReadView of(ReadIsolation isolation, Context context);

    /** The views of a store with these defects. */
    static ReadViews of(Set<Defect> defects) {
        for (Defect defect : defects) {
            ReadViews replacement = of(defect);
            if (replacement != null) {
                return replacement;
            }
        }
        return SOUND;
    }

    private static @Nullable ReadViews of(Defect defect) {
        return switch (defect) {
            case HALF_SNAPSHOT -> atSnapshot(SnapshotDefects.HalfSnapshot::new);
            case SNAPSHOT_PER_CALL -> atSnapshot(SnapshotDefects.SnapshotPerCall::new);
            case REUSED_SNAPSHOT -> atSnapshot(SnapshotDefects.ReusedSnapshot::new);
            case REPLICA_HOPPING -> atSnapshot(SnapshotDefects.ReplicaHopping::new);
            case LAGGING_READER -> (isolation, context) -> new SnapshotDefects.LaggingReader(context);
            default -> null;
        };
    }

    private static ReadViews atSnapshot(Function<Context, ReadView> defect) {
        return (isolation, context) ->
                isolation == ReadIsolation.SNAPSHOT ? defect.apply(context) : SOUND.of(isolation, context);
    }
}
