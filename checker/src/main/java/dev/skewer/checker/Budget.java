package dev.skewer.checker;

import java.time.Duration;

/**
 * What a check may spend. Past it the verdict is {@link Validity#UNKNOWN}, never an {@link OutOfMemoryError} or a hang.
 * One instance bounds one check; its clock starts when it is made.
 */
public final class Budget {
    /** What comes after a check may take this share of its time in any case, and at least so many nanoseconds. */
    private static final int SHARE_AFTER = 20;

    private static final long LEAST_AFTER = 250_000_000;

    private static final long LEAST_BESIDES = 1_000_000_000;

    private final long start;
    private final long deadline;
    private final boolean timed;
    private final long memoryBytes;

    private Budget(boolean timed, long start, long deadline, long memoryBytes) {
        this.timed = timed;
        this.start = start;
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
        long start = System.nanoTime();
        return new Budget(true, start, start + Math.min(nanos, Long.MAX_VALUE / 2), memoryBytes);
    }

    /** No bound but the heap: half of it may be remembered. */
    public static Budget unlimited() {
        return new Budget(false, 0, 0, Runtime.getRuntime().maxMemory() / 2);
    }

    /**
     * A budget for what comes after the check, such as finding out how to explain it: what is left of the time; if hardly
     * anything is, a twentieth of the whole or a quarter of a second, whichever is more. It starts now.
     */
    public Budget afterwards() {
        if (!timed) {
            return this;
        }
        long now = System.nanoTime();
        long least = now + Math.max(LEAST_AFTER, (deadline - start) / SHARE_AFTER);
        return new Budget(true, now, deadline - least > 0 ? deadline : least, memoryBytes);
    }

    /** What may be spent on what nobody asked for: no more time than was spent so far, or a second. */
    public Budget besides() {
        if (!timed) {
            return this;
        }
        long now = System.nanoTime();
        long most = now + Math.max(LEAST_BESIDES, now - start);
        return new Budget(true, now, most - deadline < 0 ? most : deadline, memoryBytes);
    }

    /** What each of several searches may spend that go on at the same time: the time, and its share of the memory. */
    public Budget share(int searches) {
        return new Budget(timed, start, deadline, memoryBytes / searches);
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
