package dev.skewer.harness.interleaving;

import java.util.Iterator;
import java.util.List;

/** Says which process goes on. */
@FunctionalInterface
interface Chooser {
    /**
     * The process that goes on.
     *
     * @param step how many went on before, over all
     * @param choices those that can, ascending; at least one
     * @param expected the one of them that goes on if nothing is to be changed: that which is in the middle of an operation, or whose
     *     operation began first in the recorded history; of those that began at the same time, the latest, or the one with the lowest number
     */
    int choose(int step, List<Integer> choices, int expected);

    /** As near to an order of processes as it can be had: those that cannot go on are passed over, and at the end those go on that are expected to. */
    static Chooser guidedBy(List<Integer> order) {
        Iterator<Integer> next = order.iterator();
        return (step, choices, expected) -> {
            while (next.hasNext()) {
                int process = next.next();
                if (choices.contains(process)) {
                    return process;
                }
            }
            return expected;
        };
    }

    /** Follows a schedule, and where it ends lets that process go on that is expected to. */
    static Chooser following(List<Integer> schedule) {
        return (step, choices, expected) -> {
            if (step >= schedule.size()) {
                return expected;
            }
            int next = schedule.get(step);
            if (!choices.contains(next)) {
                throw new InterleavingException("step " + (step + 1) + " of the schedule lets process " + next
                        + " go on, which cannot; right would be one of " + choices);
            }
            return next;
        };
    }
}
