package dev.skewer.workloads.runner;

import java.util.function.LongSupplier;

/** Nanoseconds since the start of a run, from the one monotonic clock that all threads share. */
final class RunClock {
    private final LongSupplier nanos;
    private final long origin;

    RunClock() {
        this(System::nanoTime);
    }

    /** A clock that goes as another one does. */
    RunClock(LongSupplier nanos) {
        this.nanos = nanos;
        origin = nanos.getAsLong();
    }

    long now() {
        return nanos.getAsLong() - origin;
    }
}
