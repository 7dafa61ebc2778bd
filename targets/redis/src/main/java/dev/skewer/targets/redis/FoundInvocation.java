package dev.skewer.targets.redis;

import dev.skewer.workloads.journal.InvocationRead;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.journal.Rows;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Redis answered of one invocation, as bytes.
 *
 * @param numbers epoch, first index, length, and a mark where it is gone; null where there is none
 * @param entries each {@code index:entry}
 * @param fields of the state, each followed by its value
 */
record FoundInvocation(List<?> numbers, List<?> entries, List<?> fields) {
    private static final int GONE = 3;

    private static String text(@Nullable Object bytes) {
        return new String((byte[]) Objects.requireNonNull(bytes), StandardCharsets.UTF_8);
    }

    /** The metadata; null if the invocation is unknown or purged. */
    @Nullable Metadata metadata() {
        return numbers.get(0) == null || numbers.get(GONE) != null
                ? null
                : new Metadata(number(0), number(1), number(2));
    }

    private int number(int at) {
        return Integer.parseInt(text(numbers.get(at)));
    }

    /** All entries. */
    Rows allRows() {
        return rows(0, Integer.MAX_VALUE);
    }

    private Rows rows(int from, int to) {
        int[] indexes = new int[entries.size()];
        long[] values = new long[entries.size()];
        int size = 0;
        for (Object each : entries) {
            String entry = text(each);
            int colon = entry.indexOf(':');
            int index = Integer.parseInt(entry.substring(0, colon));
            if (index >= from && index < to) {
                indexes[size] = index;
                values[size++] = Long.parseLong(entry.substring(colon + 1));
            }
        }
        return new Rows(Arrays.copyOf(indexes, size), Arrays.copyOf(values, size));
    }

    /** As the protocol has it; see {@link dev.skewer.workloads.journal.JournalConnection#read}. */
    InvocationRead read(boolean whole, boolean withState) {
        Metadata metadata = metadata();
        Rows rows = whole ? allRows() : metadata == null ? Rows.NONE : rows(metadata.first(), metadata.length());
        return new InvocationRead(metadata, rows, withState ? state() : null);
    }

    private SortedMap<String, Long> state() {
        SortedMap<String, Long> state = new TreeMap<>();
        for (int i = 0; i < fields.size(); i += 2) {
            state.put(text(fields.get(i)), Long.parseLong(text(fields.get(i + 1))));
        }
        return state;
    }
}
