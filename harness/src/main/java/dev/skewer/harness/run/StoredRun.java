package dev.skewer.harness.run;

import dev.skewer.checker.Checkers;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.results.Printable;
import dev.skewer.results.RunFolder;
import dev.skewer.results.RunListing;
import dev.skewer.results.measure.MetricsRecorder;
import dev.skewer.results.report.HtmlReport;
import dev.skewer.results.summary.CheckCost;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.LogExcerpt;
import dev.skewer.results.summary.OperationMetrics;
import dev.skewer.results.summary.RunJson;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.results.summary.SummaryException;
import dev.skewer.results.summary.SummaryFiles;
import dev.skewer.workloads.Promises;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A run that is over, by its folder: what it found is read, its history can be checked again, and its reports written again. Also one
 * that was killed before it had a verdict: its history and its spec are there.
 */
public final class StoredRun {
    private final RunFolder folder;
    private final Surroundings surroundings;
    private final List<Path> plugins;
    private final String shown;

    /**
     * The run of a folder.
     *
     * @param directory the folder
     * @param surroundings how it looks from where the user is
     * @param plugins jars that the user named now; absolute. None: those that the run had
     */
    public StoredRun(Path directory, Surroundings surroundings, List<Path> plugins) {
        folder = RunFolder.of(directory);
        this.surroundings = surroundings;
        this.plugins = List.copyOf(plugins);
        shown = surroundings.show(directory);
    }

    /** Whether a folder is that of a run. */
    public static boolean isRun(Path directory) {
        RunFolder folder = RunFolder.of(directory);
        return Files.exists(folder.verdict()) || (Files.exists(folder.spec()) && Files.exists(folder.history()));
    }

