package dev.skewer.store.read;

import dev.skewer.store.ReadIsolation;
import dev.skewer.store.storage.Partition;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;

/** Makes the {@link ReadView} of each reader. */
@FunctionalInterface
public interface ReadViews {
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
}
