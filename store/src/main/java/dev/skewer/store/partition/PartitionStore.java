package dev.skewer.store.partition;

import dev.skewer.store.Command;
import dev.skewer.store.HeldSnapshot;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.YieldPoint;
import dev.skewer.store.YieldPoints;
import dev.skewer.store.defect.Rules;
import dev.skewer.store.log.CommandLog;
import dev.skewer.store.read.RocksReader;
import dev.skewer.store.read.TrailingSnapshots;
import dev.skewer.store.storage.Database;
import dev.skewer.store.storage.Keys;
import dev.skewer.store.storage.NativeLibrary;
import dev.skewer.store.storage.Partition;
import dev.skewer.store.storage.Pauses;
import dev.skewer.store.storage.Uninterrupted;
import dev.skewer.store.write.GroupCommit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

/**
 * A store of journals with their metadata, on RocksDB: the reference system of the harness.
 *
 * <p>Invocations are spread over partitions; each partition has one writer thread, which applies commands in the order
 * in which they were submitted, many in one atomic batch. Readers run on their callers' threads. Safe for any number of
 * threads, except that a {@link PartitionReader} serves one at a time.
 *
 * <p><b>Lifecycle.</b> A store has what it needs from {@link #open} on, threads and native memory, until {@link
 * #close}. A closed store answers everything with a {@link StoreException} of kind {@code CLOSED}; its directory can be
 * opened again, and the LSNs go on.
 */
public final class PartitionStore implements AutoCloseable {
    private final StoreOptions options;
    private final StoreFiles files;
    private final Database database;
    private final Partition[] partitions;
    private final PartitionWriter[] writers;
    private final GroupCommit[] commits;
    private final Rules rules;
    private final TrailingSnapshots trailing;
    private final Pauses pauses;

    /** Open once the writers run. */
    private final CountDownLatch started = new CountDownLatch(1);

    private final Set<RocksReader> readers = ConcurrentHashMap.newKeySet();
    private final Set<StoreSnapshot> snapshots = ConcurrentHashMap.newKeySet();

    /** Read side: maintenance that uses the database; write side: {@link #close}, and nothing else. */
    private final ReentrantReadWriteLock lifecycle = new ReentrantReadWriteLock();

    /**
     * Held while a command of several partitions is put into their queues, so that all queues have such commands in one
     * order.
     */
    private final Object spanning = new Object();

    private volatile boolean closing;
    private boolean closed;

    private PartitionStore(StoreOptions options, StoreFiles files) {
        this.options = options;
        this.files = files;
        this.database = files.database;
        this.partitions = files.partitions;
        this.rules = Rules.of(options.defects());
        this.trailing = new TrailingSnapshots(database.db);
        this.pauses = new Pauses(options.yieldPoints());
        this.writers = new PartitionWriter[partitions.length];
        this.commits = new GroupCommit[partitions.length];
        for (int i = 0; i < writers.length; i++) {
            commits[i] = newCommit(pauses, files.log());
            writers[i] = new PartitionWriter("skewer-writer-" + i, commits[i], rules, pauses, options);
        }
    }

    /**
     * Does what the first {@link #open} would have to do before all else, and takes longest: loads the native library. Any number of times,
     * from any thread.
     *
     * @throws StoreException if it cannot be loaded
     */
    public static void prepare() {
        NativeLibrary.load();
    }

