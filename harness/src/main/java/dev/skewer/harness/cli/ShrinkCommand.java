package dev.skewer.harness.cli;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Verdict;
import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Progress;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.interleaving.InterleavingSearch;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.harness.run.RunSettings;
import dev.skewer.harness.run.Scratch;
import dev.skewer.harness.run.StoredRun;
import dev.skewer.harness.shrink.FailureKind;
import dev.skewer.harness.shrink.ProcessTrial;
import dev.skewer.harness.shrink.Reduction;
import dev.skewer.harness.shrink.RunTrial;
import dev.skewer.harness.shrink.Shrinker;
import dev.skewer.history.HistoryException;
import dev.skewer.registry.Nearest;
import dev.skewer.results.Printable;
import dev.skewer.results.RunFolder;
import dev.skewer.results.RunListing;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.results.summary.SummaryException;
import dev.skewer.workloads.TestSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skewer shrink}: a smaller test that fails as a run did, and an interleaving that does each time. */
@Command(
        name = "shrink",
        description =
                "Take a failing run and look for a smaller test that fails in the same way, and for the steps that make it fail.",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nParameters:%n",
        footer = {
            "",
            "Ctrl-C ends the search early; the smallest that was found until then is printed.",
            "Exit code: 0 if the command that it ends with fails in at least 9 of 10 runs, or an interleaving was found; 2 if not."
        })
final class ShrinkCommand implements Callable<Integer> {
    private static final Duration DEFAULT_LIMIT = Duration.ofMinutes(2);
    /** How long to look for an interleaving, each of the two times. */
    private static final Duration INTERLEAVINGS_LIMIT = Duration.ofSeconds(30);

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final RunOptions options = new RunOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "The folder of a run that failed (default: the latest of the results).")
    private @Nullable String run;

    @Option(
            names = "--anomaly",
            paramLabel = "NAME",
            description = "Which of its anomalies to reproduce (default: the most telling).")
    private @Nullable String anomaly;

    @Option(
            names = "--time-limit",
            paramLabel = "D",
            converter = Converters.OfDuration.class,
            description = "How long to look for a smaller test (default: 2m).")
    private Duration limit = DEFAULT_LIMIT;

    private final Surroundings surroundings;

    ShrinkCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        RunSettings settings = options.settings(surroundings);
        Path folder = folder(settings.results());
        String shown = surroundings.show(folder);
        try {
            RunSummary summary = summary(folder, shown, settings);
            Anomaly chosen = chosen(summary.verdict(), shown);
            TestSpec spec = StoredTest.of(summary.spec(), surroundings, shown);
            return shrink(folder, shown, chosen, spec, settings);
        } catch (SummaryException | HistoryException e) {
            throw new UserException(Printable.line(String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new FailureException(shown + ": " + IoMessages.of(e), e);
        } catch (UncheckedIOException e) {
            throw new FailureException(shown + ": " + IoMessages.of(Objects.requireNonNull(e.getCause())), e);
        }
    }

    private Path folder(Path results) {
        if (run != null) {
            return surroundings.resolve(run);
        }
        return RunListing.latest(results)
                .orElseThrow(() -> new UserException(
                        surroundings.show(results) + ": has no latest run; name the folder of a run that failed"));
    }

    private RunSummary summary(Path folder, String shown, RunSettings settings) throws IOException {
        if (!Files.exists(folder)) {
            throw new UserException(shown + ": no such file or folder");
        }
        if (Files.exists(folder.resolve("campaign.json"))) {
            throw new UserException(shown + ": is a campaign; name the folder of one of its runs");
        }
        if (!StoredRun.isRun(folder)) {
            throw new UserException(
                    shown + ": is no folder of a run; a history alone has no test that could be run again");
        }
        var stored = new StoredRun(folder, surroundings, List.of());
        // One that was killed has no verdict, and what it recorded until then can be judged all the same.
        return Files.exists(RunFolder.of(folder).verdict()) ? stored.summary() : stored.recheck(settings.limits());
    }

    /** The anomaly that is to be reproduced. */
    private Anomaly chosen(Verdict verdict, String shown) {
        if (verdict.anomalies().isEmpty()) {
            throw new UserException(shown + ": did not fail: its verdict is " + verdict.valid()
                    + ", and there is nothing to reproduce");
        }
        if (anomaly == null) {
            return verdict.anomalies().values().iterator().next();
        }
        Anomaly named = verdict.anomalies().get(anomaly);
        if (named == null) {
            throw new UserException(shown + ": has no anomaly '" + Printable.line(anomaly) + "'"
                    + Nearest.hint(anomaly, verdict.anomalies().keySet()));
        }
        return named;
    }

    private int shrink(Path folder, String shown, Anomaly chosen, TestSpec spec, RunSettings settings)
            throws IOException {
        FailureKind wanted = FailureKind.of(chosen);
        Paint paint = surroundings.paint(output.noColor());
        try (Scratch scratch = Scratch.create(Scratch.systemDirectory());
                RunTrial quick = new RunTrial(wanted, settings, surroundings);
                Progress progress = Progress.on(surroundings, "shrink")) {
            surroundings.interruption().listen(quick::stop);
            var exact = new ProcessTrial(wanted, settings, surroundings, scratch.directory());
            var interleavings = new InterleavingSearch(
                    spec,
                    wanted,
                    scratch.directory(),
                    INTERLEAVINGS_LIMIT,
                    () -> surroundings.interruption().isWished());
            progress.show(0, "interleavings of the operations of the story");
            interleavings.search(RunFolder.of(folder).history(), shown, chosen);
            Shrinker[] shrinker = new Shrinker[1];
            shrinker[0] = new Shrinker(
                    quick,
                    exact,
                    limit,
                    System::nanoTime,
                    () -> surroundings.interruption().isWished(),
                    text -> progress.show(shrinker[0].fraction(), text));
            Reduction reduction = shrinker[0].shrink(spec);
            quick.keepOnly(reduction.example());
            if (!reduction.found().isPossible()) {
                throw new FailureException(
                        shown + ": cannot be run again: " + quick.obstacle().orElse("its target does not open"));
            }
            Path kept = quick.folder(reduction.example()).orElse(folder);
            if (interleavings.found().isEmpty() && !kept.equals(folder)) {
                Optional<Anomaly> smaller = quick.smallest(reduction.example())
                        .map(each -> each.verdict().anomalies().get(chosen.name()));
                if (smaller.isPresent()) {
                    interleavings.search(RunFolder.of(kept).history(), surroundings.show(kept), smaller.get());
                }
            }
            var report = new ShrinkReport(surroundings, settings, shown, chosen, reduction, interleavings, kept);
            report.write();
            if (output.json()) {
                surroundings.out().println(Json.oneLine(report.json()));
            } else {
                report.print(paint);
            }
            return reduction.isProved() || interleavings.found().isPresent() ? ExitCode.VALID : ExitCode.UNKNOWN;
        }
    }
}
