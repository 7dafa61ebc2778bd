package dev.skewer.workloads.journal;

import java.io.Serializable;

/**
 * What a target says of one invocation's journal. Within an epoch {@code first} and {@code length} only grow.
 *
 * @param epoch how many trims were to less than the length, or {@link #UNREPORTED}
 * @param first the lowest index that is present, if any is, or {@link #UNREPORTED}
 * @param length the index that the next append gets, or {@link #UNREPORTED}, which a read must not say
 */
public record Metadata(int epoch, int first, int length) implements Serializable {
    /** In place of a number that the target does not tell; the history then lacks it. */
    public static final int UNREPORTED = -1;
}
