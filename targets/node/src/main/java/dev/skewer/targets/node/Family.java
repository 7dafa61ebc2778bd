package dev.skewer.targets.node;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * A process with all that it started, also those that lead sessions of their own, as PostgreSQL's do and so are out of reach of a
 * signal to its group.
 */
final class Family {
    private static final long POLL_NANOS = 2_000_000;
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private Family() {}

    /** Ends all of them at once, and waits until those are gone that the first one started. */
    static void kill(ProcessHandle first) {
        List<ProcessHandle> others = first.descendants().toList();
        if (!others.isEmpty()) {
            // What stands still starts no other.
            Signals.send("STOP", first.pid());
            awaitEach(List.of(first), Family::isStopped);
            others = first.descendants().toList();
        }
        // In this order, for the others would notice and say that the first one is gone.
        Signals.sendToEach("KILL", others);
        Signals.send("KILL", first.pid());
        awaitEach(others, other -> !other.isAlive());
    }

    /** Stops all of them where they stand, and waits until they do. */
    static void stop(ProcessHandle first) {
        Signals.send("STOP", first.pid());
        awaitEach(List.of(first), Family::isStopped);
        List<ProcessHandle> others = first.descendants().toList();
        Signals.sendToEach("STOP", others);
        awaitEach(others, Family::isStopped);
    }

    /** Lets all of them go on. */
    static void resume(ProcessHandle first) {
        Signals.sendToEach("CONT", first.descendants().toList());
        Signals.send("CONT", first.pid());
    }

    private static boolean isStopped(ProcessHandle process) {
        return Threads.allStopped(process.pid());
    }

    private static void awaitEach(List<ProcessHandle> processes, Predicate<ProcessHandle> condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        for (ProcessHandle process : processes) {
            while (!condition.test(process) && System.nanoTime() - deadline < 0) {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }
}