    /** The model that the run of a folder was checked against, or is to be; nothing if it is no folder of a run, or not a whole one. */
    public static Optional<String> model(Path directory) {
        RunFolder folder = RunFolder.of(directory);
        try {
            if (Files.exists(folder.verdict())
                    && SummaryFiles.read(folder.verdict(), "verdict.json") instanceof RunSummary run) {
                return Optional.of(run.verdict().model());
            }
            if (Files.exists(folder.spec())) {
                return model(SummaryFiles.spec(folder.spec(), "spec.json"));
            }
        } catch (IOException | SummaryException e) {
            // Whoever wants to know has to say it then.
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** What the check of the run in a folder is told, by the name of the option; nothing where that is not known. */
    public static Map<String, String> choices(Path directory) {
        RunFolder folder = RunFolder.of(directory);
        try {
            return choices(folder);
        } catch (IOException | SummaryException e) {
            // Whoever wants something else has to say it then.
            return Map.of();
        }
    }

    private static Map<String, String> choices(RunFolder folder) throws IOException {
        return Files.exists(folder.spec()) ? Promises.choices(SummaryFiles.spec(folder.spec(), "spec.json")) : Map.of();
    }

    /** The model of a spec's workload; nothing if there is no such workload here. */
    private static Optional<String> model(Map<String, Object> spec) {
        String workload = String.valueOf(spec.get("workload"));
        return Workloads.names().contains(workload)
                ? Optional.of(Workloads.of(workload).model())
                : Optional.empty();
    }

    /**
     * What is known of it.
     *
     * @throws UserException if it was killed before it had a verdict
     * @throws SummaryException if its verdict cannot be read
     * @throws IOException if a file cannot be read
     */
    public RunSummary summary() throws IOException {
        if (!Files.exists(folder.verdict())) {
            throw new UserException(
                    shown + ": has no verdict.json, as the run was killed; --recheck checks its history");
        }
        return SummaryFiles.read(folder.verdict(), shown + "/verdict.json") instanceof RunSummary run ? run : notARun();
    }

    private RunSummary notARun() {
        throw new SummaryException(shown + "/verdict.json: is no summary of a run");
    }

    /**
     * Checks its history again, with this version's checker.
     *
     * @param limits of the check
     * @return what is known of the run, with the new verdict
     * @throws HistoryException if its history is damaged
     * @throws SummaryException if its spec or verdict cannot be read
     * @throws IOException if a file cannot be read
     */
    public RunSummary recheck(CheckLimits limits) throws IOException {
        if (!Files.exists(folder.history())) {
            throw new UserException(surroundings.show(folder.history())
                    + ": no such file; without its history a run cannot be checked again");
        }
        boolean isJudged = Files.exists(folder.verdict());
        RunSummary before = isJudged ? summary() : killed(limits);
        String model = before.verdict().model();
        Map<String, String> choices = choices(folder);
        var metrics = new MetricsRecorder();
        HistoryCheck.Result result;
        try (var in = Files.newInputStream(folder.history())) {
            HistoryCheck check = new HistoryCheck(limits);
            result = (isJudged ? check : check.acceptingTruncated())
                    .observedBy(metrics)
                    .check(
                            in,
                            surroundings.show(folder.history()),
                            Format.AUTO,
                            model,
                            (source, format) -> Checkers.named(model)
                                    .orElseThrow(() -> new UserException(shown + ": was checked against " + model
                                            + ", and there is no such model here"))
                                    .open(Promises.options(model, choices)));
        }
        RunSummary after = before.with(result.verdict(), result.cost()).producedBy(producer(before));
        RunSummary judged = RunVerdict.judged(after.measured(measured(before, isJudged, metrics.metrics())));
        return judged.quoting(HistoryExcerpts.of(
                folder.history(),
                surroundings.show(folder.history()),
                Format.AUTO,
                judged.verdict(),
                judged.metrics()));
    }

    /** What only the run knew is kept; of a run that was killed, or of an earlier version, the history says what it can. */
    private static OperationMetrics measured(RunSummary before, boolean isJudged, OperationMetrics ofHistory) {
        if (!isJudged) {
            return ofHistory;
        }
        OperationMetrics stored = before.measured();
        return stored.latencies().isEmpty() ? stored.overTime(ofHistory) : stored;
    }

    private static String producer(RunSummary before) {
        return before.producer().equals(Producer.name())
                ? before.producer()
                : before.producer() + ", checked again by " + Producer.name();
    }

    /** What is known of a run that was killed, before its history is looked at. */
    private RunSummary killed(CheckLimits limits) throws IOException {
        Map<String, Object> stored = SummaryFiles.spec(folder.spec(), shown + "/spec.json");
        Map<String, Object> spec = Specs.options(stored);
        String model = model(spec)
                .orElseThrow(() -> new SummaryException(shown + "/spec.json: there is no workload '"
                        + Printable.line(String.valueOf(spec.get("workload")))
                        + "' here, so its model is not known" + hint(Specs.plugins(stored))));
        Path directory = folder.directory().toRealPath();
        Path history = RunFolder.of(directory).history();
        RunCommands commands = commands(stored, limits, model, directory);
        Instant started = Files.getLastModifiedTime(folder.spec()).toInstant();
        Instant last = Files.getLastModifiedTime(history).toInstant();
        Duration elapsed = last.isBefore(started) ? Duration.ZERO : Duration.between(started, last);
        return new RunSummary(
                surroundings.show(directory),
                String.valueOf(history.getFileName()),
                Specs.title(spec),
                spec,
                spec.get("seed") instanceof Number seed ? seed.longValue() : 0,
                commands.check(),
                commands.again(),
                started,
                elapsed,
                RunSummary.Ending.INTERRUPTED,
                new Verdict(Validity.UNKNOWN, model, new TreeMap<>(), List.of(), List.of(), 0, 0, List.of()),
                new CheckCost(0, 0, 0),
                new MetricsRecorder().metrics(),
                List.of(),
                0,
                List.of(),
                List.of("the run was killed before its end"),
                List.of(),
                LogExcerpt.NONE,
                Map.of(),
                Producer.name());
    }

    /**
     * The command that runs a test again of which its spec is left, and maybe nothing else.
     *
     * @throws SummaryException if its spec cannot be read
     * @throws IOException if a file cannot be read
     */
    public String again() throws IOException {
        Map<String, Object> stored = SummaryFiles.spec(folder.spec(), shown + "/spec.json");
        Path directory = folder.directory().toRealPath();
        return commands(stored, new CheckLimits(null, null), "", directory).again();
    }

    /** The commands of a run, by its spec; its folder not by way of a link, as latest is soon another. */
    private RunCommands commands(Map<String, Object> stored, CheckLimits limits, String model, Path directory) {
        Path history = RunFolder.of(directory).history();
        return RunCommands.of(
                surroundings,
                TestSpec.arguments(Specs.options(stored)),
                new RunSettings(
                        results(directory),
                        limits,
                        history.endsWith(RunFolder.COMPRESSED_HISTORY),
                        pluginsOr(Specs.plugins(stored))),
                model,
                Promises.choices(stored),
                history);
    }

    /** The folder of all results: of a campaign's run one step further up. */
    private static Path results(Path directory) {
        Path test = directory.getParent();
        if (test != null && RunListing.isNamedAsRun(test)) {
            test = test.getParent();
        }
        return test == null || test.getParent() == null ? directory : test.getParent();
    }

    private static String hint(List<String> plugins) {
        return plugins.isEmpty() ? "" : "; it came with --plugin " + Printable.line(plugins.get(0));
    }

    private List<Path> pluginsOr(List<String> before) {
        return plugins.isEmpty() ? before.stream().map(surroundings::resolve).toList() : plugins;
    }

    /**
     * Writes verdict and report, each whole or not at all.
     *
     * @throws IOException if one cannot be written
     */
    public void write(RunSummary run) throws IOException {
        write(folder, run);
    }

    static void write(RunFolder folder, RunSummary run) throws IOException {
        folder.write("verdict.json", Json.indented(RunJson.of(run)));
        folder.write("report.html", HtmlReport.render(run));
    }
}
