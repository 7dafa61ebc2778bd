package dev.skewer.store;

import org.jspecify.annotations.Nullable;

/** The absence of yield points, which the store turns into a null that costs one well-predicted branch. */
enum NoYieldPoints implements YieldPoints {
    INSTANCE;

    @Override
    public void at(YieldPoint point, long invocation) {}

    /** The yield points to call, or null when there are none. */
    static @Nullable YieldPoints orNull(YieldPoints yieldPoints) {
        return yieldPoints == INSTANCE ? null : yieldPoints;
    }
}
