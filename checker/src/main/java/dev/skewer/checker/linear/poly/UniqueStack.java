package dev.skewer.checker.linear.poly;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;

/**
 * Stacks onto which every value that came out was pushed once.
 *
 * <p>Calls: {@link #PUSH} with a = the value; {@link #POP} with a = the value that came out, or NONE if it was empty.
 *
 * <p>A history is linearizable if and only if no value came out before it was pushed, or twice, or without having been
 * pushed; {@link EmptyAnswers} finds nothing; and the stays of the values can be nested: the algorithm and its proof are at
 * {@link Nesting}. An empty answer cuts the history at a moment that no component holds, so it does not disturb them.
 * (The stack is the type on which published algorithms went wrong, see Abdulla et al., <i>Efficient linearizability
 * monitoring</i>, PLDI 2025; theirs is quadratic. That of Lee & Mathur, <i>Efficient decrease-and-conquer linearizability
 * monitoring</i>, OOPSLA 2025, is O(n log n) by the same principle as this one.)
 *
 * <p><b>Unknown outcomes.</b> Pushes: see {@link Stays}. A pop of unknown outcome matters only if a value is stuck; then
 * {@link Takers} says for each value which pop may have taken it. A stuck value v is surely above u if u was in before v was
 * pushed and came out after v was in; then it must be out before u is. Contradictions and linearizations found so are
 * certain.
 *
 * <p><b>Not decided:</b> histories in which a value that came out was pushed by several calls, and some of those in which
 * pops of unknown outcome must have taken out values.
 *
 * <p>O(n log n); about 100 bytes a call and 8 a value id while it runs. Of a contradiction all calls may be left out that
 * concern only values, or are empty answers, that it does not name; but not the pops of unknown outcome.
 */
public final class UniqueStack {
    /** Puts a on top. */
    public static final int PUSH = Stays.INSERT;
    /** Takes a from the top, or finds the stack empty. */
    public static final int POP = Stays.REMOVE;

    private UniqueStack() {}

    /** Decides whether the calls are linearizable. */
    public static Decision decide(Calls calls) {
        Stays stays = new Stays(calls);
        if (stays.verdict() != Decision.TRUE) {
            return stays.verdict();
        }
        Decision decision = EmptyAnswers.decide(stays);
        if (decision != Decision.TRUE) {
            return decision;
        }
        if (stays.stuck == 0 || stays.lostRemovals == 0) {
            return new Nesting(stays, new int[0]).decide().by(() -> new Nesting(stays, new int[0]).order());
        }
        decision = new Nesting(stays, Takers.earliestForAll(stays)).decide();
        return decision == Decision.TRUE ? shareOut(stays) : decision;
    }

    private static Decision shareOut(Stays stays) {
        Takers takers = new Takers(stays);
        LeastAbove below = new LeastAbove(stays.time.size, stays.end);
        for (int t = 0; t < stays.time.size; t++) {
            int event = stays.time.event[t];
            if (event >= 0) {
                if (stays.isStuck(event)) {
                    takers.deadline(event, below.above(stays.end[event]));
                }
            } else if (stays.isRemoved(~event)) {
                int pop = stays.removal(~event);
                below.add(stays.begin[pop], pop);
            }
        }
        int[] taker = takers.share();
        if (taker.length == 0) {
            return takers.tooFew();
        }
        Nesting nesting = new Nesting(stays, taker);
        return nesting.allowsEmptyAnswers() && nesting.decide() == Decision.TRUE
                ? Decision.linearizable(() -> new Nesting(stays, taker).order())
                : Decision.notApplicable("pops whose answer was lost can have taken values in many ways");
    }
}
