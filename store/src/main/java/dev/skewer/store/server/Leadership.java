package dev.skewer.store.server;

import dev.skewer.store.StoreException;
import dev.skewer.store.StoreException.Kind;
import dev.skewer.store.partition.PartitionStore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a server has its store open: always, if it is alone; if it shares a command log with others, while it leads.
 *
 * <p>A standby has nothing open. Asked to lead ({@link #lead}), it opens its store, which takes the log from whoever has it, and does again
 * what its database lacks. The old leader need not take part, nor know: it may be dead, cut off, or stopped in the middle of a call.
 *
 * <p><b>Why reads are right.</b> A write is acknowledged when it is in the log and the log is still the writer's, after that; then it is in
 * the log that the next leader reads ({@link dev.skewer.store.log.CommandLog}). So a leader has, from the beginning, all that was acknowledged
 * before it claimed the log. A read that it answers has to have, besides, what was acknowledged before the read began, by whoever it was. If
 * the log is still its own <em>after</em> the read, nobody else has acknowledged anything by then, and what it acknowledged itself was in the
 * database before that. Looking costs a call of the file system, and no lease and no clock are needed: a leader that is stopped between
 * the read and the look finds out, and one that is stopped after the look answers with what was right when it looked, which is within
 * the read. A leader that finds the log taken refuses the read, closes its store, and is a standby.
 */
final class Leadership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    private final Supplier<PartitionStore> opening;
    private final boolean looks;
    /** Held while the store is opened and closed. */
    private final ReentrantLock changing = new ReentrantLock();

    private volatile @Nullable PartitionStore store;
    private volatile boolean isClosed;

    private Leadership(@Nullable PartitionStore store, Supplier<PartitionStore> opening, boolean looks) {
        this.store = store;
        this.opening = opening;
        this.looks = looks;
    }

    /** Of a server that has its store for itself. */
    static Leadership alone(PartitionStore store) {
        return new Leadership(store, () -> store, true);
    }

    /**
     * Of one of several servers; a standby at first.
     *
     * @param opening opens the store, and so takes the log from the others
     * @param looks whether it asks whether it still leads
     */
    static Leadership shared(Supplier<PartitionStore> opening, boolean looks) {
        return new Leadership(null, opening, looks);
    }

    /**
     * The store, if this server leads as far as it knows.
     *
     * @param patienceMillis how long to wait while it takes over
     * @throws StoreException of kind {@code NOT_LEADING} if it is a standby; {@code FAILED} if it takes longer
     */
    PartitionStore store(long patienceMillis) {
        PartitionStore open = store;
        if (open == null && changing.isLocked()) {
            await(patienceMillis);
            open = store;
        }
        if (open == null) {
            throw new StoreException(Kind.NOT_LEADING, "this server does not lead");
        }
        return open;
    }

    private void await(long patienceMillis) {
        try {
            if (!changing.tryLock(patienceMillis, TimeUnit.MILLISECONDS)) {
                throw new StoreException(Kind.FAILED, "this server takes over, and is not ready yet");
            }
            changing.unlock();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.FAILED, "the server ends", e);
        }
    }

    /**
     * To be called when a read is over, before it is answered, and when a write failed.
     *
     * @param used the store that it went to
     * @throws StoreException of kind {@code NOT_LEADING} if another server leads by now
     */
    void look(PartitionStore used) {
        if (looks && !used.isLeading()) {
            stepDown(used);
            throw new StoreException(Kind.NOT_LEADING, "another server leads");
        }
    }

    private void stepDown(PartitionStore used) {
        changing.lock();
        try {
            if (store == used) {
                LOG.info("another server leads");
                store = null;
                used.close();
            }
        } finally {
            changing.unlock();
        }
    }

    /**
     * Takes over, unless this server leads already. Returns when it does.
     *
     * @throws StoreException if it cannot, of kind {@code NOT_LEADING} if another one was quicker
     */
    void lead() {
        changing.lock();
        try {
            PartitionStore open = store;
            if (isClosed || (open != null && open.isLeading())) {
                return;
            }
            store = null;
            if (open != null) {
                open.close();
            }
            store = opening.get();
            LOG.info("this server leads");
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void close() {
        changing.lock();
        try {
            isClosed = true;
            PartitionStore open = store;
            if (open != null) {
                open.close();
            }
        } finally {
            changing.unlock();
        }
    }
}
