package dev.skewer.targets.embedded;

import dev.skewer.store.Defect;
import dev.skewer.store.Durability;
import dev.skewer.store.HeldSnapshot;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.YieldPoints;
import dev.skewer.store.partition.PartitionStore;
import dev.skewer.targets.reference.StoreLevels;
import dev.skewer.targets.reference.StoreProtocols;
import dev.skewer.workloads.fault.CrashPointFault;
import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetLostException;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The reference store in this JVM.
 *
 * <p>A restart takes the store away from everybody, closes it, and puts another one, opened from the same files, in its
 * place: sessions notice by themselves. Maintenance and held snapshots exclude a restart, not each other.
 *
 * <p>A crash does the same with a copy of the files, made while a writer stands at a yield point. From right before the copy on nothing
 * that the old store answers counts: what was answered before is in the copy, as far as its durability survives a crash, and of the rest nobody was
 * told.
 */
public final class EmbeddedTarget
        implements Target,
                Controls.Maintenance,
                Controls.Snapshots,
                Controls.ReadGap,
                Controls.Restart,
                Controls.CrashPoint,
                Controls.Breakpoints,
                Controls.SharedJvm {
    /** Two writers, so that what spans partitions is tested too. */
    private static final int PARTITIONS = 2;

    /** The embedded target, for the registry. */
    public static final TargetType TYPE = StoreLevels.of(
                    TargetType.named("embedded", EmbeddedTarget::open),
                    Map.of(Defect.Trigger.CRASH, CrashPointFault.TYPE.name()))
            .described("The reference store on RocksDB, in this JVM.", """
                    The reference store, opened in the JVM that runs the test: the shortest way and the fastest, with nothing \
                    between client and store that could be blamed. Faults reach into it: they flush, compact, hold snapshots, \
                    slow readers down between the two halves of a paired read, close and reopen it under load, and crash it between two steps \
                    of a write. It cannot lose power; for that the store has to live in a process of its own.

                    Registers, sets and counters are journals too. A register is the newest entry, which a compare-and-set appends \
                    on condition of the length; a set is the entries; a counter is the length. Queues it does not have, for no \
                    command drops the oldest entry on condition that it is still there.""")
            .controls(Set.of(
                    Controls.Maintenance.class,
                    Controls.Snapshots.class,
                    Controls.ReadGap.class,
                    Controls.Breakpoints.class,
                    Controls.Restart.class,
                    Controls.CrashPoint.class,
                    Controls.SharedJvm.class))
            .preparation(PartitionStore::prepare)
            .build();

    private final TargetSettings settings;
    private final ReadIsolation isolation;
    private final ReadGapYield gap;
    private final CrashYield crashes = new CrashYield();
    private final HoldYield holds = new HoldYield();
    private final StoreOptions options;
    /** Written: the store is exchanged. Read: it is used and must stay. Clients do without; the store itself guards them. */
    private final ReentrantReadWriteLock exchange = new ReentrantReadWriteLock();
    /** Those that are open, and those that were closed while their last write was under way. */
    private final Set<EmbeddedSession> sessions = ConcurrentHashMap.newKeySet();

    private final LongAdder restarts = new LongAdder();

    /** Null while it restarts. */
    private volatile @Nullable PartitionStore store;

    /** Where clients wait for the end of the latest restart. */
    private volatile CountDownLatch restarting = new CountDownLatch(0);

    private volatile @Nullable TargetLostException lost;

    /** The store whose answers do not count any more. */
    private volatile @Nullable PartitionStore crashed;

    /** Held while the store is restarted or crashes. */
    private final ReentrantLock incident = new ReentrantLock();

    /** Guarded by {@link #incident}. */
    private int crashCount;

    private EmbeddedTarget(TargetSettings settings) {
        this.settings = settings;
        this.isolation = ReadIsolation.of(settings.isolation());
        this.gap = new ReadGapYield(settings.seed());
        this.options = StoreOptions.builder()
                .partitions(PARTITIONS)
                .durability(Durability.of(settings.durability()))
                .forCrashes()
                .defects(StoreLevels.defects(settings.defects()))
                .yieldPoints(yieldPoints(settings.controls()))
                .build();
    }

    /** No more of them than faults need. */
    private YieldPoints yieldPoints(Set<Class<? extends Controls>> needed) {
        var all = new ArrayList<YieldPoints>();
        if (needed.contains(Controls.ReadGap.class)) {
            all.add(gap);
        }
        if (needed.contains(Controls.CrashPoint.class)) {
            all.add(crashes);
        }
        if (needed.contains(Controls.Breakpoints.class)) {
            all.add(holds);
        }
        return switch (all.size()) {
            case 0 -> YieldPoints.none();
            case 1 -> all.get(0);
            default -> (point, invocation) -> all.forEach(each -> each.at(point, invocation));
        };
    }

    @Override
    public List<String> points() {
        return HoldYield.names();
    }

    @Override
    public Optional<Imposed> hold(String point, Duration patience) throws InterruptedException {
        return holds.hold(point, patience);
    }

    private static Target open(TargetSettings settings) {
        EmbeddedTarget target = new EmbeddedTarget(settings);
        try {
            Files.createDirectories(settings.directory());
        } catch (IOException e) {
            throw new NoEffectException("cannot make " + settings.directory() + ": " + e, e);
        }
        target.store = target.openStore();
        return target;
    }

    /** Where the store lives after so many crashes. */
    private Path directory(int crash) {
        return settings.directory().resolve("store-" + crash);
    }

    private PartitionStore openStore() {
        try {
            return PartitionStore.open(directory(crashCount), options);
        } catch (StoreException e) {
            throw new NoEffectException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String version() {
        return PartitionStore.version();
    }

    @Override
    public <C extends Connection> C connect(Class<C> protocol) {
        EmbeddedSession session = new EmbeddedSession(this);
        sessions.add(session);
        return StoreProtocols.connection(protocol, session);
    }

    @Override
    public boolean awaitReady(Duration limit) throws InterruptedException {
        CountDownLatch restart = restarting;
        boolean isReady = restart.getCount() == 0 || restart.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        TargetLostException loss = lost;
        if (loss != null) {
            throw loss;
        }
        return isReady;
    }

    /**
     * Takes note that the store will never write again, so that there is nothing more to test.
     *
     * @param failure what the first to notice was told
     */
    void cannotWrite(StoreException failure) {
        if (lost == null) {
            lost = new TargetLostException("the store cannot go on: " + failure.getMessage(), failure);
        }
    }

    /** The store to use now; null while it restarts. */
    @Nullable PartitionStore store() {
        return store;
    }

    /** Whether what {@code asked} answers from now on does not count. */
    boolean hasCrashed(PartitionStore asked) {
        return asked == crashed;
    }

    /** The level at which sessions read. */
    ReadIsolation isolation() {
        return isolation;
    }

    /** A session is closed. */
    void forget(EmbeddedSession session) {
        CompletableFuture<?> write = session.pending();
        if (write == null || write.isDone()) {
            sessions.remove(session);
        }
    }

    @Override
    public boolean quiesce(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (EmbeddedSession session : sessions) {
            CompletableFuture<?> write = session.pending();
            if (write != null && !settles(write, Math.max(1, deadline - System.nanoTime()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean settles(CompletableFuture<?> command, long nanos) throws InterruptedException {
        try {
            command.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    // ── controls ────────────────────────────────────────────────────────────────────────────────────────────────

    @Override
    public void flush() {
        whileOpen(PartitionStore::flush);
    }

    @Override
    public void compact() {
        whileOpen(PartitionStore::compactRange);
    }

    private void whileOpen(Consumer<PartitionStore> work) {
        exchange.readLock().lock();
        try {
            work.accept(present());
        } finally {
            exchange.readLock().unlock();
        }
    }

    @Override
    public Held hold() {
        exchange.readLock().lock();
        try {
            HeldSnapshot snapshot = present().holdSnapshot();
            return snapshot::close;
        } finally {
            exchange.readLock().unlock();
        }
    }

    @Override
    public void widen(Duration min, Duration max, double share) {
        gap.widen(min, max, share);
    }

    @Override
    public void narrow() {
        gap.narrow();
    }

    @Override
    public long restarts() {
        return restarts.sum();
    }

    @Override
    public void restart() {
        incident.lock();
        try {
            exchange("a restart", PartitionStore::close);
        } finally {
            incident.unlock();
        }
    }

    @Override
    public void crash(Point point, int arrivals, boolean isFlushed, Duration patience) {
        incident.lock();
        try {
            PartitionStore old = present();
            try {
                crashes.at(point, arrivals, patience, () -> {
                    if (isFlushed) {
                        old.flush();
                    }
                    restarting = new CountDownLatch(1);
                    crashed = old;
                    old.copyFiles(directory(crashCount + 1));
                });
            } catch (StoreException e) {
                throw lose("the store could not be made to crash", e);
            }
            crashCount++;
            exchange("a crash", PartitionStore::abandon);
            Folders.delete(directory(crashCount - 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            incident.unlock();
        }
    }

    /** Puts another store in the place of the present one, which is ended so. */
    private void exchange(String event, Consumer<PartitionStore> end) {
        exchange.writeLock().lock();
        try {
            PartitionStore old = present();
            if (!hasCrashed(old)) {
                restarting = new CountDownLatch(1);
            }
            store = null;
            end.accept(old);
            store = openStore();
            restarts.increment();
            restarting.countDown();
        } catch (RuntimeException e) {
            throw lose("the store did not open again after " + event, e);
        } finally {
            exchange.writeLock().unlock();
        }
    }

    private TargetLostException lose(String what, RuntimeException why) {
        TargetLostException loss = new TargetLostException(what + ": " + why.getMessage(), why);
        lost = loss;
        restarting.countDown();
        return loss;
    }

    @Override
    public void close() {
        exchange.writeLock().lock();
        try {
            PartitionStore old = store;
            store = null;
            if (old != null) {
                old.close();
            }
        } finally {
            exchange.writeLock().unlock();
        }
    }

    private PartitionStore present() {
        PartitionStore now = store;
        if (now == null) {
            throw new StoreException(StoreException.Kind.CLOSED, "the store is closed");
        }
        return now;
    }
}
