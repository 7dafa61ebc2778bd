package dev.skewer.checker.linear.poly;

import java.util.Arrays;

/** A growing list of ints, and a stack. */
final class IntList {
    private int[] elements = new int[16];
    private int size;

    void add(int element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, 2 * size);
        }
        elements[size++] = element;
    }

    int removeLast() {
        return elements[--size];
    }

    boolean isEmpty() {
        return size == 0;
    }

    int[] toArray() {
        return Arrays.copyOf(elements, size);
    }
}
