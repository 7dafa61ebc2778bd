package dev.skewer.checker.transaction.oracle;

/**
 * What an execution promises, as axioms over who sees whom (VIS) and one order of all transactions (AR, total, VIS ⊆ AR). But for the
 * first two, which let each read see another state, these are the definitions of Cerone, Bernardi and Gotsman, <em>A Framework for
 * Transactional Consistency Models with Atomic Visibility</em> (CONCUR 2015): a read sees the state that the last visible writer of the
 * object in AR left behind, with what its own transaction wrote on top.
 */
public enum Level {
    /**
     * Each read sees what some transaction before its own in AR left behind, or its own latest write: Adya's PL-2, in the words of
     * Crooks, Pu, Alvisi and Clement, <em>Seeing is Believing</em> (PODC 2017).
     */
    READ_COMMITTED,
    /**
     * And what a transaction saw, later reads of it do not miss: what Biswas and Enea, <em>On the Complexity of Checking Transactional
     * Consistency</em> (OOPSLA 2019), and AWDIT (PLDI 2025) call read committed.
     */
    MONOTONIC_ATOMIC_VIEW,
    /** All reads of a transaction see the same others, each of them whole. */
    READ_ATOMIC,
    /** And of two transactions that write the same object, one sees the other. */
    UPDATE_ATOMIC,
    /** All reads of a transaction see the same others, each of them whole, and VIS is transitive. */
    CAUSAL,
    /** And of two transactions that write the same object, one sees the other. */
    PARALLEL_SNAPSHOT_ISOLATION,
    /** Who sees a transaction sees all that are before it in AR. */
    PREFIX,
    /** And of two transactions that write the same object, one sees the other. */
    SNAPSHOT_ISOLATION,
    /** Each sees all that are before it in AR. */
    SERIALIZABLE;

    /** What else the order of transactions has to heed. */
    public enum Order {
        /** Nothing. */
        NONE,
        /** A process's transactions see each other in its order; below read atomic, they are so in AR. */
        SESSION,
        /** What had returned before a transaction was invoked is seen by it; below read atomic, it is before it in AR. */
        REAL_TIME
    }
}
