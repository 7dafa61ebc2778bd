package dev.skewer.checker.transaction.timestamp;

import java.util.Map;

/** The states of one object after another, by how many of its writes came before. */
sealed interface States permits RegisterStates, ListStates {
    /**
     * Begins with an object.
     *
     * @param writes its writes in the order of their moments, these above; the first {@code size} of them
     * @param untimed by value, the transaction without timestamps that wrote it, or {@link UntimedWriters#SEVERAL}
     */
    void begin(int key, long[] writes, int size, Map<Long, Integer> untimed);

    /** Whether a read may show the state after so many writes, and what transactions without timestamps wrote besides. */
    boolean isState(int read, int count);

    /**
     * Takes note of a read that shows the state after so many writes.
     *
     * @param moment when it was
     * @param unseenFrom the doubled moment at which what it does not show was committed at the earliest
     */
    void note(int read, int moment, long unseenFrom, int count);

    /** Ends with the object. */
    void end();
}
