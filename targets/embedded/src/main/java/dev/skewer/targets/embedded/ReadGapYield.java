package dev.skewer.targets.embedded;

import dev.skewer.store.YieldPoint;
import dev.skewer.store.YieldPoints;
import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.generator.Seed;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Makes readers pause between the parts of a paired read and between the invocations of a scan. */
final class ReadGapYield implements YieldPoints {
    private record Width(long minNanos, long maxNanos, double share) {}

    private final Seed seed;
    /** Pauses asked about so far; the draws are those of the seed, who gets which is a matter of timing. */
    private final AtomicLong draws = new AtomicLong();

    private volatile @Nullable Width width;

    ReadGapYield(Seed seed) {
        this.seed = seed;
    }

    void widen(Duration min, Duration max, double share) {
        width = new Width(min.toNanos(), max.toNanos(), share);
    }

    void narrow() {
        width = null;
    }

    @Override
    public void at(YieldPoint point, long invocation) {
        Width now = width;
        if (now == null || !point.isAmidRead()) {
            return;
        }
        Dice dice = seed.split(draws.getAndIncrement()).dice();
        if (dice.chance(now.share)) {
            LockSupport.parkNanos(now.minNanos + (long) (dice.fraction() * (now.maxNanos - now.minNanos)));
        }
    }
}
