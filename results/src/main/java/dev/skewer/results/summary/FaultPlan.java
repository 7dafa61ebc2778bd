package dev.skewer.results.summary;

import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A schedule of faults, what it planned for a run, and how often each of its faults was injected.
 *
 * @param schedule as the command line has it, such as {@code kill(every=2s)}
 * @param injected by fault, how often it began in fact
 * @param planned what was to begin, in order, if each fault begins and is healed without taking time
 * @param isWhole whether that is all that was planned for the length of the run
 */
public record FaultPlan(String schedule, SortedMap<String, Long> injected, List<Start> planned, boolean isWhole) {
    /** Copies the collections. */
    public FaultPlan {
        injected = Collections.unmodifiableSortedMap(new TreeMap<>(injected));
        planned = List.copyOf(planned);
    }

    /**
     * One time that a fault was to begin.
     *
     * @param fault its name
     * @param at nanoseconds since the run began; since the count of operations, if it was to wait for one
     * @param operation the count of operations that it was to wait for
     * @param length how long it was to last, in nanoseconds; 0 for as long as it takes
     * @param nodes which nodes it was to hit; none if it does not choose among nodes
     */
    public record Start(String fault, long at, OptionalLong operation, long length, List<Integer> nodes) {
        /** Copies the list. */
        public Start {
            nodes = List.copyOf(nodes);
        }
    }
}
