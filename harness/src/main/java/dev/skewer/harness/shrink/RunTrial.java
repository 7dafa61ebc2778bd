package dev.skewer.harness.shrink;

import dev.skewer.harness.console.Interruption;
import dev.skewer.harness.console.Progress;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.run.RunSettings;
import dev.skewer.harness.run.TestRun;
import dev.skewer.results.FileTree;
import dev.skewer.results.RunFolder;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.workloads.RunException;
import dev.skewer.workloads.SpecException;
import dev.skewer.workloads.TestSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs tests in this JVM. Of each test the failing run with the fewest operations keeps its folder, for as long as it is the one. */
public final class RunTrial implements Trial, AutoCloseable {
    private final FailureKind wanted;
    private final RunSettings settings;
    private final Surroundings surroundings;
    private final Map<TestSpec, RunSummary> smallest = new HashMap<>();
    private final Map<TestSpec, Path> folders = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "skewer-try-timer");
        thread.setDaemon(true);
        return thread;
    });
    /** Stops the run that is under way. */
    private volatile Interruption current = Interruption.byRequest();

    private @Nullable String obstacle;

    /**
     * A runner of tests.
     *
     * @param wanted how a run has to fail
     * @param settings of the runs
     * @param surroundings as the user sees them
     */
    public RunTrial(FailureKind wanted, RunSettings settings, Surroundings surroundings) {
        this.wanted = wanted;
        this.settings = settings;
        this.surroundings = surroundings;
    }

    /** Stops the try that is under way. */
    public void stop() {
        current.wish();
    }

    @Override
    public Outcome run(TestSpec spec, Duration limit) {
        Interruption interruption = Interruption.byRequest();
        current = interruption;
        if (surroundings.interruption().isWished()) {
            return new Outcome(Ending.STOPPED, 0);
        }
        Future<?> alarm = timer.schedule(interruption::wish, limit.toMillis(), TimeUnit.MILLISECONDS);
        RunFolder folder;
        try {
            folder = RunFolder.create(settings.results(), spec.workload(), Instant.now());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean isKept = false;
        try {
            RunSummary run = new TestRun(
                            spec,
                            settings,
                            folder,
                            surroundings.with(interruption),
                            Progress.SILENT,
                            found -> found.contains(wanted.name()))
                    .execute()
                    .summary();
            if (wanted.test(run.verdict())) {
                isKept = keep(spec, run, folder.directory());
                return new Outcome(Ending.FAILED, run.verdict().ops());
            }
            return new Outcome(
                    run.interrupted() ? Ending.STOPPED : Ending.PASSED,
                    run.verdict().ops());
        } catch (RunException | SpecException e) {
            obstacle = e.getMessage();
            return new Outcome(Ending.IMPOSSIBLE, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            alarm.cancel(false);
            if (!isKept) {
                delete(folder.directory());
            }
        }
    }

    private boolean keep(TestSpec spec, RunSummary run, Path folder) {
        RunSummary before = smallest.get(spec);
        if (before != null && before.verdict().ops() <= run.verdict().ops()) {
            return false;
        }
        smallest.put(spec, run);
        Path replaced = folders.put(spec, folder);
        if (replaced != null) {
            delete(replaced);
        }
        return true;
    }

    /** The smallest failing run of a test. */
    public Optional<RunSummary> smallest(TestSpec spec) {
        return Optional.ofNullable(smallest.get(spec));
    }

    /** Its folder. */
    public Optional<Path> folder(TestSpec spec) {
        return Optional.ofNullable(folders.get(spec));
    }

    /** Why the latest test that could not run could not, in one line. */
    public Optional<String> obstacle() {
        return Optional.ofNullable(obstacle);
    }

    /** Deletes the folders of all tests but one. */
    public void keepOnly(TestSpec spec) {
        folders.forEach((each, folder) -> {
            if (!each.equals(spec)) {
                delete(folder);
            }
        });
        folders.keySet().retainAll(java.util.Set.of(spec));
    }

    private static void delete(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            // It is a run like any other, and can be pruned like any other.
            return;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
