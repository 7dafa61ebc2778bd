package dev.skewer.checker.transaction.weak;

import java.util.Arrays;

/**
 * The writes of one object that a process has to see from now on, as far as they are not known to be below others of them: each is below
 * one of the {@linkplain #top tops}. Where a read returned a write that is none of them, the tops are below a barrier, so that
 * they are not joined with each later read one by one.
 */
final class KnownWrites {
    int[] top = new int[2];
    int tops;
    /** What is below a barrier among the tops. */
    int[] below = new int[0];

    int belowSize;
    /** The node that stands for the end of all that is below it; -1 if there is none. It is no top. */
    int barrier = -1;

    void add(int write) {
        if (tops == top.length) {
            top = Arrays.copyOf(top, 2 * tops);
        }
        top[tops++] = write;
    }

    /** Puts the tops that a read was joined with below a barrier. */
    void putBelow(int node) {
        if (belowSize + tops > below.length) {
            below = Arrays.copyOf(below, 2 * (belowSize + tops));
        }
        System.arraycopy(top, 0, below, belowSize, tops);
        belowSize += tops;
        tops = 0;
        barrier = node;
    }

    /** Takes a write in place of all, which are below it. */
    void replaceBy(int write) {
        clear();
        add(write);
    }

    void clear() {
        tops = 0;
        belowSize = 0;
        barrier = -1;
    }
}
