package dev.skewer.harness.campaign;

import dev.skewer.results.summary.PlannedCell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do of a campaign, and for how long: hands out one cell after the other, in their order, and leaves out the least valuable ones as soon as the time limit
 * shows to be too short for all. May be used by several threads.
 *
 * <p>How long the rest takes is estimated with the pace so far: what the cells that are over took, by what they were estimated to take. The first seconds say little
 * about it and count for little.
 */
final class Agenda {
    /** As if so much had been done already, just as it was estimated. */
    private static final long PRIOR_MILLIS = 10_000;

    private final LongSupplier nanoClock;
    private final long begun;
    private final @Nullable Duration timeLimit;
    private final int jobs;

    private final List<PlannedCell> open;
    private final List<PlannedCell> over = new ArrayList<>();
    private final List<PlannedCell> leftOut = new ArrayList<>();
    /** When each was begun. */
    private final Map<PlannedCell, Long> running = new LinkedHashMap<>();

    private long estimatedMillis = PRIOR_MILLIS;
    private long takenMillis = PRIOR_MILLIS;

    /**
     * An agenda; its time begins now.
     *
     * @param cells what is to be run, in this order
     * @param over cells whose outcome is known already
     * @param timeLimit how long all may take; null for as long as they take
     * @param jobs how many cells are run at once
     * @param nanoClock such as {@link System#nanoTime}
     */
    Agenda(
            List<PlannedCell> cells,
            List<PlannedCell> over,
            @Nullable Duration timeLimit,
            int jobs,
            LongSupplier nanoClock) {
        open = new ArrayList<>(cells);
        this.over.addAll(over);
        this.timeLimit = timeLimit;
        this.jobs = jobs;
        this.nanoClock = nanoClock;
        begun = nanoClock.getAsLong();
    }

    /** The next cell, which runs from now on; empty if there is no more, or no more time. */
    synchronized Optional<PlannedCell> next() {
        leaveOutWhatDoesNotFit();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        PlannedCell next = open.remove(0);
        running.put(next, nanoClock.getAsLong());
        return Optional.of(next);
    }

    /** Takes note that a cell is over. */
    synchronized void done(PlannedCell cell) {
        Long since = running.remove(cell);
        over.add(cell);
        if (since != null) {
            estimatedMillis += cell.estimate().toMillis();
            takenMillis += millisSince(since);
        }
    }

    /** What the time limit has left out so far. */
    synchronized List<PlannedCell> leftOut() {
        return List.copyOf(leftOut);
    }

    /** What was not begun. */
    synchronized List<PlannedCell> open() {
        return List.copyOf(open);
    }

    /** What runs now, in the order in which it began. */
    synchronized List<PlannedCell> running() {
        return List.copyOf(running.keySet());
    }

    /** How many cells are over. */
    synchronized int over() {
        return over.size();
    }

    /** How long the rest will take, about. */
    synchronized Duration left() {
        return Duration.ofMillis((long) ((openMillis() * pace() + runningMillis()) / jobs));
    }

    /** Whether something else that takes so long fits into the time that is left. */
    synchronized boolean hasTimeFor(Duration duration) {
        return timeLimit == null || duration.toMillis() * pace() <= timeLimit.toMillis() - millisSince(begun);
    }

    private void leaveOutWhatDoesNotFit() {
        if (timeLimit == null) {
            return;
        }
        double millis = (double) (timeLimit.toMillis() - millisSince(begun)) * jobs - runningMillis();
        if (openMillis() * pace() <= millis) {
            return;
        }
        var certain = new ArrayList<>(over);
        certain.addAll(running.keySet());
        Set<PlannedCell> chosen =
                new HashSet<>(Coverage.choose(certain, open, Duration.ofMillis((long) (Math.max(0, millis) / pace()))));
        open.stream().filter(cell -> !chosen.contains(cell)).forEach(leftOut::add);
        open.retainAll(chosen);
    }

    private long openMillis() {
        return open.stream().mapToLong(cell -> cell.estimate().toMillis()).sum();
    }

    /** What is left of the cells that run. */
    private double runningMillis() {
        double millis = 0;
        for (Map.Entry<PlannedCell, Long> cell : running.entrySet()) {
            millis += Math.max(0, cell.getKey().estimate().toMillis() * pace() - millisSince(cell.getValue()));
        }
        return millis;
    }

    private double pace() {
        return (double) takenMillis / estimatedMillis;
    }

    private long millisSince(long nanos) {
        return (nanoClock.getAsLong() - nanos) / 1_000_000;
    }
}
