package dev.skewer.checker.linear.poly;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;

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
        return stays.verdict() == Decision.TRUE ? EmptyAnswers.decide(stays).by(() -> order(stays)) : stays.verdict();
    }

    /**
     * Each value goes in as late and comes out as early as it can, or both at one moment. Before an empty answer, removals of
     * unknown outcome take out what is stuck: the one invoked first, as soon as it is needed.
     */
    private static int[] order(Stays stays) {
        int[] gap = EmptyAnswers.gaps(stays);
        Moments moments = new Moments();
        int[] stuckIn = new int[stays.time.size];
        int[] answersIn = new int[stays.time.size];
        for (int call = 0; call < gap.length; call++) {
            if (stays.isEmptyAnswer(call)) {
                moments.add(call, gap[call], 1);
                answersIn[gap[call]]++;
            } else if (stays.isStuck(call)) {
                moments.add(call, stays.end[call] - 1, 3);
                stuckIn[stays.end[call] - 1]++;
            } else if (stays.isRemoved(call)) {
                boolean isForced = stays.enteredBy(call) < stays.leftAfter(call);
                moments.add(call, isForced ? stays.enteredBy(call) - 1 : stays.leftAfter(call), isForced ? 3 : 2);
                moments.add(stays.removal(call), stays.leftAfter(call), isForced ? 0 : 2);
            }
        }
        int removal = -1;
        int stuck = 0;
        for (int t = 0; t < stays.time.size; t++) {
            for (; answersIn[t] > 0 && stuck > 0; stuck--) {
                do {
                    removal++;
                } while (!stays.isLostRemoval(removal));
                moments.add(removal, t, 0);
            }
            stuck += stuckIn[t];
        }
        return moments.order();
    }
}
