package dev.skewer.harness.run;

import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checkers;
import dev.skewer.harness.console.Progress;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.Ticker;
import dev.skewer.history.EventSink;
import dev.skewer.history.Format;
import dev.skewer.results.Figures;
import dev.skewer.results.RunFolder;
import dev.skewer.results.summary.Excerpt;
import dev.skewer.results.summary.FunctionStats;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.RunProgress;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.results.summary.Stall;
import dev.skewer.workloads.DurationText;
import dev.skewer.workloads.OperationStats;
import dev.skewer.workloads.Promises;
import dev.skewer.workloads.RunContext;
import dev.skewer.workloads.RunException;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.SpecException;
import dev.skewer.workloads.TargetUnavailableException;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workloads;
import dev.skewer.workloads.runner.TestRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One test: runs it, records its history, checks that, and leaves a complete run folder.
 *
 * <p>The folder is filled as the run goes on (see {@link RunFolder}), so that nothing is lost when it ends early, whatever
 * the reason: what was recorded until then is checked and judged.
 */
public final class TestRun {
    private static final Logger LOG = LoggerFactory.getLogger(TestRun.class);

    private final TestSpec spec;
    private final RunSettings settings;
    private final RunFolder folder;
    private final Viewpoint viewpoint;
    private final Progress progress;
    private final Predicate<Set<String>> isEnough;
    private final String shownFolder;
    /** The name of the model that the history is checked against. */
    private final String model;
    /** The file that the history goes to. */
    private final Path history;

    private final RunCommands commands;
    /** What the check is told, by the name of the option. */
    private final Map<String, String> choices;

    /**
     * A test that is about to run.
     *
     * @param spec what to do; {@link TestSpec#failFast()} says whether {@code isEnough} is asked at all
     * @param settings where results go, and what the check may cost
     * @param folder where everything of this run goes
     * @param surroundings who may interrupt it, and how its folder and its commands look from there
     * @param progress where to show how far it has come
     * @param isEnough told the names of the anomalies found so far, says whether they are what the test was to show
     */
    public TestRun(
            TestSpec spec,
            RunSettings settings,
            RunFolder folder,
            Surroundings surroundings,
            Progress progress,
            Predicate<Set<String>> isEnough) {
        this(spec, settings, folder, Viewpoint.of(surroundings), progress, isEnough);
    }

    /**
     * A test that another program than the command line is about to run.
     *
     * @param viewpoint how its folder and its commands look to whom it may concern, and who may end it; the rest is as above
     */
    public TestRun(
            TestSpec spec,
            RunSettings settings,
            RunFolder folder,
            Viewpoint viewpoint,
            Progress progress,
            Predicate<Set<String>> isEnough) {
        this.spec = spec;
        this.settings = settings;
        this.folder = folder;
        this.viewpoint = viewpoint;
        this.progress = progress;
        this.isEnough = isEnough;
        this.shownFolder = viewpoint.show(folder.directory());
        this.model = Workloads.of(spec.workload()).model();
        this.history = folder.history(settings.isCompressed());
        this.choices = Promises.choices(spec, model);
        this.commands = viewpoint.commands(spec, settings, model, choices, history);
    }

    /**
     * What came of it.
     *
     * @param summary everything that is known
     * @param unwritten why the folder is not complete (a full disk), in one line; null if it is
     * @param breakdown what ended the run before its time, in one line; null if nothing did
     */
    public record Result(
            RunSummary summary,
            @Nullable String unwritten,
            @Nullable String breakdown) {}

    /**
     * Runs the test and checks it; blocks until both are done.
     *
     * @throws TargetUnavailableException if the target cannot be opened, or the workload cannot begin on it
     * @throws SpecException if the open target has not got what the spec asks of it
     * @throws RunException if something else keeps the run from being carried through
     * @throws IOException if the run folder cannot even be begun
     */
    public Result execute() throws IOException {
        return execute(() -> {});
    }

    /**
     * Runs the test as {@link #execute()} does.
     *
     * @param begun told when the target is open, before the first operation
     */
    public Result execute(Runnable begun) throws IOException {
        // Before all else, so that the folder of a run that is killed says what it was.
        folder.write("spec.json", Json.indented(Json.spec(Specs.stored(spec, settings.plugins(), choices))));
        try (RunLog log = RunLog.open(folder.log());
                ProgressFile watched = ProgressFile.begin(folder, RunProgress.Phase.OPENING)) {
            LOG.info("{} in {}", commands.again(), log.file());
            return logged(begun, watched);
        } catch (TargetUnavailableException e) {
            throw new TargetUnavailableException(withLog(e), e);
        } catch (RunException e) {
            throw new RunException(withLog(e), e);
        } catch (SpecException e) {
            // What only the open target can tell, such as how many nodes it has.
            throw e;
        } catch (RuntimeException e) {
            // A mistake in this program; the history is on disk, and can be checked by a version without it.
            throw new RunException(
                    "internal failure: " + e + " (log: " + shownFolder + "/run.log, history: " + viewpoint.show(history)
                            + ")",
                    e);
        }
    }

