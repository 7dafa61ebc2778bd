package dev.skewer.workloads.runner;

import dev.skewer.workloads.RunOutcome.Ending;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.schedule.FaultSchedule;
import dev.skewer.workloads.schedule.FaultSchedule.PlannedCycle;
import dev.skewer.workloads.schedule.FaultSchedule.PlannedStep;
import dev.skewer.workloads.schedule.FaultsOnTarget;
import dev.skewer.workloads.schedule.When;
import dev.skewer.workloads.schedule.When.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Plays one schedule until told to stop: waits for when a round begins, then starts and heals its faults step by step. Faults of one
 * step have a thread each, so that one that takes long to start does not keep the others.
 */
final class Nemesis implements Runnable {
    /** How often it looks how many operations have begun. */
    private static final long LOOK_NANOS = 1_000_000;

    private final FaultSchedule schedule;
    private final Seed chances;
    private final FaultsOnTarget target;
    private final Map<String, Injection> injections;
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
     * @param operations how many client operations have begun
     * @param run stopped if it breaks down
     * @param faultsOver ends this
     */
    Nemesis(
            FaultSchedule schedule,
            Seed chances,
            FaultsOnTarget target,
            Map<String, Injection> injections,
            RunClock clock,
            LongAdder operations,
            Problems problems,
            StopSignal run,
            StopSignal faultsOver) {
        this.schedule = schedule;
        this.chances = chances;
        this.target = target;
        this.injections = Map.copyOf(injections);
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
        for (PlannedStep step : steps) {
            if (faultsOver.await(step.idle().toNanos()) || !together(step.cycles())) {
                return false;
            }
        }
        return true;
    }

    private boolean together(List<PlannedCycle> cycles) throws InterruptedException {
        if (cycles.size() == 1) {
            return inject(cycles.get(0));
        }
        AtomicBoolean goesOn = new AtomicBoolean(true);
        var threads = new ArrayList<Thread>();
        for (PlannedCycle planned : cycles) {
            threads.add(Threads.daemon("fault-" + planned.fault(), () -> {
                try {
                    if (!inject(planned)) {
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

    private boolean inject(PlannedCycle planned) throws InterruptedException {
        Injection injection = injections.get(planned.fault());
        if (injection == null) {
            throw new IllegalStateException("fault " + planned.fault() + " is not of this schedule");
        }
        return injection.cycle(planned.cycle());
    }
}
