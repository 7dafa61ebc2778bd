package dev.skewer.database;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The object behind one key: its values in the order in which they were committed, the oldest first. A list has them as its
 * elements, a register has the last one as its value, a set has no order, and so one layout serves all three.
 *
 * <p>Each value carries the stream and the number of the commit that installed it. Commits of one stream are numbered from 1.
 */
public final class Item {
    final DataType type;
    long[] values = new long[4];
    /** By value, the number of its commit above {@link Database#STREAM_BITS} bits of the stream. */
    private long[] stamps = new long[4];

    /** How many values are committed; those behind them are writes in place of {@link #owner}. */
    int committed;

    /** How many values there are. */
    int size;

    /** Who alone may write in place; null when nobody does. */
    @Nullable Transaction owner;

    /** The transaction in flight that wrote last; known only to a database that reads what is not committed. */
    @Nullable Transaction pending;

    /** One that was never written. */
    public Item(DataType type) {
        this.type = type;
    }

    /** Adds a value that is committed later, or taken back. */
    void addInPlace(long value) {
        reserve();
        values[size++] = value;
    }

    /** Adds a committed value; there must be none that is not. */
    void addCommitted(long value, int stream, long number) {
        reserve();
        values[size] = value;
        stamps[size++] = (number << Database.STREAM_BITS) | stream;
        committed = size;
    }

    private void reserve() {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
            stamps = Arrays.copyOf(stamps, size * 2);
        }
    }

    /** Commits what was written in place. */
    void keep() {
        committed = size;
    }

    /** Takes back what was written in place. */
    void undo() {
        size = committed;
    }

    /**
     * How many of its values a snapshot shows. A snapshot that has a value has those before it, so this looks at what is newer only.
     *
     * @param snapshot by stream, how many of its commits are seen
     */
    int visible(long[] snapshot) {
        int visible = committed;
        while (visible > 0 && numberOf(visible - 1) > snapshot[streamOf(visible - 1)]) {
            visible--;
        }
        return visible;
    }

    /** The stream of the commit of a value. */
    int streamOf(int at) {
        return (int) stamps[at] & ((1 << Database.STREAM_BITS) - 1);
    }

    /** The number of the commit of a value in its stream. */
    long numberOf(int at) {
        return stamps[at] >>> Database.STREAM_BITS;
    }
}