    private String withLog(RunException e) {
        return e.getMessage() + " (log: " + shownFolder + "/run.log)";
    }

    private Result logged(Runnable begun, ProgressFile watched) throws IOException {
        try {
            return recorded(begun, watched);
        } catch (RuntimeException e) {
            LOG.error("the test failed", e);
            throw e;
        }
    }

    private Result recorded(Runnable begun, ProgressFile watched) throws IOException {
        try (Scratch scratch = Scratch.create(Scratch.systemDirectory())) {
            Instant started = Instant.now();
            Recording recording =
                    new Recording(history, session(), settings.limits().memoryBytes());
            Context context = new Context(scratch.directory(), recording, begun, watched);
            RunOutcome outcome;
            try (recording) {
                outcome = TestRunner.run(spec, context);
            }
            watched.enter(RunProgress.Phase.CHECKING);
            LOG.info(
                    "{}: {} ops ({} ok, {} fail, {} info) in {}",
                    outcome.ending(),
                    outcome.ops(),
                    outcome.ok(),
                    outcome.fail(),
                    outcome.info(),
                    outcome.elapsed());
            outcome.problems().forEach(LOG::warn);
            context.logs.add("run.log", folder.log());
            RunSummary summary = summary(started, outcome, recording, context.logs);
            String unwritten = complaint(recording);
            try {
                StoredRun.write(folder, summary);
            } catch (IOException e) {
                LOG.error("cannot write the verdict", e);
                unwritten = unwritten == null ? shownFolder + ": " + IoMessages.of(e) : unwritten;
            }
            LOG.info(
                    "verdict {} {}",
                    summary.verdict().valid(),
                    summary.verdict().anomalies().keySet());
            return new Result(summary, unwritten, breakdown(outcome));
        }
    }

    private CheckSession session() {
        return Checkers.named(model)
                .orElseThrow(() -> new IllegalStateException("the workload " + spec.workload() + " is checked against "
                        + model + ", and there is no such model"))
                .open(Promises.options(model, choices));
    }

    private static @Nullable String breakdown(RunOutcome outcome) {
        return outcome.ending() == RunOutcome.Ending.PROBLEM
                        && !outcome.problems().isEmpty()
                ? "the run broke down: " + outcome.problems().get(0) + "; what was recorded until then is judged"
                : null;
    }

    private @Nullable String complaint(Recording recording) {
        IOException failure = recording.failure();
        if (failure == null) {
            return null;
        }
        LOG.error("cannot write the history", failure);
        return viewpoint.show(history) + ": " + IoMessages.of(failure) + " after "
                + Figures.count(recording.events())
                + " events, so the run was stopped; what was recorded until then is judged";
    }

    private RunSummary summary(Instant started, RunOutcome outcome, Recording recording, LogLines logs) {
        String task = "checking " + Figures.count(recording.events()) + " events";
        progress.show(1, task);
        CheckSession check = recording.check();
        HistoryCheck.Result result;
        long begun = System.nanoTime();
        Ticker ticker = Ticker.start(
                progress::borrowed, shown -> shown.show(1, task + ", " + Figures.time(System.nanoTime() - begun)));
        try {
            result = check == null
                    ? HistoryCheck.tooLarge(model, settings.limits().memoryBytes())
                    : new HistoryCheck(settings.limits()).check(model, check);
        } finally {
            ticker.close();
        }
        RunSummary run = RunVerdict.judged(new RunSummary(
                shownFolder,
                String.valueOf(history.getFileName()),
                Specs.title(spec),
                spec.options(),
                spec.seed(),
                commands.check(),
                commands.again(),
                started,
                outcome.elapsed(),
                ending(outcome.ending()),
                result.verdict(),
                result.cost(),
                recording.metrics().with(functions(outcome.byFunction())),
                FaultPlans.of(spec, outcome),
                outcome.restarts(),
                outcome.stalls().stream()
                        .map(stall ->
                                new Stall(stall.from().toNanos(), stall.to().toNanos()))
                        .toList(),
                outcome.problems(),
                List.of(),
                logs.around(result.verdict()),
                Environment.of(outcome.targetVersion()),
                Producer.name()));
        return run.quoting(excerpts(run));
    }

