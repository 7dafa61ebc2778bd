package dev.skewer.checker.linear.poly;

import java.util.Arrays;

/** A growing binary heap of longs, the least on top: O(log n) to add and to remove. */
final class LongHeap {
    private long[] elements = new long[16];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void add(long element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, 2 * size);
        }
        int at = size++;
        for (int parent = (at - 1) >> 1; at > 0 && elements[parent] > element; parent = (at - 1) >> 1) {
            elements[at] = elements[parent];
            at = parent;
        }
        elements[at] = element;
    }

    /** Takes the least; there must be one. */
    long removeLeast() {
        long least = elements[0];
        long last = elements[--size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            // Behind the last child stands the one that was last: where it is the least, it takes the place.
            if (elements[child + 1] < elements[child]) {
                child++;
            }
            if (elements[child] >= last) {
                break;
            }
            elements[at] = elements[child];
            at = child;
        }
        elements[at] = last;
        return least;
    }
}
