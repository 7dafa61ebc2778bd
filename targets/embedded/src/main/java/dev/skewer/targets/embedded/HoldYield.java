package dev.skewer.targets.embedded;

import dev.skewer.store.YieldPoint;
import dev.skewer.store.YieldPoints;
import dev.skewer.workloads.target.Controls.Imposed;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Holds threads of the store at a yield point until something else has happened. */
final class HoldYield implements YieldPoints {
    /** What happens meanwhile may wait for the thread that is held, as a close does: then that goes on. */
    private static final long LONGEST_NANOS = 200_000_000;

    private static final List<String> NAMES =
            Stream.of(YieldPoint.values()).map(HoldYield::name).toList();

    /** Those that no thread has come to yet. */
    private final List<Hold> wanted = new CopyOnWriteArrayList<>();

    private record Hold(YieldPoint point, AtomicBoolean isTaken, CountDownLatch arrived, CountDownLatch released) {}

    /** The names of the points. */
    static List<String> names() {
        return NAMES;
    }

    private static String name(YieldPoint point) {
        return point.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void at(YieldPoint point, long invocation) {
        for (Hold hold : wanted) {
            if (hold.point() == point && hold.isTaken().compareAndSet(false, true)) {
                hold.arrived().countDown();
                try {
                    hold.released().await(LONGEST_NANOS, TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return;
            }
        }
    }

    /**
     * Waits for a thread.
     *
     * @param point one of the {@link #names}
     */
    Optional<Imposed> hold(String point, Duration patience) throws InterruptedException {
        var hold = new Hold(
                YieldPoint.valueOf(point.toUpperCase(Locale.ROOT).replace('-', '_')),
                new AtomicBoolean(),
                new CountDownLatch(1),
                new CountDownLatch(1));
        wanted.add(hold);
        try {
            boolean isThere = hold.arrived().await(patience.toNanos(), TimeUnit.NANOSECONDS)
                    || !hold.isTaken().compareAndSet(false, true);
            return isThere ? Optional.of(hold.released()::countDown) : Optional.empty();
        } finally {
            wanted.remove(hold);
        }
    }
}
