package dev.skewer.checker.invariant.history;

import java.util.Arrays;

/**
 * Numbers the elements of one key from zero up, by the {@linkplain RecordedOperations#valueAt number} that they have in the
 * whole history: an open-addressing table that takes memory as there are elements of this key, about 16 bytes each. The ids
 * are in order of first sight.
 */
public final class ElementIds {
    private int[] values = new int[32];
    /** Id + 1 by slot; 0 is free. The length is a power of two, and at least half of the slots are free. */
    private int[] table = new int[64];

    private int size;

    /** No elements. */
    public ElementIds() {}

    /** The id of an element, giving it one if it is new. */
    public int add(int value) {
        int slot = slot(value);
        if (table[slot] != 0) {
            return table[slot] - 1;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
            table = new int[4 * size];
            for (int id = 0; id < size; id++) {
                table[slot(values[id])] = id + 1;
            }
            slot = slot(value);
        }
        values[size] = value;
        table[slot] = size + 1;
        return size++;
    }

    /** The id of an element; -1 if it has none. */
    public int find(int value) {
        return table[slot(value)] - 1;
    }

    /** How many elements there are. */
    public int size() {
        return size;
    }

    /** The number of an element in the whole history. */
    public int value(int id) {
        return values[id];
    }

    private int slot(int value) {
        int mask = table.length - 1;
        int slot = (value * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(mask);
        while (table[slot] != 0 && values[table[slot] - 1] != value) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
