package dev.skewer.store.read;

import dev.skewer.store.InvocationView;
import dev.skewer.store.Journal;
import dev.skewer.store.JournalView;
import dev.skewer.store.Metadata;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.YieldPoint;
import dev.skewer.store.storage.Database;
import dev.skewer.store.storage.NativeScope;
import dev.skewer.store.storage.Partition;
import dev.skewer.store.storage.Pauses;
import dev.skewer.store.storage.RangeReads;
import dev.skewer.store.storage.ScanEnd;
import dev.skewer.store.storage.Status;
import dev.skewer.store.storage.StatusTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;

/**
 * The reader of every isolation; what it sees is its {@link ReadView}'s affair.
 *
 * <p><b>Safety.</b> Each call is framed by {@link #begin} and {@link #finish}, which hold a {@link CallGate}. So native memory is
 * never touched after it is released, whatever closes the reader and from whichever thread, and a second thread is refused;
 * readers share nothing with each other.
 */
public final class RocksReader implements PartitionReader {
    private final CallGate gate = new CallGate();
    private final NativeScope natives = new NativeScope();
    private final Consumer<RocksReader> onClose;
    private final ReadIsolation isolation;
    private final StatusTable table;
    private final MetadataSource metadataSource;
    private final RangeReads ranges;
    private final ReadView view;
    private final ReadOptions point;
    private final Pauses pauses;

    public RocksReader(
            Database database,
            Partition[] partitions,
            MetadataSource metadataSource,
            ReadViews views,
            ScanEnd scanEnd,
            TrailingSnapshots trailing,
            ReadIsolation isolation,
            Pauses pauses,
            Consumer<RocksReader> onClose) {
        this.onClose = onClose;
        this.pauses = pauses;
        this.isolation = isolation;
        this.metadataSource = metadataSource;
        this.table = new StatusTable(database, partitions.length);
        this.point = natives.own(new ReadOptions());
        this.ranges = natives.own(new RangeReads(database, partitions.length, scanEnd));
        this.view = natives.own(
                views.of(isolation, new ReadViews.Context(database.db, partitions, trailing, point, ranges.options())));
    }

    /** Begins a call; {@link #finish} must follow unless this throws. */
    private void begin(long[] invocations) {
        gate.enter();
        try {
            if (invocations.length > 0) {
                pauses.at(YieldPoint.BEFORE_READ, invocations[0]);
            }
            view.begin(invocations);
        } catch (RuntimeException | Error e) {
            finish();
            throw e;
        }
    }

    private static long[] one(long invocation) {
        return new long[] {invocation};
    }

    private void finish() {
        try {
            view.end();
        } finally {
            gate.leave();
        }
    }

    private static StoreException failure(long invocation, RocksDBException e) {
        return new StoreException(
                StoreException.Kind.FAILED, "cannot read invocation " + invocation + ": " + e.getMessage(), e);
    }

    @Override
    public @Nullable Metadata readMetadata(long invocation) {
        begin(one(invocation));
        try {
            return metadata(invocation);
        } catch (RocksDBException e) {
            throw failure(invocation, e);
        } finally {
            finish();
        }
    }

    @Override
    public JournalView readJournal(long invocation) {
        begin(one(invocation));
        try {
            if (isolation == ReadIsolation.COMMITTED) {
                view.beforeJournal();
                return new JournalView(null, ranges.journal(invocation, 0, RangeReads.TO_END));
            }
            InvocationView seen = view(invocation, false, false);
            Metadata metadata = seen.metadata();
            return new JournalView(metadata == null ? null : metadata.epoch(), seen.journal());
        } catch (RocksDBException e) {
            throw failure(invocation, e);
        } finally {
            finish();
        }
    }

    @Override
    public InvocationView read(long invocation, boolean withState) {
        begin(one(invocation));
        try {
            return view(invocation, true, withState);
        } catch (RocksDBException e) {
            throw failure(invocation, e);
        } finally {
            finish();
        }
    }

    @Override
    public InvocationView readRange(long invocation, boolean withState) {
        begin(one(invocation));
        try {
            return view(invocation, false, withState);
        } catch (RocksDBException e) {
            throw failure(invocation, e);
        } finally {
            finish();
        }
    }

    @Override
    public List<InvocationView> scan(long[] invocations) {
        List<InvocationView> views = new ArrayList<>(invocations.length);
        begin(invocations);
        try {
            for (long invocation : invocations) {
                if (!views.isEmpty()) {
                    pauses.at(YieldPoint.BETWEEN_INVOCATIONS, invocation);
                }
                views.add(view(invocation, true, false));
            }
            return views;
        } catch (RocksDBException e) {
            throw failure(invocations[views.size()], e);
        } finally {
            finish();
        }
    }

    private @Nullable Metadata metadata(long invocation) throws RocksDBException {
        view.beforeMetadata();
        pauses.at(YieldPoint.BEFORE_METADATA_READ, invocation);
        Status status = metadataSource.get(table, point, invocation);
        return status == null || status.purged() ? null : status.metadata();
    }

    private InvocationView view(long invocation, boolean bounded, boolean withState) throws RocksDBException {
        Metadata metadata = metadata(invocation);
        pauses.at(YieldPoint.BETWEEN_METADATA_AND_JOURNAL, invocation);
        view.beforeJournal();
        Journal journal;
        if (!bounded) {
            journal = ranges.journal(invocation, 0, RangeReads.TO_END);
        } else if (metadata == null || metadata.first() == metadata.length()) {
            journal = Journal.empty();
        } else {
            journal = ranges.journal(invocation, metadata.first(), metadata.length());
        }
        SortedMap<String, byte[]> state = null;
        if (withState) {
            pauses.at(YieldPoint.BETWEEN_JOURNAL_AND_STATE, invocation);
            view.beforeState();
            state = ranges.state(invocation);
        }
        return new InvocationView(metadata, journal, state);
    }

    /** How many native objects are open, those of a read that runs included. */
    public int openHandles() {
        return natives.size() + ranges.openHandles() + view.openHandles();
    }

    @Override
    public void close() {
        if (release()) {
            onClose.accept(this);
        }
    }

    /**
     * Waits until no call runs, then releases everything; returns when that is done, whoever does it.
     *
     * @return whether this call did it
     * @throws StoreException if the calling thread is the one that it would wait for
     */
    public boolean release() {
        return gate.close(natives::close);
    }
}
