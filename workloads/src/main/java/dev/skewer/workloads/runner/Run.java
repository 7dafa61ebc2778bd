package dev.skewer.workloads.runner;

import static dev.skewer.workloads.generator.Generators.limitTotal;
import static dev.skewer.workloads.generator.Generators.rate;
import static dev.skewer.workloads.generator.Generators.timeLimit;

import dev.skewer.workloads.Client;
import dev.skewer.workloads.Faults;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.RunContext;
import dev.skewer.workloads.RunException;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.RunOutcome.Ending;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.fault.Fault;
import dev.skewer.workloads.generator.Generator;
import dev.skewer.workloads.generator.Generators;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.generator.SlotStream;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One run, from an empty folder to a complete history.
 *
 * @param <O> what the workload's generator makes
 */
public final class Run<O> {
    private static final Duration POLL = Duration.ofMillis(20);
    /** How long processes may take to end their last operation before they are interrupted. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    /** More operations that fail one after the other than there are in a run that goes well. */
    private static final int FAILURES_IN_A_ROW = 10;
    /** How long the end of the JVM waits for a run to end in good order. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(15);

    private final TestSpec spec;
    private final RunContext context;
    private final Workload<O> workload;
    private final TargetType targetType;
    private final Seed seed;
    private final Names names = new Names();
    private final Tally tally = new Tally();
    private final Problems problems = new Problems();
    private final FaultBoard board = new FaultBoard();
    private final StopSignal stop = new StopSignal();
    private final StopSignal faultsOver = new StopSignal();
    private final List<Worker<O>> workers = new ArrayList<>();
    private final List<Thread> workerThreads = new ArrayList<>();
    private final List<Thread> faultThreads = new ArrayList<>();
    private boolean interrupted;
    /** When the last process ended, in nanoseconds since the run began. */
    private long end;

    /** A run of a workload on a target; the spec's own names for them are not looked up again. */
    public Run(TestSpec spec, RunContext context, Workload<O> workload, TargetType targetType) {
        this.spec = spec;
        this.context = context;
        this.workload = workload;
        this.targetType = targetType;
        this.seed = new Seed(spec.seed());
    }

