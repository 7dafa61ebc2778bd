package dev.skewer.checker;

import java.time.Duration;

/**
 * What a check may spend. Past it the verdict is {@link Validity#UNKNOWN}, never an {@link OutOfMemoryError} or a hang.
 * One instance bounds one check; its clock starts when it is made.
 */
public final class Budget {
    private final long deadline;
    private final boolean timed;
    private final long memoryBytes;

    private Budget(boolean timed, long deadline, long memoryBytes) {
        this.timed = timed;
        this.deadline = deadline;
        this.memoryBytes = memoryBytes;
    }

    /**
     * A budget that starts now.
     *
     * @param time how long a check may take
     * @param memoryBytes how much its searches may remember, in bytes
     */
    public static Budget of(Duration time, long memoryBytes) {
        long nanos;
        try {
            nanos = time.toNanos();
        } catch (ArithmeticException e) {
            nanos = Long.MAX_VALUE / 2;
        }
        return new Budget(true, System.nanoTime() + Math.min(nanos, Long.MAX_VALUE / 2), memoryBytes);
    }

    /** No bound but the heap: half of it may be remembered. */
    public static Budget unlimited() {
        return new Budget(false, 0, Runtime.getRuntime().maxMemory() / 2);
    }

    /** What {@link #require} throws. */
    public static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Exceeded() {
            super("the budget is spent", null, false, false);
        }
    }

    /**
     * Ends an algorithm that has no use for what it has done so far.
     *
     * @throws Exceeded if the time is over or the thread was interrupted
     */
    public void require() {
        if (exhausted()) {
            throw new Exceeded();
        }
    }

    /** Whether the time is over or the thread was interrupted; cheap enough to ask every few thousand steps. */
    public boolean exhausted() {
        return (timed && System.nanoTime() - deadline > 0)
                || Thread.currentThread().isInterrupted();
    }

    /** How many bytes a search may remember. */
    public long memoryBytes() {
        return memoryBytes;
    }
}
