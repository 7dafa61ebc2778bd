package dev.skewer.workloads.set;

/** One operation on the sets of one key, where one set lives at a time. */
public sealed interface SetOperation {
    /** Which key. */
    int key();

    /**
     * Read a set.
     *
     * @param back how many sets before the one that lives now; 0 is that one
     */
    record Read(int key, long back) implements SetOperation {}

    /** Add an element to the set that lives now. */
    record Add(int key) implements SetOperation {}
}
