package dev.skewer.workloads.set;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which set lives at each key. After {@link #MOST_ELEMENTS} additions the next one does, so that whole reads stay small however long
 * the run is. A set's id is {@code key + keys · generation}. Shared by all processes of a run, without a lock; 8 bytes a key.
 */
final class SetDirectory {
    /** How many elements a set gets. */
    static final int MOST_ELEMENTS = 64;

    private final AtomicLongArray additions;

    SetDirectory(int keys) {
        additions = new AtomicLongArray(keys);
    }

    int keys() {
        return additions.length();
    }

    /** The set that the next element of a key goes to; counts it. */
    long add(int key) {
        return key + keys() * (additions.getAndIncrement(key) / MOST_ELEMENTS);
    }

    /** The set that an element went to last, or one so many before. */
    long id(int key, long back) {
        return key + keys() * Math.max(0, sets(key) - 1 - back);
    }

    /** How many sets of a key were added to. */
    long sets(int key) {
        return (additions.get(key) + MOST_ELEMENTS - 1) / MOST_ELEMENTS;
    }
}
