package dev.skewer.workloads.fault;

import dev.skewer.workloads.generator.Dice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Something that goes wrong on purpose, again and again, and is put right each time. Used by one thread; {@link #heal} may
 * also come from another, when a run is cut short.
 */
public interface Fault {
    /**
     * One time that it happens.
     *
     * @param idle how long all is well before
     * @param active how long it lasts
     * @param details what is recorded of it in the history, by keyword; integers, with the unit in the name
     * @param nodes which nodes of the target it hits, ascending; recorded too; empty for a fault that does not choose among them
     */
    record Cycle(Duration idle, Duration active, Map<String, Long> details, List<Integer> nodes) {
        /** Copies the collections. */
        public Cycle {
            details = Map.copyOf(details);
            nodes = List.copyOf(nodes);
        }

        /** One of a fault that does not choose among nodes. */
        public Cycle(Duration idle, Duration active, Map<String, Long> details) {
            this(idle, active, details, List.of());
        }
    }

    /** When and how it happens next: a function of the dice alone. */
    Cycle plan(Dice dice);

    /**
     * Makes it happen. What is over at once is over when this returns.
     *
     * @throws dev.skewer.workloads.target.TargetLostException if the target did not survive it
     */
    void start(Cycle cycle);

    /** Puts everything right; harmless when nothing is wrong. */
    void heal();

    /** Some of several nodes, at least one, ascending: each number as likely as any, then any so many. */
    static List<Integer> some(Dice dice, int nodes) {
        int missing = dice.between(1, nodes);
        var chosen = new ArrayList<Integer>();
        for (int node = 0; node < nodes; node++) {
            if (dice.chance((double) missing / (nodes - node))) {
                chosen.add(node);
                missing--;
            }
        }
        return chosen;
    }

    /** A duration between two others, in whole microseconds. */
    static Duration between(Dice dice, Duration low, Duration high) {
        long micros = low.toNanos() / 1_000;
        long width = high.toNanos() / 1_000 - micros;
        return Duration.ofNanos((micros + (long) (dice.fraction() * width)) * 1_000);
    }
}
