package dev.skewer.targets.embedded;

import dev.skewer.store.Durability;
import dev.skewer.store.HeldSnapshot;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.YieldPoints;
import dev.skewer.store.partition.PartitionStore;
import dev.skewer.targets.reference.StoreLevels;
import dev.skewer.targets.reference.StoreProtocols;
import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetLostException;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The reference store in this JVM.
 *
 * <p>A restart takes the store away from everybody, closes it, and puts another one, opened from the same files, in its
 * place: sessions notice by themselves. Maintenance and held snapshots exclude a restart, not each other.
 */
public final class EmbeddedTarget
        implements Target,
                Controls.Maintenance,
                Controls.Snapshots,
                Controls.ReadGap,
                Controls.Restart,
                Controls.SharedJvm {
    /** Two writers, so that what spans partitions is tested too. */
    private static final int PARTITIONS = 2;

    /** The embedded target, for the registry. */
    public static final TargetType TYPE = StoreLevels.of(TargetType.named("embedded", EmbeddedTarget::open))
            .described("The reference store on RocksDB, in this JVM.", """
                    The reference store, opened in the JVM that runs the test: the shortest way and the fastest, with nothing \
                    between client and store that could be blamed. Faults reach into it: they flush, compact, hold snapshots, \
                    slow readers down between the two halves of a paired read, and close and reopen it under load. It cannot \
                    lose power or be killed alone; for that the store has to live in a process of its own.

                    Registers, sets and counters are journals too. A register is the newest entry, which a compare-and-set appends \
                    on condition of the length; a set is the entries; a counter is the length. Queues it does not have, for no \
                    command drops the oldest entry on condition that it is still there.""")
            .controls(Set.of(
                    Controls.Maintenance.class,
                    Controls.Snapshots.class,
                    Controls.ReadGap.class,
                    Controls.Restart.class,
                    Controls.SharedJvm.class))
            .preparation(PartitionStore::prepare)
            .build();

    private final TargetSettings settings;
    private final ReadIsolation isolation;
    private final ReadGapYield gap;
    private final StoreOptions options;
    /** Written: the store is exchanged. Read: it is used and must stay. Clients do without; the store itself guards them. */
    private final ReentrantReadWriteLock exchange = new ReentrantReadWriteLock();
    /** Those that are open, and those that were closed while their last write was under way. */
    private final Set<EmbeddedSession> sessions = ConcurrentHashMap.newKeySet();

    /** Null while it restarts. */
    private volatile @Nullable PartitionStore store;

    /** Where clients wait for the end of the latest restart. */
    private volatile CountDownLatch restarting = new CountDownLatch(0);

    private volatile @Nullable TargetLostException lost;

    private EmbeddedTarget(TargetSettings settings) {
        this.settings = settings;
        this.isolation = ReadIsolation.of(settings.isolation());
        this.gap = new ReadGapYield(settings.seed());
        this.options = StoreOptions.builder()
                .partitions(PARTITIONS)
                .durability(Durability.of(settings.durability()))
                .defects(StoreLevels.defects(settings.defects()))
                .yieldPoints(settings.controls().contains(Controls.ReadGap.class) ? gap : YieldPoints.none())
                .build();
    }

    private static Target open(TargetSettings settings) {
        EmbeddedTarget target = new EmbeddedTarget(settings);
        target.store = target.openStore();
        return target;
    }

    private PartitionStore openStore() {
        try {
            return PartitionStore.open(settings.directory(), options);
        } catch (StoreException e) {
            throw new NoEffectException(String.valueOf(e.getMessage()), e);
        }
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
    public void restart() {
        exchange.writeLock().lock();
        try {
            PartitionStore old = present();
            restarting = new CountDownLatch(1);
            store = null;
            old.close();
            store = openStore();
        } catch (RuntimeException e) {
            TargetLostException loss =
                    new TargetLostException("the store did not open again after a restart: " + e.getMessage(), e);
            lost = loss;
            throw loss;
        } finally {
            restarting.countDown();
            exchange.writeLock().unlock();
        }
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
