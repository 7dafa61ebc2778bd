package dev.skewer.checker.linear.search;

import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.parts.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one part of a history. Operations are numbered as in the history, in order of invocation.
 *
 * @param part what it is about, such as a key; null if the history has no parts
 * @param valid whether it is linearizable
 * @param order a linearization if it is, and otherwise the longest beginning of one that was found; operations of unknown
 *     outcome that are not in it were left out; empty where it was decided without a search
 * @param stuck the operation that could not be placed after that; -1 if there is none
 * @param refusals the states that the object could be in then, each with the reason why it does not allow that operation; at
 *     most {@link #MAX_REFUSALS}; empty unless it is known that it is in one of these
 * @param contradiction operations that contradict each other whatever the others did, where that is known without a search
 * @param because why they do, as a clause, or what ended the check before it was decided; empty where it is not known
 * @param configurations how many configurations the search remembered
 * @param steps how many steps it took
 */
public record PartResult(
        @Nullable Object part,
        Validity valid,
        List<Integer> order,
        int stuck,
        List<Refusal> refusals,
        List<Integer> contradiction,
        String because,
        long configurations,
        long steps) {
    /** How many states are kept for a report. */
    public static final int MAX_REFUSALS = 32;

    /** The same part, not decided after all. */
    public PartResult undecided(String why) {
        return new PartResult(part, Validity.UNKNOWN, List.of(), -1, List.of(), List.of(), why, configurations, steps);
    }

    /** Copies the lists. */
    public PartResult {
        order = IntegerList.copyOf(order);
        refusals = List.copyOf(refusals);
        contradiction = List.copyOf(contradiction);
    }
}
