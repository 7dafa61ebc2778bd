package dev.skewer.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Journal entries in index order, exactly as found: a reader neither fills gaps nor drops surplus.
 *
 * <p>Equality is by content. The arrays are not copied; who receives a journal owns it.
 *
 * @param indexes strictly increasing
 * @param entries {@code entries[i]} is what was found at {@code indexes[i]}; as long as {@code indexes}
 */
// Arrays on purpose: a read of n entries allocates n + 2 objects, and equality below is by content.
@SuppressWarnings("ArrayRecordComponent")
public record Journal(int[] indexes, byte[][] entries) {
    private static final Journal EMPTY = new Journal(new int[0], new byte[0][]);

    /** Checks that there are as many entries as indexes. */
    public Journal {
        if (indexes.length != entries.length) {
            throw new IllegalArgumentException(indexes.length + " indexes for " + entries.length + " entries");
        }
    }

    /** The journal without entries. */
    public static Journal empty() {
        return EMPTY;
    }

    /** How many entries there are. */
    public int size() {
        return indexes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Journal that
                && Arrays.equals(indexes, that.indexes)
                && Arrays.deepEquals(entries, that.entries);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(indexes) + Arrays.deepHashCode(entries);
    }

    /** The entries as text, such as {@code [0:a 1:b]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < indexes.length; i++) {
            text.append(i == 0 ? "" : " ")
                    .append(indexes[i])
                    .append(':')
                    .append(new String(entries[i], StandardCharsets.UTF_8));
        }
        return text.append(']').toString();
    }
}
