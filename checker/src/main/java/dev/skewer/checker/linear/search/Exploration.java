package dev.skewer.checker.linear.search;

import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.parts.Refusal;
import java.util.List;

/**
 * How far one can get with the operations of one part: what a search found, for people to look at. Operations are numbered
 * as in the history.
 *
 * @param valid what the search found by itself: {@code UNKNOWN} if it did not come to an end
 * @param orders if it is {@code TRUE} a linearization, from which only operations of unknown outcome may be missing;
 *     otherwise partial linearizations, each as long as they get: first the one that gets farthest in time, then for the
 *     operations that it leaves out the longest ones with these
 * @param complete whether there are no others: an operation of known outcome that is in none of these orders is in none
 *     at all
 * @param stuck the first operation to return of those that the first order leaves out; -1 if there is none
 * @param refusals the states that the object could be in when it had to take effect, each with the reason why it refuses
 *     it; empty where not all of them are known
 */
public record Exploration(
        Validity valid, List<List<Integer>> orders, boolean complete, int stuck, List<Refusal> refusals) {
    /** How many orders are told. */
    public static final int MAX_ORDERS = 100;

    /** How many steps all orders but the first may have together. */
    public static final long MAX_STEPS = 200_000;

    /** Copies the lists. */
    public Exploration {
        orders = orders.stream().map(List::copyOf).toList();
        refusals = List.copyOf(refusals);
    }
}
