package dev.skewer.workloads.fault;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.target.Controls;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** Puts some of the target's nodes under a condition, for a while. Which nodes, when and how badly is drawn anew each time. */
final class ImposedFault implements Fault {
    /**
     * When one of these happens.
     *
     * @param shortestIdle how long all is well at least
     * @param longestIdle how long at most
     * @param shortest how long the condition lasts at least
     * @param longest how long at most
     */
    record Times(Duration shortestIdle, Duration longestIdle, Duration shortest, Duration longest) {
        static Times ofMillis(long shortestIdle, long longestIdle, long shortest, long longest) {
            return new Times(
                    Duration.ofMillis(shortestIdle),
                    Duration.ofMillis(longestIdle),
                    Duration.ofMillis(shortest),
                    Duration.ofMillis(longest));
        }
    }

    /** What is done to a node. */
    @FunctionalInterface
    interface Condition {
        /**
         * Begins it.
         *
         * @param details what was drawn for this time
         */
        Controls.Imposed impose(int node, Map<String, Long> details);
    }

    private final int nodes;
    private final Times times;
    private final Function<Dice, Map<String, Long>> details;
    private final Condition condition;
    private final Queue<Controls.Imposed> imposed = new ConcurrentLinkedQueue<>();

    /**
     * A fault of a target.
     *
     * @param nodes how many it has
     * @param details draws what is recorded of a time
     */
    ImposedFault(int nodes, Times times, Function<Dice, Map<String, Long>> details, Condition condition) {
        this.nodes = nodes;
        this.times = times;
        this.details = details;
        this.condition = condition;
    }

    @Override
    public Cycle plan(Dice dice) {
        return new Cycle(
                Fault.between(dice, times.shortestIdle(), times.longestIdle()),
                Fault.between(dice, times.shortest(), times.longest()),
                details.apply(dice),
                Fault.some(dice, nodes));
    }

    @Override
    public void start(Cycle cycle) {
        for (int node : cycle.nodes()) {
            imposed.add(condition.impose(node, cycle.details()));
        }
    }

    @Override
    public void heal() {
        // One that cannot be put right stays, to be tried again.
        for (Controls.Imposed each = imposed.peek(); each != null; each = imposed.peek()) {
            each.close();
            imposed.remove(each);
        }
    }
}
