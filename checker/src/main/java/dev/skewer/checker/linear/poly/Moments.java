package dev.skewer.checker.linear.poly;

import java.util.Arrays;

/**
 * An order of calls that is given by the gap of the {@link Timeline} in which each takes effect, and by its turn among those
 * of the same gap. 16 bytes a call, and 8 more while they are sorted.
 */
final class Moments {
    private int[] call = new int[16];
    private long[] moment = new long[16];
    private int size;

    /**
     * Adds a call; of those with the same gap and turn, the one that was added first comes first.
     *
     * @param gap in which it takes effect
     * @param turn among those in this gap, not negative
     */
    void add(int call, int gap, int turn) {
        if (size == moment.length) {
            moment = Arrays.copyOf(moment, 2 * size);
            this.call = Arrays.copyOf(this.call, 2 * size);
        }
        this.call[size] = call;
        moment[size++] = (long) gap << 32 | turn;
    }

    /** The calls in order. */
    int[] order() {
        Integer[] places = new Integer[size];
        Arrays.setAll(places, i -> i);
        Arrays.sort(places, (a, b) -> Long.compare(moment[a], moment[b]));
        return Arrays.stream(places).mapToInt(place -> call[place]).toArray();
    }
}
