package dev.skewer.checker.transaction.infer;

import java.util.Arrays;

/** Ints in a row, made to be filled again and again. */
final class IntList {
    private int[] items = new int[64];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    int get(int at) {
        return items[at];
    }

    void set(int at, int item) {
        items[at] = item;
    }

    void add(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        items[size++] = item;
    }

    int last() {
        return items[size - 1];
    }

    void removeLast() {
        size--;
    }

    void sort() {
        Arrays.sort(items, 0, size);
    }

    /** Where an item is, or would be, if all are in order. */
    int position(int item) {
        int at = Arrays.binarySearch(items, 0, size, item);
        return at < 0 ? -1 - at : at;
    }
}
