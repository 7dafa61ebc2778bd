package dev.skewer.store;

import org.jspecify.annotations.Nullable;

/**
 * Calls the {@link YieldPoints}, if there are any. Without, each place where they could be called costs a null check of
 * a field that is in a register or the first-level cache: less than can be measured, see {@code StoreBenchmark}.
 */
final class Pauses {
    /** For that benchmark: takes even the null check out of the compiled code. */
    private static final boolean ABSENT = Boolean.getBoolean("dev.skewer.store.absentYieldPoints");

    private final @Nullable YieldPoints yieldPoints;

    Pauses(YieldPoints yieldPoints) {
        this.yieldPoints = yieldPoints == None.INSTANCE ? null : yieldPoints;
    }

    /** What {@link YieldPoints#none()} is. */
    enum None implements YieldPoints {
        INSTANCE;

        @Override
        public void at(YieldPoint point, long invocation) {}
    }

    /** Whether there is anything to call. */
    boolean any() {
        return !ABSENT && yieldPoints != null;
    }

    void at(YieldPoint point, long invocation) {
        if (!ABSENT && yieldPoints != null) {
            yieldPoints.at(point, invocation);
        }
    }
}
