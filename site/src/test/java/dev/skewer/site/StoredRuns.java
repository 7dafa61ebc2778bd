package dev.skewer.site;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.results.AtomicFile;
import dev.skewer.results.RunFolder;
import dev.skewer.results.measure.MetricsRecorder;
import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.CheckCost;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.LogExcerpt;
import dev.skewer.results.summary.PlanJson;
import dev.skewer.results.summary.PlannedCell;
import dev.skewer.results.summary.ProgressJson;
import dev.skewer.results.summary.RunProgress;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.results.summary.Shard;
import dev.skewer.results.summary.SummaryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Run folders as runs leave them, made without running anything. */
public final class StoredRuns {
    /** When the first run began. */
    public static final Instant START = Instant.parse("2026-11-23T09:45:01Z");

    private static final String SHOWN = "results/runs/";

    private final Path results;

    /** Makes runs in a results folder. */
    public StoredRuns(Path results) {
        this.results = results;
    }

    /** A run that is over, with one read skew if it is false. */
    public Path run(String workload, String target, List<String> faults, Validity valid, Instant started)
            throws IOException {
        RunFolder folder = RunFolder.create(results, workload, started);
        write(folder, summary(workload, target, faults, valid, started));
        return folder.directory();
    }

    /** The address of a run's page. */
    public static String link(Path run) {
        Path test = Objects.requireNonNull(run.getParent());
        return "/runs/" + test.getFileName() + "/" + run.getFileName() + "/";
    }

    private static void write(RunFolder folder, RunSummary summary) throws IOException {
        folder.write("spec.json", Json.indented(Json.spec(summary.spec())));
        Files.writeString(folder.directory().resolve("history.edn"), "{:process 0, :type :invoke, :f :read}\n");
        Files.writeString(folder.log(), "a line of the log\n");
        folder.write("report.html", "<!doctype html><title>an old page</title><script>alert(1)</script>");
        folder.write("verdict.json", Json.indented(SummaryFiles.json(summary)));
    }

    /** What is known of such a run. */
    public static RunSummary summary(
            String workload, String target, List<String> faults, Validity valid, Instant started) {
        var anomalies = new TreeMap<String, Anomaly>();
        if (valid == Validity.FALSE) {
            anomalies.put("read-skew", new Anomaly("read-skew", 118, new TreeMap<>(), List.of()));
        }
        return new RunSummary(
                SHOWN + workload,
                RunFolder.HISTORY,
                workload + " on " + target,
                Map.of("workload", workload, "target", target, "fault", faults, "isolation", "snapshot"),
                4711,
                "skewer check",
                "skewer test",
                started,
                Duration.ofSeconds(10),
                RunSummary.Ending.COMPLETE,
                new Verdict(valid, "journal", anomalies, List.of(), List.of(), 56_789, 4_321, List.of()),
                new CheckCost(0, 17, 123),
                new MetricsRecorder().metrics(),
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                LogExcerpt.NONE,
                Map.of(),
                "skewer test");
    }

    /** The spec of a cell. */
    static Map<String, Object> spec(String target) {
        return Map.of("workload", "journal", "target", target, "fault", List.of(), "isolation", "snapshot");
    }

    /** A campaign that is over: a cell for each target, all but the last as expected. */
    public Path campaign(String name, Instant started, String... targets) throws IOException {
        RunFolder folder = RunFolder.create(results, name, started);
        var cells = new ArrayList<CampaignSummary.Cell>();
        for (String target : targets) {
            boolean isLast = target.equals(targets[targets.length - 1]);
            RunFolder child = folder.child("001-" + target);
            RunSummary run = summary("journal", target, List.of(), isLast ? Validity.FALSE : Validity.TRUE, started);
            String shown = SHOWN + name + "/" + folder.directory().getFileName();
            write(child, run);
            cells.add(new CampaignSummary.Cell(
                    "journal " + target,
                    spec(target),
                    new Expectation("valid", List.of()),
                    List.of(CampaignSummary.Run.of(run).in(shown + "/001-" + target, run.check())),
                    true,
                    null));
        }
        folder.write(
                "campaign.json",
                Json.indented(SummaryFiles.json(new CampaignSummary(
                        name,
                        SHOWN + name + "/" + folder.directory().getFileName(),
                        targets.length,
                        cells,
                        CampaignSummary.Part.UNPLANNED,
                        List.of(),
                        List.of(),
                        "skewer test"))));
        return folder.directory();
    }

    /** A run that goes on, says its process. */
    public Path running(String workload, RunProgress progress) throws IOException {
        RunFolder folder = RunFolder.create(results, workload, START);
        folder.write(
                "spec.json",
                Json.indented(Json.spec(Map.of("workload", workload, "target", "embedded", "fault", List.of()))));
        tell(folder.directory(), progress);
        return folder.directory();
    }

    /** Writes how a run is doing into its folder. */
    public static void tell(Path directory, RunProgress progress) throws IOException {
        AtomicFile.write(directory.resolve(RunFolder.PROGRESS), Json.oneLine(ProgressJson.of(progress)));
    }

    /** A campaign that goes on: one cell for each target, none of which is over. */
    public Path runningCampaign(String name, String... targets) throws IOException {
        RunFolder folder = RunFolder.create(results, name, START);
        var cells = new ArrayList<PlannedCell>();
        for (String target : targets) {
            cells.add(new PlannedCell(
                    target + "-key",
                    "journal " + target,
                    spec(target),
                    new Expectation("valid", List.of()),
                    List.of(1L),
                    Duration.ofSeconds(1),
                    1));
        }
        folder.write(
                "plan.json",
                Json.indented(PlanJson.of(
                        new CampaignPlan(name, cells, List.of(), Duration.ZERO, new Shard(1, 1), "skewer test"))));
        Files.createDirectories(folder.directory().resolve("cells"));
        tell(folder.directory(), progress(RunProgress.Phase.CAMPAIGN, Optional.empty()));
        return folder.directory();
    }

    /** How a run of this process is doing right now. */
    public static RunProgress progress(RunProgress.Phase phase, Optional<RunProgress.Figures> figures) {
        return new RunProgress(RunProgress.Writer.current(), Instant.now(), phase, figures);
    }

    /** Figures of a run that has found something, with a fault under way. */
    public static RunProgress.Figures figures(long ops, String fault) {
        return new RunProgress.Figures(
                Duration.ofSeconds(5),
                Optional.of(Duration.ofSeconds(10)),
                0,
                ops,
                ops - 3,
                2,
                1,
                Optional.of(new TreeMap<>(Map.of("read-skew", 7L))),
                fault,
                List.of(
                        new RunProgress.Moment(1_000, 100, 1_500_000, 20_000_000),
                        new RunProgress.Moment(2_000, 321, 1_600_000, 25_000_000)));
    }
}
