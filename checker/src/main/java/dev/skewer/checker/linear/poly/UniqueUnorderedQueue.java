package dev.skewer.checker.linear.poly;

import dev.skewer.checker.linear.Calls;

/**
 * Unordered queues (bags) into which every value that came out was put once.
 *
 * <p>Calls: {@link #ENQUEUE} with a = the value; {@link #DEQUEUE} with a = the value that came out, or NONE if it was empty.
 *
 * <p>Values have nothing to do with each other but for the answer "empty". A history is linearizable if and only if no
 * value came out before it was put in, or twice, or without having been put in, and {@link EmptyAnswers} finds nothing.
 * That holds with any calls of unknown outcome: the proofs are at {@link Stays} and {@link EmptyAnswers}.
 *
 * <p><b>Not decided:</b> histories in which a value that came out was put in by several calls.
 *
 * <p>O(n) if the ranks leave few gaps, else O(n log n); about 45 bytes a call and 8 a value id while it runs. Of a
 * contradiction all calls may be left out that concern only values, or are empty answers, that it does not name; but not
 * the removals of unknown outcome.
 */
public final class UniqueUnorderedQueue {
    /** Puts a in. */
    public static final int ENQUEUE = Stays.INSERT;
    /** Takes a out, or finds the queue empty. */
    public static final int DEQUEUE = Stays.REMOVE;

    private UniqueUnorderedQueue() {}

    /** Decides whether the calls are linearizable. */
    public static Decision decide(Calls calls) {
        Stays stays = new Stays(calls);
        return stays.verdict() == Decision.TRUE ? EmptyAnswers.decide(stays) : stays.verdict();
    }
}
