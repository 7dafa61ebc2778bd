package dev.skewer.workloads.runner;

import static dev.skewer.workloads.generator.Generators.limitTotal;
import static dev.skewer.workloads.generator.Generators.rate;
import static dev.skewer.workloads.generator.Generators.timeLimit;

import dev.skewer.registry.Nearest;
import dev.skewer.workloads.Faults;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.RunContext;
import dev.skewer.workloads.RunException;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.RunOutcome.Ending;
import dev.skewer.workloads.ScheduleText;
import dev.skewer.workloads.SpecException;
import dev.skewer.workloads.TargetUnavailableException;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.fault.Fault;
import dev.skewer.workloads.generator.Generator;
import dev.skewer.workloads.generator.Generators;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.generator.SlotStream;
import dev.skewer.workloads.schedule.FaultSchedule;
import dev.skewer.workloads.schedule.FaultsOnTarget;
import dev.skewer.workloads.schedule.Forecast;
import dev.skewer.workloads.schedule.When;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run, from an empty folder to a complete history.
 *
 * @param <O> what the workload's generator makes
 */
public final class Run<O> {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);
    /** How long a target may take to open and to close. */
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(60);
    /** How long a target may take to come to rest, and to close when calls of it never came back. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    /** More operations that fail one after the other than there are in a run that goes well. */
    private static final int FAILURES_IN_A_ROW = 10;
    /** More final operations than a run whose number of operations is given has. */
    private static final long MOST_AT_THE_END = 1 << 20;
    /** More starts of a schedule than anyone reads. */
    private static final int MOST_STARTS_FORESEEN = 1_000;
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
    /** Client operations that have begun. */
    private final LongAdder begun = new LongAdder();

    private final List<Thread> faultThreads = new ArrayList<>();
    private FaultsOnTarget faults = new FaultsOnTarget(Map.of(), 1);
    /** Threads whose calls did not come back. */
    private final List<Thread> stuck = new ArrayList<>();

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
     * @throws TargetUnavailableException if the target cannot be opened, or the workload cannot begin on it
     * @throws SpecException if the target has not got the nodes that a schedule names, or a fault that is over at once is to last
     * @throws RunException if the history cannot be recorded
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
        String version;
        try {
            faults = faultsOn(target);
            Workload.Session<O> session = session(target);
            version = told("version", target::version, Target.UNKNOWN_VERSION);
            context.begun();
            RunClock clock = new RunClock();
            LiveWatch watch = new LiveWatch(context, clock, tally, board, stop, spec.failFast());
            int lanes = spec.concurrency() + faults.faults().size() + 2;
            recorder =
                    new Recorder(clock, names, context.history(), tally, lanes, watch, () -> stop.give(Ending.PROBLEM));
            List<Slot<O>> slots = slots(recorder);
            var shared = new WorkerContext<>(
                    session, target, new Rounds(spec.concurrency()), clock, names, begun, problems, stop);
            Workers<O> workers = new Workers<>(slots, shared, spec.opTimeout());
            prepareNemeses(recorder, target, clock);
            Lane finalLane = recorder.lane(false);
            Placement placement = new Placement(target, session, recorder.lane(false), names, stop);
            recorder.start();
            Workers<O> last = null;
            try {
                placement.record();
                workers.start();
                faultThreads.forEach(Thread::start);
                awaitEnd(workers, placement);
                end = clock.now();
                healFaults();
                placement.record();
                if (!stop.isGiven()) {
                    last = readEverything(slots, finalLane, shared, placement);
                }
            } finally {
                faultsOver.give(Ending.COMPLETE);
                recorder.close();
                blame(workers);
                if (last != null) {
                    blame(last);
                }
            }
        } finally {
            close(target);
        }
        context.logs(told("logs", target::logs, Map.of()));
        return outcome(recorder, target.restarts(), version);
    }

    /** What a target tells that a test can do without. */
    private <T> T told(String what, Supplier<T> call, T otherwise) {
        try {
            return new BoundedCall<>(what, call).within(PATIENCE, this::interrupted);
        } catch (TimeoutException | RuntimeException e) {
            LOG.warn("target {} does not tell its {}", targetType.name(), what, e);
            return otherwise;
        }
    }

    /** The workload may prepare the target. */
    private Workload.Session<O> session(Target target) {
        try {
            return new BoundedCall<>("start", () -> workload.start(spec, target, names))
                    .within(LONG_PATIENCE, this::interrupted);
        } catch (TimeoutException | RuntimeException e) {
            throw new TargetUnavailableException(
                    "workload " + workload.name() + " cannot begin on target " + targetType.name() + ": " + reason(e),
                    e);
        }
    }

    /** Says where the calls stand that did not come back. */
    private void blame(Workers<O> workers) {
        try {
            if (!stop.isGiven()) {
                workers.awaitLate();
            }
        } catch (InterruptedException e) {
            interrupted();
        }
        stuck.addAll(workers.stuck());
        Threads.places(workers.stuck()).forEach((place, calls) -> {
            problems.add("unavailable: " + calls + (calls == 1 ? " call" : " calls") + " of target " + targetType.name()
                    + " did not come back; " + (calls == 1 ? "its thread stands at " : "their threads stand at ")
                    + place);
            stop.give(Ending.UNAVAILABLE);
        });
    }

    /** Closes a target; one that does not close well has still been tested. */
    private void close(Target target) {
        Duration limit = stop.reasonOr(Ending.COMPLETE) == Ending.UNAVAILABLE ? PATIENCE : LONG_PATIENCE;
        try {
            new BoundedCall<>("close", () -> {
                        target.close();
                        return target;
                    })
                    .within(limit, this::interrupted);
        } catch (TimeoutException e) {
            problems.add("unavailable: target " + targetType.name() + " does not close: " + e.getMessage());
            stop.give(Ending.UNAVAILABLE);
        } catch (RuntimeException | Error e) {
            problems.add("the target did not close well: " + e.getMessage());
        }
        // It is of no use any more, so an interrupt harms nothing; it may end what waits for ever.
        stuck.forEach(Thread::interrupt);
    }

    private Target open(Scratch scratch) {
        Set<Class<? extends Controls>> controls = new HashSet<>();
        spec.faultNames()
                .forEach(fault -> controls.add(Faults.suiting(fault, targetType).needs()));
        if (spec.faults().stream().anyMatch(schedule -> schedule.when() instanceof When.AtPoint)) {
            controls.add(Controls.Breakpoints.class);
        }
        TargetSettings settings = new TargetSettings(
                scratch.folder().resolve("data"),
                spec.isolation(),
                spec.durability(),
                spec.targetOptions(),
                spec.defects(),
                controls,
                seed.split("target"));
        try {
            return new BoundedCall<>("open", () -> targetType.open(settings), Target::close)
                    .within(LONG_PATIENCE, this::interrupted);
        } catch (TimeoutException | RuntimeException e) {
            throw new TargetUnavailableException("target " + targetType.name() + " cannot be opened: " + reason(e), e);
        }
    }

    /** What stopped a target, which may be anybody's, before the run began. */
    private static String reason(Throwable thrown) {
        boolean isToldByItself = thrown instanceof TimeoutException
                || thrown instanceof NoEffectException
                || thrown instanceof OutcomeUnknownException;
        return isToldByItself ? String.valueOf(thrown.getMessage()) : thrown.toString();
    }

    private void interrupted() {
        interrupted = true;
        stop.give(Ending.INTERRUPTED);
    }

    // ── the run proper ──────────────────────────────────────────────────────────────────────────────────────────

    private List<Slot<O>> slots(Recorder recorder) {
        Generator<O> generator = limited(workload.generator(spec));
        Seed operations = seed.split("operations");
        int slots = spec.concurrency();
        return IntStream.range(0, slots)
                .mapToObj(slot -> new Slot<>(
                        slot, slot, slots, new SlotStream<>(generator, operations, slot, slots), recorder.lane(true)))
                .toList();
    }

    private Generator<O> limited(Generator<O> endless) {
        Generator<O> generator = endless;
        if (spec.rate() > 0) {
            generator = rate(spec.rate(), generator);
        }
        if (spec.ops() > 0) {
            generator = limitTotal(spec.ops() - keptForTheEnd(), generator);
        }
        Duration limit = spec.timeLimit();
        return limit == null ? generator : timeLimit(limit, generator);
    }

    /** How many of the operations that were asked for are done when the other processes have ended; 0 if no number was given. */
    private long keptForTheEnd() {
        return spec.ops() > 0
                ? Math.min(Math.min(workload.finalOperationsAtMost(spec), spec.ops() / 2), MOST_AT_THE_END)
                : 0;
    }

    /**
     * What is done at the end; of a run whose number of operations is given, exactly as many as were kept for it: where there are
     * fewer, they are done over again.
     */
    private List<O> atTheEnd(List<O> operations) {
        if (spec.ops() == 0 || operations.isEmpty()) {
            return operations;
        }
        return IntStream.range(0, (int) keptForTheEnd())
                .mapToObj(i -> operations.get(i % operations.size()))
                .toList();
    }

    /** The faults, whose schedules the target has to have what they name. */
    private FaultsOnTarget faultsOn(Target target) {
        var all = new HashMap<String, Fault>();
        spec.faultNames()
                .forEach(name -> all.put(name, Faults.suiting(name, targetType).on(target)));
        int nodes = target instanceof Controls.Cluster several ? several.nodes() : 1;
        var onTarget = new FaultsOnTarget(all, nodes);
        for (FaultSchedule schedule : spec.faults()) {
            if (schedule.when() instanceof When.AtPoint at) {
                checkPoint(at.point(), target);
            }
            try {
                schedule.round(0, chances(), onTarget);
            } catch (IllegalArgumentException e) {
                throw new SpecException("'" + ScheduleText.of(schedule) + "': " + e.getMessage());
            }
        }
        return onTarget;
    }

    private static void checkPoint(String point, Target target) {
        List<String> points = target instanceof Controls.Breakpoints yields ? yields.points() : List.of();
        if (!points.contains(point)) {
            throw new SpecException("unknown yield point '" + point + "'" + Nearest.hint(point, points));
        }
    }

    private Seed chances() {
        return seed.split("faults");
    }

    private void prepareNemeses(Recorder recorder, Target target, RunClock clock) {
        for (FaultSchedule schedule : spec.faults()) {
            var injections = new HashMap<String, Injection>();
            for (String name : schedule.faults()) {
                Lane lane = recorder.lane(false);
                injections.put(
                        name, new Injection(name, faults.fault(name), lane, names, board, problems, stop, faultsOver));
            }
            Nemesis nemesis = new Nemesis(
                    schedule, chances(), faults, injections, target, clock, begun, problems, stop, faultsOver);
            faultThreads.add(Threads.daemon("fault-" + String.join("-", schedule.faults()), nemesis));
        }
    }

    private void awaitEnd(Workers<O> workers, Placement placement) {
        boolean isOver = false;
        while (!isOver) {
            try {
                workers.awaitEnd(() -> {
                    placement.recordNowAndThen();
                    if (context.stopRequested()) {
                        stop.give(Ending.INTERRUPTED);
                    }
                });
                isOver = true;
            } catch (InterruptedException e) {
                interrupted();
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
                    interrupted();
                }
            }
        }
        return true;
    }

    // ── the end ─────────────────────────────────────────────────────────────────────────────────────────────────

    /** Reads what was touched, as a process that has not been there before; returns its worker, null if it does not come to that. */
    private @Nullable Workers<O> readEverything(
            List<Slot<O>> slots, Lane lane, WorkerContext<O> shared, Placement placement) {
        if (!comesToRest(shared.target())) {
            problems.add("the target did not come to rest within " + PATIENCE.toSeconds() + " s");
        }
        if (stop.isGiven()) {
            return null;
        }
        int last = slots.stream().mapToInt(Slot::process).max().orElse(0);
        int fresh = (last / spec.concurrency() + 1) * spec.concurrency();
        List<O> operations = atTheEnd(shared.session().finalOperations());
        var reads = new SlotStream<>(Generators.sequence(operations), seed, 0, 1);
        var alone = new WorkerContext<>(
                shared.session(),
                shared.target(),
                new Rounds(1),
                shared.clock(),
                names,
                new LongAdder(),
                problems,
                stop);
        Workers<O> reader =
                new Workers<>(List.of(new Slot<>(spec.concurrency(), fresh, 1, reads, lane)), alone, spec.opTimeout());
        reader.start();
        awaitEnd(reader, placement);
        return reader;
    }

    private boolean comesToRest(Target target) {
        try {
            return new BoundedCall<>("rest", () -> {
                        try {
                            return target.quiesce(PATIENCE);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            return false;
                        }
                    })
                    .within(PATIENCE.multipliedBy(2), this::interrupted);
        } catch (TimeoutException e) {
            return false;
        }
    }

    private RunOutcome outcome(Recorder recorder, long restarts, String version) {
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
                restarts,
                version,
                forecasts(),
                tally.uncounted(),
                tally.events(),
                Duration.ofNanos(recorder.waitedNanos()),
                tally.stalls().until(end, stretch -> board.explained(stretch).plus(pause())),
                stop.reasonOr(Ending.COMPLETE),
                problems.toList());
    }

    private List<Forecast> forecasts() {
        return spec.faults().stream()
                .map(schedule -> Forecast.of(
                        schedule, chances(), faults, Duration.ofNanos(end), begun.sum(), MOST_STARTS_FORESEEN))
                .toList();
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
