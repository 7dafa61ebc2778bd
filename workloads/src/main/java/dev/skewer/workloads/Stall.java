package dev.skewer.workloads;

import java.time.Duration;

/**
 * A stretch of a run in which it stood still: processes had operations to carry out, and none ended {@code ok} for longer than
 * faults and the pace of the run explain.
 *
 * @param from the end of the last operation before it, since the run began
 * @param to the end of the first operation after it, or the end of the run
 */
public record Stall(Duration from, Duration to) {
    /** How long it lasted. */
    public Duration length() {
        return to.minus(from);
    }
}
