package dev.skewer.checker.invariant.history;

import java.util.Arrays;

/**
 * Numbers some of the values of a history from zero up, such as the elements of one key, in order of first sight: an
 * open-addressing table that takes memory as there are elements, about 20 bytes each. An element is any integer, such as the
 * {@linkplain RecordedOperations#valueAt number} of a value, or two of them in one.
 */
public final class ElementIds {
    private long[] elements = new long[32];
    /** Id + 1 by slot; 0 is free. The length is a power of two, and at least half of the slots are free. */
    private int[] table = new int[64];

    private int size;

    /** No elements. */
    public ElementIds() {}

    /** The id of an element, giving it one if it is new. */
    public int add(long element) {
        int slot = slot(element);
        if (table[slot] != 0) {
            return table[slot] - 1;
        }
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, 2 * size);
            table = new int[4 * size];
            for (int id = 0; id < size; id++) {
                table[slot(elements[id])] = id + 1;
            }
            slot = slot(element);
        }
        elements[size] = element;
        table[slot] = size + 1;
        return size++;
    }

    /** How many elements there are. */
    public int size() {
        return size;
    }

    /** The element of an id. */
    public long element(int id) {
        return elements[id];
    }

    private int slot(long element) {
        int mask = table.length - 1;
        long hash = element * 0x9E3779B97F4A7C15L;
        int slot = (int) (hash >>> 32) & mask;
        while (table[slot] != 0 && elements[table[slot] - 1] != element) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
