package dev.skewer.workloads.journal;

import java.io.Serializable;

/**
 * Entries as they were found: a target neither fills gaps nor drops surplus.
 *
 * @param indexes of each row
 * @param entries of each row; {@link #FOREIGN} where what was found is none of those that were appended
 */
// Arrays on purpose: reads are the most of what a run allocates. Rows are not compared.
@SuppressWarnings("ArrayRecordComponent")
public record Rows(int[] indexes, long[] entries) implements Serializable {
    /** In place of an entry that cannot be one. */
    public static final long FOREIGN = Long.MIN_VALUE;

    /** No rows. */
    public static final Rows NONE = new Rows(new int[0], new long[0]);

    /** Checks that there are as many entries as indexes. */
    public Rows {
        if (indexes.length != entries.length) {
            throw new IllegalArgumentException(indexes.length + " indexes for " + entries.length + " entries");
        }
    }

    /** How many there are. */
    public int size() {
        return indexes.length;
    }
}
