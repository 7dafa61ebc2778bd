package dev.skewer.store.write;

import dev.skewer.store.storage.Status;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows that the batch under construction will write, by invocation: what later commands of the batch build on.
 *
 * <p>Open addressing with linear probing over primitive keys, kept in order of insertion besides, so that clearing and
 * walking cost as much as there are rows, whatever the capacity. A hit or a miss is O(1) expected.
 */
final class PendingStatuses {
    private static final int INITIAL_CAPACITY = 128;

    /** Position in {@code invocations} plus one; 0 is free. Twice as long as the arrays it points into. */
    private int[] slots = new int[2 * INITIAL_CAPACITY];

    private long[] invocations = new long[INITIAL_CAPACITY];
    private @Nullable Status[] statuses = new @Nullable Status[INITIAL_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    long invocation(int position) {
        return invocations[position];
    }

    Status status(int position) {
        return Objects.requireNonNull(statuses[position]);
    }

    @Nullable Status get(long invocation) {
        int position = slots[slotOf(invocation)];
        return position == 0 ? null : statuses[position - 1];
    }

    void put(long invocation, Status status) {
        int slot = slotOf(invocation);
        if (slots[slot] == 0) {
            if (size == invocations.length) {
                grow();
                slot = slotOf(invocation);
            }
            invocations[size] = invocation;
            slots[slot] = ++size;
        }
        statuses[slots[slot] - 1] = status;
    }

    void clear() {
        if (size == 0) {
            return;
        }
        Arrays.fill(statuses, 0, size, null);
        Arrays.fill(slots, 0);
        size = 0;
    }

    private int slotOf(long invocation) {
        int mask = slots.length - 1;
        // Fibonacci hashing spreads consecutive ids.
        int slot = (int) ((invocation * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (slots[slot] != 0 && invocations[slots[slot] - 1] != invocation) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        invocations = Arrays.copyOf(invocations, 2 * size);
        statuses = Arrays.copyOf(statuses, 2 * size);
        slots = new int[4 * size];
        for (int i = 0; i < size; i++) {
            slots[slotOf(invocations[i])] = i + 1;
        }
    }
}