    /**
     * Carries it out, once. See {@link TestRunner#run}.
     *
     * @throws RunException if the target cannot be opened or the history cannot be recorded
     */
    public RunOutcome execute() {
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = new Thread(() -> endEarly(over), "skewer-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Scratch scratch = new Scratch(context.scratch());
            RunOutcome outcome = null;
            try {
                outcome = inFolder(scratch);
                return outcome;
            } finally {
                // A target that broke down leaves evidence; anything else leaves nothing.
                if (outcome == null || outcome.problems().isEmpty()) {
                    scratch.delete();
                }
            }
        } finally {
            over.countDown();
            unhook(hook);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RunOutcome inFolder(Scratch scratch) {
        Target target = open(scratch);
        Recorder recorder;
        try {
            Workload.Session<O> session = workload.start(spec, target, names);
            RunClock clock = new RunClock();
            LiveWatch watch = new LiveWatch(context, clock, tally, board, stop, spec.failFast());
            int lanes = spec.concurrency() + spec.faults().size() + 1;
            recorder =
                    new Recorder(clock, names, context.history(), tally, lanes, watch, () -> stop.give(Ending.PROBLEM));
            prepareWorkers(recorder, clock, session, target);
            prepareFaults(recorder, target);
            Lane finalLane = recorder.lane(false);
            recorder.start();
            try {
                workerThreads.forEach(Thread::start);
                faultThreads.forEach(Thread::start);
                awaitWorkers();
                end = clock.now();
                healFaults();
                if (!stop.isGiven()) {
                    readEverything(session, target, finalLane, clock);
                }
            } finally {
                faultsOver.give(Ending.COMPLETE);
                recorder.close();
            }
        } finally {
            close(target);
        }
        return outcome(recorder);
    }

    /** Closes a target; one that does not close well has still been tested. */
    private void close(Target target) {
        try {
            target.close();
        } catch (RuntimeException e) {
            problems.add("the target did not close well: " + e.getMessage());
        }
    }

    private Target open(Scratch scratch) {
        Set<Class<? extends Controls>> controls = new HashSet<>();
        spec.faults()
                .forEach(fault -> controls.add(Faults.suiting(fault, targetType).needs()));
        try {
            return targetType.open(new TargetSettings(
                    scratch.folder().resolve("data"),
                    spec.isolation(),
                    spec.durability(),
                    spec.targetOptions(),
                    spec.defects(),
                    controls,
                    seed.split("target")));
        } catch (NoEffectException e) {
            throw new RunException("target " + targetType.name() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    // ── the run proper ──────────────────────────────────────────────────────────────────────────────────────────

    private void prepareWorkers(Recorder recorder, RunClock clock, Workload.Session<O> session, Target target) {
        Generator<O> generator = limited(workload.generator(spec));
        Rounds rounds = new Rounds(spec.concurrency());
        Seed operations = seed.split("operations");
        for (int slot = 0; slot < spec.concurrency(); slot++) {
            Worker<O> worker = new Worker<>(
                    slot,
                    spec.concurrency(),
                    new SlotStream<>(generator, operations, slot, spec.concurrency()),
                    session.client(slot),
                    target,
                    recorder.lane(true),
                    rounds,
                    clock,
                    names,
                    problems,
                    stop);
            workers.add(worker);
            workerThreads.add(daemon(worker, "skewer-worker-" + slot));
        }
    }

    private Generator<O> limited(Generator<O> endless) {
        Generator<O> generator = endless;
        if (spec.rate() > 0) {
            generator = rate(spec.rate(), generator);
        }
        if (spec.ops() > 0) {
            generator = limitTotal(spec.ops(), generator);
        }
        Duration limit = spec.timeLimit();
        return limit == null ? generator : timeLimit(limit, generator);
    }

    private void prepareFaults(Recorder recorder, Target target) {
        Seed chances = seed.split("faults");
        for (String name : spec.faults()) {
            Fault fault = Faults.suiting(name, targetType).on(target);
            Nemesis nemesis = new Nemesis(
                    name, fault, chances.split(name), recorder.lane(false), names, board, problems, stop, faultsOver);
            faultThreads.add(daemon(nemesis, "skewer-fault-" + name));
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void awaitWorkers() {
        while (!allEnded(workerThreads, POLL) && !stop.isGiven()) {
            if (context.stopRequested()) {
                stop.give(Ending.INTERRUPTED);
            }
        }
        if (!allEnded(workerThreads, PATIENCE)) {
            workerThreads.forEach(Thread::interrupt);
            if (!allEnded(workerThreads, PATIENCE)) {
                problems.add("a process did not end within "
                        + PATIENCE.multipliedBy(2).toSeconds() + " s");
            }
        }
    }

    private void healFaults() {
        faultsOver.give(Ending.COMPLETE);
        if (!allEnded(faultThreads, PATIENCE.multipliedBy(4))) {
            problems.add(
                    "a fault did not heal within " + PATIENCE.multipliedBy(4).toSeconds() + " s");
        }
    }

    /** Waits for threads to end, so long at most. An interrupt of this thread stops the run and is remembered. */
    private boolean allEnded(List<Thread> threads, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left < 1) {
                    return false;
                }
                try {
                    thread.join(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop.give(Ending.INTERRUPTED);
                }
            }
        }
        return true;
    }

    // ── the end ─────────────────────────────────────────────────────────────────────────────────────────────────

    /** Reads what was touched, as a process that nobody has been before. */
    private void readEverything(Workload.Session<O> session, Target target, Lane lane, RunClock clock) {
        try {
            if (!target.quiesce(PATIENCE)) {
                problems.add("the target did not come to rest within " + PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            interrupted = true;
            stop.give(Ending.INTERRUPTED);
            return;
        }
        int last = workers.stream().mapToInt(Worker::process).max().orElse(0);
        int fresh = (last / spec.concurrency() + 1) * spec.concurrency();
        Client<O> client = session.client(spec.concurrency());
        Rounds alone = new Rounds(1);
        SlotStream<O> reads = new SlotStream<>(Generators.sequence(session.finalOperations()), seed, 0, 1);
        new Worker<>(fresh, 1, reads, client, target, lane, alone, clock, names, problems, stop).run();
    }

    private RunOutcome outcome(Recorder recorder) {
        if (!problems.isEmpty()) {
            stop.give(Ending.PROBLEM);
        }
        return new RunOutcome(
                tally.ops(),
                tally.ok(),
                tally.fail(),
                tally.info(),
                Duration.ofNanos(tally.elapsedNanos()),
                tally.byFunction(),
                board.injected(),
                tally.uncounted(),
                tally.events(),
                Duration.ofNanos(recorder.waitedNanos()),
                tally.stalls().until(end, board.longest().plus(pause())),
                stop.reasonOr(Ending.COMPLETE),
                problems.toList());
    }

    /** How long a run at a low rate may go without an operation that ends ok: some of them fail, as they should. */
    private Duration pause() {
        return spec.rate() > 0 ? Duration.ofNanos((long) (1e9 * FAILURES_IN_A_ROW / spec.rate())) : Duration.ZERO;
    }

    private void endEarly(CountDownLatch over) {
        stop.give(Ending.INTERRUPTED);
        try {
            over.await(LAST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and it was this hook that ended the run.
        }
    }
}
