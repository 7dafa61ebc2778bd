package dev.skewer.workloads.runner;

import java.util.Arrays;

/** Lanes that have an event to read, the one that goes first on top: a binary heap, for the merge by time. */
final class LaneHeap {
    private Lane[] lanes;
    private int size;

    LaneHeap(Lane none) {
        lanes = new Lane[16];
        Arrays.fill(lanes, none);
    }

    boolean isEmpty() {
        return size == 0;
    }

    Lane top() {
        return lanes[0];
    }

    void add(Lane lane) {
        if (size == lanes.length) {
            lanes = Arrays.copyOf(lanes, 2 * size);
        }
        int at = size++;
        while (at > 0 && lane.goesBefore(lanes[(at - 1) / 2])) {
            lanes[at] = lanes[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        lanes[at] = lane;
    }

    void removeTop() {
        size--;
        if (size > 0) {
            lanes[0] = lanes[size];
            settleTop();
        }
    }

    /** Puts the top where it belongs after it moved to a later event. */
    void settleTop() {
        Lane lane = lanes[0];
        int at = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && lanes[child + 1].goesBefore(lanes[child])) {
                child++;
            }
            if (!lanes[child].goesBefore(lane)) {
                break;
            }
            lanes[at] = lanes[child];
            at = child;
            child = 2 * at + 1;
        }
        lanes[at] = lane;
    }
}
