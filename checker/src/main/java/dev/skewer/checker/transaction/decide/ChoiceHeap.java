package dev.skewer.checker.transaction.decide;

import java.util.Arrays;

/** Choices by how much trouble they were in lately (Moskewicz et al., <em>Chaff</em>, DAC 2001): a heap of those that are open. */
final class ChoiceHeap {
    private static final double DECAY = 1 / 0.95;
    private static final double TOO_MUCH = 1e100;

    private double[] activity = new double[64];
    private double step = 1;
    private int[] heap = new int[64];
    /** By choice, where it is in the heap; -1 if it is not. */
    private int[] position = new int[64];

    private int size;
    private int known;

    /** Takes in new choices. */
    void grow(int count) {
        if (count > activity.length) {
            int n = count + (count >> 1);
            activity = Arrays.copyOf(activity, n);
            heap = Arrays.copyOf(heap, n);
            position = Arrays.copyOf(position, n);
        }
        while (known < count) {
            position[known] = -1;
            insert(known++);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Takes the most active one away. */
    int poll() {
        int top = heap[0];
        position[top] = -1;
        int last = heap[--size];
        if (size > 0) {
            sink(last);
        }
        return top;
    }

    /** Puts one back. */
    void insert(int choice) {
        if (position[choice] < 0) {
            heap[size] = choice;
            position[choice] = size++;
            rise(choice);
        }
    }

    /** Makes one more active. */
    void bump(int choice) {
        activity[choice] += step;
        if (activity[choice] > TOO_MUCH) {
            for (int i = 0; i < known; i++) {
                activity[i] /= TOO_MUCH;
            }
            step /= TOO_MUCH;
        }
        if (position[choice] >= 0) {
            rise(choice);
        }
    }

    /** Makes all others less active. */
    void decay() {
        step *= DECAY;
    }

    private void rise(int choice) {
        int at = position[choice];
        while (at > 0 && activity[heap[(at - 1) >> 1]] < activity[choice]) {
            move(heap[(at - 1) >> 1], at);
            at = (at - 1) >> 1;
        }
        move(choice, at);
    }

    private void sink(int choice) {
        int at = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && activity[heap[child + 1]] > activity[heap[child]]) {
                child++;
            }
            if (activity[heap[child]] <= activity[choice]) {
                break;
            }
            move(heap[child], at);
            at = child;
            child = 2 * at + 1;
        }
        move(choice, at);
    }

    private void move(int choice, int to) {
        heap[to] = choice;
        position[choice] = to;
    }
}
