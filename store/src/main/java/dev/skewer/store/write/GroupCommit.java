package dev.skewer.store.write;

import dev.skewer.store.Command;
import dev.skewer.store.StoreException;
import dev.skewer.store.YieldPoint;
import dev.skewer.store.log.CommandLog;
import dev.skewer.store.log.LogRecord;
import dev.skewer.store.storage.Database;
import dev.skewer.store.storage.Keys;
import dev.skewer.store.storage.Partition;
import dev.skewer.store.storage.Pauses;
import dev.skewer.store.storage.Status;
import dev.skewer.store.storage.StatusTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands that are decided and not yet written: their changes, the status rows that they leave, and the LSNs that they
 * got. Later commands see earlier ones through {@link #status}; nobody else sees anything until {@link #commit}, which
 * writes all of it at once.
 *
 * <p>Each writer thread has one. Status rows are written once per commit, as the last command left them.
 */
public final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final Database database;
    private final Partition[] partitions;
    private final BatchLayout layout;
    private final PendingRule pendingRule;
    private final StatusTable table;
    private final ReadOptions latest = new ReadOptions();
    private final PendingStatuses pending = new PendingStatuses();
    private final List<Partition> touched = new ArrayList<>();
    private final Pauses pauses;
    private final @Nullable CommandLog log;
    private final LogRule logRule;
    private final LogRecord.Builder record = new LogRecord.Builder();

    private final byte[] journalKey = new byte[Keys.JOURNAL];
    private final ByteBuffer journalKeyFields = ByteBuffer.wrap(journalKey);
    private boolean empty = true;
    private boolean steppedSinceCommit;
    private volatile boolean open = true;

    /**
     * An empty one.
     *
     * @param log where commands go before they are written; null if there is no such log, or they are in it already
     */
    public GroupCommit(
            Database database,
            Partition[] partitions,
            BatchLayout layout,
            PendingRule pendingRule,
            Pauses pauses,
            @Nullable CommandLog log,
            LogRule logRule) {
        this.log = log;
        this.logRule = logRule;
        this.database = database;
        this.partitions = partitions;
        this.layout = layout;
        this.pendingRule = pendingRule;
        this.table = new StatusTable(database, partitions.length);
        this.pauses = pauses;
    }

    /** The row of {@code invocation} as the commands so far leave it, or null if there is none. */
    public @Nullable Status status(long invocation) throws RocksDBException {
        Status own = pending.get(invocation);
        return own != null ? own : table.get(latest, invocation);
    }

    /** What an append builds on: {@link #status}, and where there is none, an invocation without entries. */
    public Status statusForAppend(long invocation) throws RocksDBException {
        Status own = pending.get(invocation);
        Status seen = own == null
                ? table.get(latest, invocation)
                : pendingRule.choose(own, () -> table.get(latest, invocation));
        return seen == null ? Status.EMPTY : seen;
    }

    /** The next LSN of the invocation's partition: once for each command that changes something there. */
    public long nextLsn(long invocation) {
        Partition partition = partitionOf(invocation);
        touch(partition);
        long lsn = ++partition.assignedLsn;
        if (log != null) {
            record.assigned(partition.number, lsn);
        }
        return lsn;
    }

    /** {@code command} is applied, or refused; what was added since the last call are its effects. */
    public void decided(Command command) {
        if (log == null) {
            return;
        }
        if (logRule.logs(command)) {
            record.add(command);
            return;
        }
        // For a defect: as if it had gone past all bookkeeping.
        for (int partition : record.leaveOut()) {
            partitions[partition].assignedLsn--;
        }
    }

    /** The last LSN that was given in the invocation's partition. */
    public long lastLsn(long invocation) {
        return partitionOf(invocation).assignedLsn;
    }

    int partitionNumber(long invocation) {
        return partitionOf(invocation).number;
    }

    public void setStatus(long invocation, Status status) {
        pending.put(invocation, status);
    }

    public void putEntry(long invocation, int index, byte[] entry) throws RocksDBException {
        journalKeyFields.putInt(0, partitionOf(invocation).number);
        journalKeyFields.putLong(4, invocation);
        journalKeyFields.putInt(12, index);
        entries().put(database.journal, journalKey, entry);
    }

    /** Deletes the entries from index {@code from} up to but not including {@code to}, as one range. */
    public void deleteEntries(long invocation, int from, int to) throws RocksDBException {
        int partition = partitionOf(invocation).number;
        entries()
                .deleteRange(
                        database.journal,
                        Keys.journal(partition, invocation, from),
                        Keys.journal(partition, invocation, to));
    }

    public void deleteEntry(long invocation, int index) throws RocksDBException {
        entries().delete(database.journal, Keys.journal(partitionOf(invocation).number, invocation, index));
    }

    public void putState(long invocation, String key, byte[] value) throws RocksDBException {
        entries().put(database.state, Keys.state(partitionOf(invocation).number, invocation, key), value);
    }

    /** Deletes the whole journal and the whole state, whatever is there. */
    public void deleteAll(long invocation) throws RocksDBException {
        int partition = partitionOf(invocation).number;
        byte[] begin = Keys.prefix(partition, invocation);
        byte[] end = Keys.prefixEnd(partition, invocation);
        entries().deleteRange(database.journal, begin, end);
        entries().deleteRange(database.state, begin, end);
    }

    /**
     * Writes everything, with the LSNs in it, while no locked read runs in the partitions concerned; before that to the command log, if
     * there is one. Afterwards there is nothing pending, whether it succeeded or not. If there is nothing to write, what was decided is
     * true still, of a log that others may take too.
     *
     * @throws RocksDBException if the outcome is unknown
     * @throws StoreException as {@link CommandLog#append}, if the command log did not take it
     */
    public void commit() throws RocksDBException {
        if (log != null && record.isEmpty()) {
            log.checkOwn();
        }
        if (empty && pending.size() == 0 && touched.isEmpty()) {
            return;
        }
        try {
            for (int i = 0; i < pending.size(); i++) {
                long invocation = pending.invocation(i);
                layout.metadata()
                        .put(
                                database.status,
                                Keys.prefix(partitionOf(invocation).number, invocation),
                                pending.status(i).encode());
            }
            for (Partition partition : touched) {
                layout.lsns()
                        .put(
                                database.partitions,
                                Keys.partition(partition.number),
                                ByteBuffer.allocate(Long.BYTES)
                                        .putLong(partition.assignedLsn)
                                        .array());
            }
            if (log == null || record.isEmpty()) {
                writeLocked(0);
            } else {
                writeLogged(log);
            }
            touched.forEach(Partition::publish);
        } finally {
            abandon();
        }
    }

    private void writeLogged(CommandLog commandLog) throws RocksDBException {
        boolean isNewSegment = commandLog.append(record);
        try {
            pauses.at(YieldPoint.AFTER_LOG, firstPending());
            writeLocked(0);
        } catch (RocksDBException | RuntimeException e) {
            commandLog.stop(e);
            throw e;
        }
        if (isNewSegment) {
            try {
                commandLog.removeUpTo(database.persistedLsns(partitions.length));
            } catch (RocksDBException e) {
                // The commit stands. What is superfluous goes with the next segment.
                LOG.warn("what the command log need not keep could not be told", e);
            }
        }
    }

    /**
     * Forgets what is pending. The LSNs that it got are not given again.
     *
     * @return whether part of it is written already, by {@link #commitStep}
     */
    public boolean abandon() {
        boolean stepped = steppedSinceCommit;
        steppedSinceCommit = false;
        layout.clear();
        pending.clear();
        touched.clear();
        record.clear();
        empty = true;
        return stepped;
    }

    /** Takes the write locks of the touched partitions in their order, then writes. */
    private void writeLocked(int position) throws RocksDBException {
        if (position == touched.size()) {
            layout.write(database, this::betweenBatches);
            return;
        }
        Lock lock = touched.get(position).lock.writeLock();
        lock.lock();
        try {
            writeLocked(position + 1);
        } finally {
            lock.unlock();
        }
    }

    private void betweenBatches() {
        pauses.at(YieldPoint.BETWEEN_BATCHES, firstPending());
    }

    /** For defects: commits what there is so far, as one of several steps of a command. */
    public void commitStep() throws RocksDBException {
        long invocation = firstPending();
        commit();
        steppedSinceCommit = true;
        pauses.at(YieldPoint.BETWEEN_BATCHES, invocation);
    }

    /** For defects: makes what is committed durable, if there is a log at all. */
    public void sync() throws RocksDBException {
        database.sync();
    }

    private long firstPending() {
        return pending.size() == 0 ? 0 : pending.invocation(0);
    }

    private WriteBatch entries() {
        empty = false;
        return layout.entries();
    }

    private Partition partitionOf(long invocation) {
        return partitions[Keys.partitionOf(invocation, partitions.length)];
    }

    /** Keeps the touched partitions in ascending order, which is the order of locking. */
    private void touch(Partition partition) {
        int position = touched.size();
        while (position > 0 && touched.get(position - 1).number >= partition.number) {
            position--;
        }
        if (position == touched.size() || touched.get(position) != partition) {
            touched.add(position, partition);
        }
    }

    /** The bytes that {@code command} brings, for bounding a batch. */
    public static long bytesOf(Command command) {
        if (command instanceof Command.Append append) {
            return append.entry().length;
        }
        if (command instanceof Command.AppendAll all) {
            return all.appends().stream()
                    .mapToLong(append -> append.entry().length)
                    .sum();
        }
        if (command instanceof Command.SetState set) {
            return 2L * set.entry().length + set.key().getBytes(StandardCharsets.UTF_8).length;
        }
        return 0;
    }

    /** How many native objects are open. */
    public int openHandles() {
        return open ? layout.handles() + 1 : 0;
    }

    @Override
    public void close() {
        open = false;
        layout.close();
        latest.close();
    }
}