    private List<Excerpt> excerpts(RunSummary run) {
        try {
            return HistoryExcerpts.of(history, viewpoint.show(history), Format.AUTO, run.verdict(), run.metrics());
        } catch (IOException e) {
            LOG.warn("cannot read what was around the examples", e);
            return List.of();
        }
    }

    private static RunSummary.Ending ending(RunOutcome.Ending ending) {
        return switch (ending) {
            case COMPLETE -> RunSummary.Ending.COMPLETE;
            case ANOMALY -> RunSummary.Ending.ANOMALY;
            case INTERRUPTED -> RunSummary.Ending.INTERRUPTED;
            case UNAVAILABLE -> RunSummary.Ending.UNAVAILABLE;
            case PROBLEM -> RunSummary.Ending.PROBLEM;
        };
    }

    private static List<FunctionStats> functions(Map<String, OperationStats> byFunction) {
        var rows = new ArrayList<FunctionStats>();
        byFunction.forEach((name, stats) -> rows.add(new FunctionStats(
                name,
                stats.ok(),
                stats.fail(),
                stats.info(),
                stats.percentile(50).toNanos(),
                stats.percentile(90).toNanos(),
                stats.percentile(99).toNanos(),
                stats.percentile(99.9).toNanos(),
                stats.max().toNanos())));
        return rows;
    }

    /** The runner's view of this test. Its methods are called on the recording thread. */
    private final class Context implements RunContext {
        private final Path scratch;
        private final Recording recording;
        private final Runnable begun;
        private final ProgressFile watched;
        private final LiveCheck live = new LiveCheck();
        /** From about when the clock of the history starts. */
        private LogLines logs = new LogLines(Instant.now(), ZoneId.systemDefault());

        Context(Path scratch, Recording recording, Runnable begun, ProgressFile watched) {
            this.scratch = scratch;
            this.recording = recording;
            this.begun = begun;
            this.watched = watched;
        }

        @Override
        public void begun() {
            begun.run();
            logs = new LogLines(Instant.now(), ZoneId.systemDefault());
        }

        @Override
        public void logs(Map<String, Path> files) {
            files.forEach(logs::add);
        }

        @Override
        public Path scratch() {
            return scratch;
        }

        @Override
        public EventSink history() {
            return recording;
        }

        @Override
        public void progress(dev.skewer.workloads.Progress now) {
            if (!spec.failFast() && progress != Progress.SILENT && live.isDue()) {
                look();
            }
            progress.show(fraction(now), text(now));
            watched.show(spec, now);
        }

        @Override
        public boolean stopRequested() {
            return viewpoint.isStopWished() || recording.failure() != null;
        }

        @Override
        public boolean liveCheck() {
            look();
            return isEnough.test(live.found().keySet());
        }

        @Override
        public boolean glance() {
            CheckSession check = recording.check();
            if (check == null || isEnoughKnown()) {
                return false;
            }
            if (live.glance(check)) {
                LOG.warn("first anomalies: {}", live.found().keySet());
                watched.found(live.found());
            }
            return isEnough.test(live.found().keySet());
        }

        /** Whether nobody waits for more than what was found. */
        private boolean isEnoughKnown() {
            return !spec.failFast() && !live.found().isEmpty();
        }

        private void look() {
            CheckSession check = recording.check();
            if (check != null) {
                live.check(check);
                watched.found(live.found());
            }
        }

        private double fraction(dev.skewer.workloads.Progress now) {
            double byOps = spec.ops() > 0 ? (double) now.ops() / spec.ops() : 0;
            double byTime = spec.timeLimit() == null
                    ? 0
                    : (double) now.elapsed().toMillis()
                            / Math.max(1, spec.timeLimit().toMillis());
            return Math.max(byOps, byTime);
        }

        private String text(dev.skewer.workloads.Progress now) {
            var text = new StringBuilder();
            text.append(Figures.count(now.ops())).append(" ops, ");
            text.append(Figures.count(now.opsPerSecond())).append("/s, ");
            text.append(Figures.count(live.count())).append(live.count() == 1 ? " anomaly" : " anomalies");
            if (!now.fault().isEmpty()) {
                text.append(", fault ").append(now.fault());
            }
            if (spec.timeLimit() != null) {
                Duration left = spec.timeLimit().minus(now.elapsed());
                if (!left.isNegative()) {
                    text.append(", ")
                            .append(DurationText.of(
                                    Duration.ofSeconds(left.plusMillis(999).toSeconds())))
                            .append(" left");
                }
            }
            return text.toString();
        }
    }
}
