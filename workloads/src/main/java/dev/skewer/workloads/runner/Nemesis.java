package dev.skewer.workloads.runner;

import dev.skewer.workloads.RunOutcome.Ending;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.schedule.FaultSchedule;
import dev.skewer.workloads.schedule.FaultSchedule.PlannedCycle;
import dev.skewer.workloads.schedule.FaultSchedule.PlannedStep;
import dev.skewer.workloads.schedule.FaultsOnTarget;
import dev.skewer.workloads.schedule.When;
import dev.skewer.workloads.schedule.When.Moment;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Controls.Imposed;
import dev.skewer.workloads.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Plays one schedule until told to stop: waits for when a round begins, then starts and heals its faults step by step. Faults of one
 * step have a thread each, so that one that takes long to start does not keep the others.
 */
final class Nemesis implements Runnable {
    /** How often it looks how many operations have begun. */
    private static final long LOOK_NANOS = 1_000_000;
    /** How long it waits for a thread at a yield point between two looks at whether the run is over. */
    private static final Duration ARRIVAL = Duration.ofMillis(50);

    private final FaultSchedule schedule;
    private final Seed chances;
    private final FaultsOnTarget target;
    private final Map<String, Injection> injections;
    private final Target host;
    private final RunClock clock;
    private final LongAdder operations;
    private final Problems problems;
    private final StopSignal run;
    private final StopSignal faultsOver;

    /**
     * A nemesis for one schedule.
     *
     * @param chances of all faults of the run
     * @param injections of its faults, by name
     * @param host whose yield points it waits at, if the schedule says so
     * @param operations how many client operations have begun
     * @param run stopped if it breaks down
     * @param faultsOver ends this
     */
    Nemesis(
            FaultSchedule schedule,
            Seed chances,
            FaultsOnTarget target,
            Map<String, Injection> injections,
            Target host,
            RunClock clock,
            LongAdder operations,
            Problems problems,
            StopSignal run,
            StopSignal faultsOver) {
        this.schedule = schedule;
        this.chances = chances;
        this.target = target;
        this.injections = Map.copyOf(injections);
        this.host = host;
        this.clock = clock;
        this.operations = operations;
        this.problems = problems;
        this.run = run;
        this.faultsOver = faultsOver;
    }

    @Override
    public void run() {
        try {
            boolean goesOn = true;
            for (long round = 0; goesOn; round++) {
                Duration now = Duration.ofNanos(clock.now());
                Moment moment = schedule.moment(round, chances, now, operations.sum());
                goesOn = await(moment) && round(schedule.round(round, chances, target));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            problems.add("the schedule of fault " + String.join(" and ", schedule.faults()) + " broke down: " + e);
            run.give(Ending.PROBLEM);
        }
    }

    /** Waits for a moment; returns whether it came before the end. */
    private boolean await(Moment moment) throws InterruptedException {
        if (moment instanceof When.AtTime at) {
            return !faultsOver.await(at.time().toNanos() - clock.now());
        }
        if (moment instanceof When.After after) {
            return !faultsOver.await(after.idle().toNanos());
        }
        if (moment instanceof When.AtOperation at) {
            while (operations.sum() < at.count()) {
                if (faultsOver.await(LOOK_NANOS)) {
                    return false;
                }
            }
        }
        return !(moment instanceof When.Never) && !faultsOver.isGiven();
    }

    /** One round; returns whether another one makes sense. */
    private boolean round(List<PlannedStep> steps) throws InterruptedException {
        for (int i = 0; i < steps.size(); i++) {
            PlannedStep step = steps.get(i);
            if (faultsOver.await(step.idle().toNanos())) {
                return false;
            }
            boolean isAtPoint = i == 0 && schedule.when() instanceof When.AtPoint;
            if (isAtPoint ? !atPoint(step.cycles()) : !together(step.cycles(), () -> {})) {
                return false;
            }
        }
        return true;
    }

    /** Begins a step while a thread of the target stands at the schedule's yield point. */
    private boolean atPoint(List<PlannedCycle> cycles) throws InterruptedException {
        String point = ((When.AtPoint) schedule.when()).point();
        Optional<Imposed> held = Optional.empty();
        while (held.isEmpty()) {
            if (faultsOver.isGiven()) {
                return false;
            }
            held = ((Controls.Breakpoints) host).hold(point, ARRIVAL);
        }
        try (Imposed thread = held.get()) {
            return together(cycles, thread::close);
        }
    }

    /**
     * One step; returns whether another one makes sense.
     *
     * @param onStarted told when all of its faults have started
     */
    private boolean together(List<PlannedCycle> cycles, Runnable onStarted) throws InterruptedException {
        var missing = new AtomicInteger(cycles.size());
        Runnable onEach = () -> {
            if (missing.decrementAndGet() == 0) {
                onStarted.run();
            }
        };
        if (cycles.size() == 1) {
            return inject(cycles.get(0), onEach);
        }
        AtomicBoolean goesOn = new AtomicBoolean(true);
        var threads = new ArrayList<Thread>();
        for (PlannedCycle planned : cycles) {
            threads.add(Threads.daemon("fault-" + planned.fault(), () -> {
                try {
                    if (!inject(planned, onEach)) {
                        goesOn.set(false);
                    }
                } catch (InterruptedException e) {
                    goesOn.set(false);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return goesOn.get();
    }

    private boolean inject(PlannedCycle planned, Runnable onStarted) throws InterruptedException {
        Injection injection = injections.get(planned.fault());
        if (injection == null) {
            throw new IllegalStateException("fault " + planned.fault() + " is not of this schedule");
        }
        return injection.cycle(planned.cycle(), onStarted);
    }
}
