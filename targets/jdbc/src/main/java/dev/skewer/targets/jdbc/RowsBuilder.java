package dev.skewer.targets.jdbc;

import dev.skewer.workloads.journal.Rows;
import java.util.Arrays;

/** Collects rows as they come. */
final class RowsBuilder {
    private int[] indexes = new int[16];
    private long[] entries = new long[16];
    private int size;

    void add(int index, long entry) {
        if (size == indexes.length) {
            indexes = Arrays.copyOf(indexes, size * 2);
            entries = Arrays.copyOf(entries, size * 2);
        }
        indexes[size] = index;
        entries[size++] = entry;
    }

    Rows build() {
        return size == 0 ? Rows.NONE : new Rows(Arrays.copyOf(indexes, size), Arrays.copyOf(entries, size));
    }
}