    /** The name and version of what it stores things in, such as {@code RocksDB 10.4.2}. */
    public static String version() {
        var properties = new Properties();
        try (InputStream in = PartitionStore.class.getResourceAsStream("rocksdb.properties")) {
            properties.load(Objects.requireNonNull(in, "rocksdb.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "RocksDB " + properties.getProperty("version");
    }

    /**
     * Opens the store in {@code directory}, or makes one there if there is nothing.
     *
     * @throws StoreException in one line, if the directory is missing, not writable, in use, damaged, not a store, or
     *     one of another format or number of partitions
     */
    public static PartitionStore open(Path directory, StoreOptions options) {
        NativeLibrary.load();
        return new PartitionStore(options, StoreFiles.open(directory, options)).start();
    }

    private PartitionStore start() {
        try {
            rules.replay().open(this::replay, this::startWriters);
            return this;
        } catch (RuntimeException e) {
            for (GroupCommit commit : commits) {
                commit.close();
            }
            files.close(false);
            throw e;
        }
    }

    private void replay() {
        Pauses none = new Pauses(YieldPoints.none());
        try (GroupCommit commit = newCommit(none, null)) {
            files.replay(new Replay(
                    commit, new CommandApplier(rules), partitions, rules.replayChecksOutcomes(), () -> closing));
        }
    }

    private GroupCommit newCommit(Pauses yields, @Nullable CommandLog log) {
        return new GroupCommit(database, partitions, rules.newLayout(), rules.pending(), yields, log, rules.log());
    }

    private void startWriters() {
        for (PartitionWriter writer : writers) {
            writer.start();
        }
        started.countDown();
    }

    /**
     * Queues {@code command}; waits only if the queue is full. The future completes on the writer's thread, which must
     * not be kept: continue elsewhere with the {@code …Async} methods if it takes long.
     *
     * @return completes with the outcome after the commit at the configured {@link Durability}, or exceptionally with a
     *     {@link StoreException}: whether the command may have taken effect is {@link StoreException#isIndeterminate()}
     */
    public CompletableFuture<Outcome> submit(Command command) {
        if (closing) {
            return CompletableFuture.failedFuture(Request.closed());
        }
        boolean mayWait = !onWriterThread();
        try {
            Request request;
            if (command instanceof Command.AppendAll all && partitions.length > 1) {
                request = submitSpanning(all, mayWait);
            } else {
                request = new Request(command, plan(command), null);
                enqueue(request, Request.invocationOf(command), mayWait);
            }
            return request.future;
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void enqueue(Request request, long invocation, boolean mayWait) {
        if (!writers[Keys.partitionOf(invocation, partitions.length)].enqueue(request, mayWait)) {
            throw new StoreException(
                    StoreException.Kind.MISUSE, "the queue is full and a writer's thread must not wait for it");
        }
    }

    private Request submitSpanning(Command.AppendAll command, boolean mayWait) {
        Set<Integer> concerned = new TreeSet<>();
        for (Command.Append append : command.appends()) {
            concerned.add(Keys.partitionOf(append.invocation(), partitions.length));
        }
        if (concerned.size() == 1) {
            Request request = new Request(command, null, null);
            enqueue(request, Request.invocationOf(command), mayWait);
            return request;
        }
        if (!mayWait) {
            throw new StoreException(
                    StoreException.Kind.MISUSE, "a writer's thread cannot submit a command of several partitions");
        }
        Request request = new Request(command, null, new Rendezvous(concerned.size()));
        synchronized (spanning) {
            for (int partition : concerned) {
                writers[partition].enqueue(request, true);
            }
        }
        return request;
    }

    private @Nullable InvocationView plan(Command command) {
        return command instanceof Command.Compact compact
                ? rules.compact().plan(() -> reader(ReadIsolation.SNAPSHOT), compact.invocation())
                : null;
    }

    private boolean onWriterThread() {
        for (PartitionWriter writer : writers) {
            if (writer.isCurrentThread()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Submits {@code command} and waits for its outcome.
     *
     * @throws StoreException if the outcome is unknown ({@link StoreException#isIndeterminate()}; also when the waiting
     *     thread is interrupted, which stays so), or the command failed without effect, or the store is closed
     */
    public Outcome execute(Command command) {
        if (onWriterThread()) {
            throw new StoreException(
                    StoreException.Kind.MISUSE,
                    "a writer's thread cannot wait for a command: it would wait for itself");
        }
        try {
            return submit(command).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(
                    StoreException.Kind.INDETERMINATE, "interrupted while waiting for the outcome of a command", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException failure) {
                // Anew, with this thread's stack.
                throw new StoreException(failure.kind(), String.valueOf(failure.getMessage()), failure);
            }
            throw new StoreException(StoreException.Kind.INDETERMINATE, "unexpected: " + e.getCause(), e);
        }
    }

    /** A reader for one thread, which it may keep for as long as the store is open. */
    public PartitionReader reader(ReadIsolation isolation) {
        return whileOpen(() -> {
            RocksReader reader = new RocksReader(
                    database,
                    partitions,
                    rules.metadataSource(),
                    rules.views(),
                    rules.scanEnd(),
                    trailing,
                    isolation,
                    pauses,
                    readers::remove);
            readers.add(reader);
            return reader;
        });
    }

    /** Writes all memtables to files and waits for it; all column families at once. */
    public void flush() {
        whileOpen(() -> {
            files.flush(() -> pauses.at(YieldPoint.BETWEEN_FLUSHES, -1));
            return this;
        });
    }

    /** The files that hold entries of journals, the newest last: for those who damage what is stored. What is flushed later is in others. */
    public List<Path> journalTables() {
        return whileOpen(() -> database.tables(database.journal));
    }

    /** As {@link #journalTables}, of the states of invocations. */
    public List<Path> stateTables() {
        return whileOpen(() -> database.tables(database.state));
    }

    /** Compacts everything and waits for it. */
    public void compactRange() {
        whileOpen(() -> {
            database.compact();
            return this;
        });
    }

    /**
     * Copies the store's files as a crash of this process would leave them, now: nothing is flushed, and what goes on goes on. Whatever is
     * acknowledged before the call, as far as the durability promises it for a crash, is in the copy; of what is under way during the call
     * there may be a part, in the order in which it is written. May be called at a yield point.
     *
     * @param target a directory that is not there yet, beside others on the same file system: tables are shared, as they never change
     * @throws StoreException if the files cannot be copied, or the store is closed
     */
    public void copyFiles(Path target) {
        whileOpen(() -> {
            try {
                files.copyTo(target);
            } catch (IOException e) {
                throw new StoreException(
                        StoreException.Kind.FAILED, "the store's files cannot be copied to " + target + ": " + e, e);
            }
            return this;
        });
    }

    /** Takes a snapshot that is held until it, or the store, is closed. */
    public HeldSnapshot holdSnapshot() {
        return whileOpen(() -> {
            StoreSnapshot held = new StoreSnapshot(database.db.getSnapshot());
            snapshots.add(held);
            return held;
        });
    }

    /**
     * The LSN of the last command that is committed in {@code partition}; 0 before the first. Also on a closed store.
     *
     * @param partition 0 … {@link #partitions()} − 1
     */
    public long appliedLsn(int partition) {
        return partitions[partition].appliedLsn();
    }

    /**
     * Whether no other store has taken the command log that it shares; always so if it shares none. If it is so after a read, the read
     * saw everything that any of them acknowledged before it began.
     */
    public boolean isLeading() {
        CommandLog log = files.log();
        return options.sharedLog() == null || log == null || log.isOwn();
    }

    /** How many partitions there are. */
    public int partitions() {
        return partitions.length;
    }

    /** The partition of {@code invocation}. */
    public int partitionOf(long invocation) {
        return Keys.partitionOf(invocation, partitions.length);
    }

    /** What the store was opened with. */
    public StoreOptions options() {
        return options;
    }

    /**
     * How many times RocksDB failed to flush or to compact in the background since the store was opened. It does not
     * count errors of the write-ahead log: those surface as indeterminate commands.
     */
    public long backgroundErrors() {
        return whileOpen(() -> database.db.getLongProperty("rocksdb.background-errors"));
    }

    /** Something that uses the database. */
    private interface Use<T> {
        T run() throws RocksDBException;
    }

    private <T> T whileOpen(Use<T> use) {
        // Never waits: the lock cannot be had only while the store closes.
        if (closing || !lifecycle.readLock().tryLock()) {
            throw new StoreException(StoreException.Kind.CLOSED, "the store is closed");
        }
        try {
            if (closing) {
                throw new StoreException(StoreException.Kind.CLOSED, "the store is closed");
            }
            return use.run();
        } catch (RocksDBException e) {
            throw new StoreException(StoreException.Kind.FAILED, "RocksDB failed: " + e.getMessage(), e);
        } finally {
            lifecycle.readLock().unlock();
        }
    }

    /** How many native objects are open: 0 after {@link #close}. */
    int openHandles() {
        int open = database.openHandles() + trailing.openHandles() + snapshots.size();
        for (GroupCommit commit : commits) {
            open += commit.openHandles();
        }
        for (RocksReader reader : readers) {
            open += reader.openHandles();
        }
        return open;
    }

    /**
     * Closes the store: the batches that are being written are finished and answered, what is queued behind them fails
     * without effect, reads and maintenance that run are waited for. Again, or from several threads, is harmless: all
     * return when it is done.
     *
     * @throws StoreException if called from a writer's thread or from within a read of the same thread (nothing is
     *     closed then for good: the call can be repeated elsewhere), or if what was written last could not be saved
     *     (the store is closed all the same)
     */
    @Override
    public void close() {
        close(true);
    }

    /**
     * As {@link #close}, and leaves the files as they are instead of saving what is in memory only: for a store whose files are no longer
     * wanted.
     */
    public void abandon() {
        close(false);
    }

    private void close(boolean inGoodOrder) {
        if (onWriterThread()) {
            throw new StoreException(StoreException.Kind.MISUSE, "a store cannot be closed from its writer's thread");
        }
        closing = true;
        if (lifecycle.getReadHoldCount() > 0) {
            throw new StoreException(StoreException.Kind.MISUSE, "a store cannot be closed from within its own use");
        }
        lifecycle.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            for (RocksReader reader : readers) {
                reader.release();
            }
            for (PartitionWriter writer : writers) {
                writer.beginClose();
            }
            Uninterrupted.await(started::await);
            for (PartitionWriter writer : writers) {
                writer.awaitEnd();
            }
            readers.clear();
            snapshots.forEach(StoreSnapshot::close);
            trailing.close();
            closed = true;
            files.close(inGoodOrder);
        } finally {
            lifecycle.writeLock().unlock();
        }
    }

    /** A snapshot that is released once, by whoever comes first: its holder, or the store when it closes. */
    private final class StoreSnapshot implements HeldSnapshot {
        private final Snapshot snapshot;
        private final long sequence;
        private boolean released;

        StoreSnapshot(Snapshot snapshot) {
            this.snapshot = snapshot;
            this.sequence = snapshot.getSequenceNumber();
        }

        @Override
        public long sequence() {
            return sequence;
        }

        @Override
        public synchronized void close() {
            // The store releases all snapshots before it lets go of the database, so this never comes too late.
            if (!released) {
                released = true;
                database.db.releaseSnapshot(snapshot);
                snapshot.close();
                snapshots.remove(this);
            }
        }
    }
}
