package dev.skewer.results.summary;

/**
 * A stretch in which a run stood still.
 *
 * @param from nanoseconds since the run began
 * @param to the same
 */
public record Stall(long from, long to) {
    /** How long it lasted, in nanoseconds. */
    public long length() {
        return to - from;
    }
}
