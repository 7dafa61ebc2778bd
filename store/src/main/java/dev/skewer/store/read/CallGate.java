package dev.skewer.store.read;

import dev.skewer.store.StoreException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps native objects from being used after they are released, and from being used by two threads: RocksDB does not survive
 * either. Who has them is in one atomic reference: nobody, the thread whose call uses them, {@link #RELEASING}, or
 * {@link #RELEASED} for ever. A call takes it from nobody to its thread, and a close from nobody to releasing, waiting while a call
 * has it; a second close waits until they are released, for what they belong to may be gone after it. So neither depends on who
 * closes, and when. The price is one uncontended compare-and-set and one ordered store for each call.
 */
final class CallGate {
    private static final Object RELEASING = new Object();
    private static final Object RELEASED = new Object();

    /** Rare, and at most as long as a call: not worth a queue that each call would have to look at. */
    private static final long PAUSE_NANOS = 20_000;

    private final AtomicReference<@Nullable Object> user = new AtomicReference<>();

    /**
     * Begins a call; {@link #leave} must follow unless this throws.
     *
     * @throws StoreException of kind {@code CLOSED} once a close has begun, and of kind {@code MISUSE} while another call has it
     */
    void enter() {
        Object found = user.compareAndExchange(null, Thread.currentThread());
        if (found == null) {
            return;
        }
        if (found == RELEASING || found == RELEASED) {
            throw new StoreException(StoreException.Kind.CLOSED, "the reader is closed");
        }
        throw new StoreException(
                StoreException.Kind.MISUSE,
                "the reader is in use by " + (found == Thread.currentThread() ? "this thread" : found)
                        + ": a reader serves one call at a time");
    }

    /** Ends a call. */
    void leave() {
        user.setRelease(null);
    }

    /**
     * Waits until no call runs, then releases everything, once; returns when that is done, whoever does it.
     *
     * @param release what to do; whatever it throws, it is not done again
     * @return whether this call did it
     * @throws StoreException of kind {@code MISUSE} if the calling thread is the one that it would wait for
     */
    boolean close(Runnable release) {
        while (true) {
            Object found = user.compareAndExchange(null, RELEASING);
            if (found == null) {
                try {
                    release.run();
                } finally {
                    user.set(RELEASED);
                }
                return true;
            }
            if (found == RELEASED) {
                return false;
            }
            if (found == Thread.currentThread()) {
                throw new StoreException(
                        StoreException.Kind.MISUSE, "a reader cannot be closed from within its own read");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
