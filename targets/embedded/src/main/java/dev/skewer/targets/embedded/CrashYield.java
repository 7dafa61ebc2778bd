package dev.skewer.targets.embedded;

import dev.skewer.store.YieldPoint;
import dev.skewer.store.YieldPoints;
import dev.skewer.workloads.target.Controls;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Has something done by the thread that reaches a chosen yield point, while it stands there. */
final class CrashYield implements YieldPoints {
    private volatile @Nullable Watch watch;

    private static final class Watch {
        private final YieldPoint point;
        private final AtomicInteger missing;
        private final Runnable action;
        private final AtomicBoolean isTaken = new AtomicBoolean();
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile @Nullable RuntimeException failure;

        Watch(YieldPoint point, int arrivals, Runnable action) {
            this.point = point;
            this.missing = new AtomicInteger(arrivals);
            this.action = action;
        }

        /** Does it, unless another thread does. What fails must not fail the write that is passing here. */
        void act() {
            if (!isTaken.compareAndSet(false, true)) {
                return;
            }
            try {
                action.run();
            } catch (RuntimeException e) {
                failure = e;
            } finally {
                done.countDown();
            }
        }
    }

    @Override
    public void at(YieldPoint point, long invocation) {
        Watch now = watch;
        if (now != null && now.point == point && now.missing.decrementAndGet() == 0) {
            now.act();
        }
    }

    /**
     * Has {@code action} done at the point, or here if it takes too long to get there; returns when it is done. For one caller at a time.
     *
     * @param arrivals at which time that the point is reached from now on
     * @throws RuntimeException what the action threw
     */
    void at(Controls.CrashPoint.Point point, int arrivals, Duration patience, Runnable action)
            throws InterruptedException {
        Watch armed = new Watch(yieldPoint(point), arrivals, action);
        watch = armed;
        try {
            if (!armed.done.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                armed.act();
                armed.done.await();
            }
        } finally {
            watch = null;
        }
        RuntimeException failure = armed.failure;
        if (failure != null) {
            throw failure;
        }
    }

    private static YieldPoint yieldPoint(Controls.CrashPoint.Point point) {
        return switch (point) {
            case BEFORE_COMMIT -> YieldPoint.BEFORE_COMMIT;
            case AFTER_LOG -> YieldPoint.AFTER_LOG;
            case BETWEEN_BATCHES -> YieldPoint.BETWEEN_BATCHES;
            case AFTER_COMMIT -> YieldPoint.AFTER_COMMIT;
            case BEFORE_ACKNOWLEDGE -> YieldPoint.BEFORE_ACKNOWLEDGE;
        };
    }
}
