package dev.skewer.checker.transaction.decide;

/** What came of looking for an order of transactions. */
public sealed interface OrderDecision {
    /**
     * There is one.
     *
     * @param transactions all of them, by when their writes can be seen; replayed by the definition
     */
    @SuppressWarnings("ArrayRecordComponent") // a column, which is not copied
    record Ordered(int[] transactions) implements OrderDecision {}

    /**
     * There is none.
     *
     * @param why as few choices as could be found within the budget
     */
    record Contradicted(Contradiction why) implements OrderDecision {}

    /**
     * The budget was spent before that was known.
     *
     * @param choices how many choices the search had to make
     */
    record Undecided(int choices) implements OrderDecision {}
}
