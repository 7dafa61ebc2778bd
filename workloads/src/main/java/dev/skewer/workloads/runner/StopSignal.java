package dev.skewer.workloads.runner;

import dev.skewer.workloads.RunOutcome.Ending;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tells threads to stop, once, and why; the first reason given stays. */
final class StopSignal {
    private final AtomicReference<@Nullable Ending> reason = new AtomicReference<>();
    private final CountDownLatch given = new CountDownLatch(1);

    void give(Ending why) {
        reason.compareAndSet(null, why);
        given.countDown();
    }

    boolean isGiven() {
        return reason.getAcquire() != null;
    }

    /** The first reason, or another one if the signal was never given. */
    Ending reasonOr(Ending otherwise) {
        Ending why = reason.get();
        return why != null ? why : otherwise;
    }

    /**
     * Waits for the signal, so long at most.
     *
     * @return whether it was given
     */
    boolean await(long nanos) throws InterruptedException {
        return given.await(nanos, TimeUnit.NANOSECONDS);
    }
}
