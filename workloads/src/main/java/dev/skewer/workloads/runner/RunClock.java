package dev.skewer.workloads.runner;

/** Nanoseconds since the start of a run, from the one monotonic clock that all threads share. */
final class RunClock {
    private final long origin = System.nanoTime();

    long now() {
        return System.nanoTime() - origin;
    }
}
