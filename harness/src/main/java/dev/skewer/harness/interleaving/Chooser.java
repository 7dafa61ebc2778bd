package dev.skewer.harness.interleaving;

import java.util.List;

/** Says which process goes on. */
@FunctionalInterface
interface Chooser {
    /**
     * The process that goes on.
     *
     * @param step how many went on before, over all
     * @param choices those that can, ascending; at least one
     * @param latest the one that went on last; -1 at the beginning
     */
    int choose(int step, List<Integer> choices, int latest);

    /** Follows a schedule, and where it ends lets each process go on for as long as it can, then the one with the lowest number. */
    static Chooser following(List<Integer> schedule) {
        return (step, choices, latest) -> {
            if (step >= schedule.size()) {
                return choices.contains(latest) ? latest : choices.get(0);
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
