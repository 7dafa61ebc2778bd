package dev.skewer.store.storage;

import dev.skewer.store.YieldPoint;
import dev.skewer.store.YieldPoints;
import org.jspecify.annotations.Nullable;

/**
 * Calls the {@link YieldPoints}, if there are any. Without, each place where they could be called costs a null check of
 * a field that is in a register or the first-level cache: less than can be measured, see {@code StoreBenchmark}.
 */
public final class Pauses {
    /** For that benchmark: takes even the null check out of the compiled code. */
    private static final boolean ABSENT = Boolean.getBoolean("dev.skewer.store.absentYieldPoints");

    private final @Nullable YieldPoints yieldPoints;

    public Pauses(YieldPoints yieldPoints) {
        this.yieldPoints = yieldPoints == YieldPoints.none() ? null : yieldPoints;
    }

    /** Whether there is anything to call. */
    public boolean any() {
        return !ABSENT && yieldPoints != null;
    }

    public void at(YieldPoint point, long invocation) {
        if (!ABSENT && yieldPoints != null) {
            yieldPoints.at(point, invocation);
        }
    }
}
