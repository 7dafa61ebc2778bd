package dev.skewer.workloads.fault;

import dev.skewer.workloads.generator.Dice;
import java.time.Duration;
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
     */
    record Cycle(Duration idle, Duration active, Map<String, Long> details) {
        /** Copies the map. */
        public Cycle {
            details = Map.copyOf(details);
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

    /** A duration between two others, in whole microseconds. */
    static Duration between(Dice dice, Duration low, Duration high) {
        long micros = low.toNanos() / 1_000;
        long width = high.toNanos() / 1_000 - micros;
        return Duration.ofNanos((micros + (long) (dice.fraction() * width)) * 1_000);
    }
}
