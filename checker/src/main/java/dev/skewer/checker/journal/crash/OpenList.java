package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

/** Operations as a doubly linked list from which any can be taken, and put back in the opposite order (Knuth's dancing links). */
final class OpenList {
    private final int[] next;
    private final int[] previous;
    private int last;

    OpenList(int room) {
        // One more, which is the head.
        next = new int[room + 1];
        previous = new int[room + 1];
        last = room;
        next[room] = NONE;
    }

    private int head() {
        return next.length - 1;
    }

    void add(int o) {
        next[last] = o;
        previous[o] = last;
        next[o] = NONE;
        last = o;
    }

    int first() {
        return next[head()];
    }

    int after(int o) {
        return next[o];
    }

    void remove(int o) {
        next[previous[o]] = next[o];
        if (next[o] != NONE) {
            previous[next[o]] = previous[o];
        }
    }

    void restore(int o) {
        next[previous[o]] = o;
        if (next[o] != NONE) {
            previous[next[o]] = o;
        }
    }
}
