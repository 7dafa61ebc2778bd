package dev.skewer.database;

import java.util.Arrays;

/** A sequence of values that grows; reused, so that reading makes no garbage. */
public final class ValueBuffer {
    private long[] values = new long[16];
    private int size;

    /** Adds a value behind the others. */
    public void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    /** Adds the first values of an array behind the others. */
    void addAll(long[] source, int count) {
        if (size + count > values.length) {
            values = Arrays.copyOf(values, Math.max(values.length * 2, size + count));
        }
        System.arraycopy(source, 0, values, size, count);
        size += count;
    }

    /** Exchanges the two values at the end, of which there must be two. */
    void swapLast() {
        long last = values[size - 1];
        values[size - 1] = values[size - 2];
        values[size - 2] = last;
    }

    /** The value at a position. */
    public long get(int at) {
        return values[at];
    }

    /** How many values there are. */
    public int size() {
        return size;
    }

    /** Forgets all values. */
    public void clear() {
        size = 0;
    }
}
