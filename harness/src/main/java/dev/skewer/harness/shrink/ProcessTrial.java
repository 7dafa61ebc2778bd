package dev.skewer.harness.shrink;

import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.run.RunSettings;
import dev.skewer.results.FileTree;
import dev.skewer.results.RunFolder;
import dev.skewer.results.RunListing;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.results.summary.SummaryException;
import dev.skewer.results.summary.SummaryFiles;
import dev.skewer.targets.node.Leash;
import dev.skewer.workloads.TestSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs each test as its command does: in a JVM of its own, started as this one was. In a JVM that has run many tests already code is
 * compiled and a race is another, so that what is said of a command is measured so.
 */
public final class ProcessTrial implements Trial {
    private static final String MAIN = "dev.skewer.harness.Skewer";
    private static final long POLL_MILLIS = 20;
    /** How long a test may take to end in good order. */
    private static final long PATIENCE_SECONDS = 10;

    private final FailureKind wanted;
    private final RunSettings settings;
    private final Surroundings surroundings;
    private final Path scratch;
    private int number;

    /**
     * A runner of tests.
     *
     * @param wanted how a run has to fail
     * @param settings of the runs, but for the place of their results
     * @param surroundings as the user sees them
     * @param scratch for their results, which are deleted after each
     */
    public ProcessTrial(FailureKind wanted, RunSettings settings, Surroundings surroundings, Path scratch) {
        this.wanted = wanted;
        this.settings = settings;
        this.surroundings = surroundings;
        this.scratch = scratch;
    }

    @Override
    public Outcome run(TestSpec spec, Duration limit) {
        Path results = scratch.resolve("try-" + ++number);
        try {
            Files.createDirectories(results);
            try {
                return run(spec, limit, results);
            } finally {
                FileTree.delete(results);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome run(TestSpec spec, Duration limit, Path results) throws IOException {
        Process process = new ProcessBuilder(Leash.tied(command(spec, results)))
                .directory(surroundings.cwd().toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        if (!ends(process, limit)) {
            return new Outcome(Ending.STOPPED, 0);
        }
        Optional<Path> verdict = RunListing.latest(results)
                .map(run -> RunFolder.of(run).verdict())
                .filter(Files::exists);
        return verdict.isPresent() ? outcome(verdict.get()) : new Outcome(Ending.IMPOSSIBLE, 0);
    }

    private Outcome outcome(Path verdict) throws IOException {
        try {
            if (SummaryFiles.read(verdict, "verdict.json") instanceof RunSummary run && !run.interrupted()) {
                return new Outcome(
                        wanted.test(run.verdict()) ? Ending.FAILED : Ending.PASSED,
                        run.verdict().ops());
            }
            return new Outcome(Ending.STOPPED, 0);
        } catch (SummaryException e) {
            return new Outcome(Ending.IMPOSSIBLE, 0);
        }
    }

    private List<String> command(TestSpec spec, Path results) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, "test"));
        settings.plugins().forEach(jar -> command.addAll(List.of("--plugin", jar.toString())));
        command.addAll(spec.toArguments());
        command.addAll(settings.limits().toArguments("--check-time-limit", "--check-memory-limit"));
        command.addAll(List.of("--results", results.toString()));
        return command;
    }

    /** Waits for the end of a test; ends it when the time is up, or nobody wants to wait any more. */
    private boolean ends(Process process, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (surroundings.interruption().isWished() || System.nanoTime() - deadline > 0) {
                    process.destroy();
                    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                    }
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
