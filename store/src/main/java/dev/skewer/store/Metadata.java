package dev.skewer.store;

/**
 * What the store says of one invocation's journal.
 *
 * <p>Within an epoch {@code first} and {@code length} only grow, and a trim to less than the length opens the next
 * epoch, so {@code (epoch, first + length)} orders the versions of one invocation.
 *
 * @param epoch how many trims were to less than the length; from 0
 * @param first the lowest index that is present, if any is; {@code 0 ≤ first ≤ length}
 * @param length the index that the next append gets: the entries are those of {@code first … length - 1}
 */
public record Metadata(int epoch, int first, int length) {
    /** Checks the ranges. */
    public Metadata {
        if (epoch < 0 || first < 0 || length < first) {
            throw new IllegalArgumentException(
                    "not metadata: epoch " + epoch + ", first " + first + ", length " + length);
        }
    }
}
