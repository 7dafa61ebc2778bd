package dev.skewer.harness.cli;

import dev.skewer.checker.Validity;
import dev.skewer.harness.campaign.Campaign;
import dev.skewer.harness.campaign.CampaignFile;
import dev.skewer.harness.campaign.CampaignFolder;
import dev.skewer.harness.campaign.CampaignLock;
import dev.skewer.harness.campaign.CampaignRunner;
import dev.skewer.harness.campaign.CampaignTable;
import dev.skewer.harness.campaign.Filter;
import dev.skewer.harness.campaign.Jobs;
import dev.skewer.harness.campaign.Obstacles;
import dev.skewer.harness.campaign.PlanTable;
import dev.skewer.harness.campaign.Planner;
import dev.skewer.harness.campaign.Resumption;
import dev.skewer.harness.campaign.RunPolicy;
import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.gate.Proofs;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.harness.run.RunSettings;
import dev.skewer.harness.story.Restate3192;
import dev.skewer.registry.Nearest;
import dev.skewer.results.RunFolder;
import dev.skewer.results.comparison.Baseline;
import dev.skewer.results.summary.CampaignJson;
import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.PlanJson;
import dev.skewer.results.summary.PlannedCell;
import dev.skewer.results.summary.Shard;
import dev.skewer.results.summary.SummaryException;
import dev.skewer.workloads.DurationText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code skewer campaign}: many tests, each judged against what it expects. */
@Command(
        name = "campaign",
        description =
                "Many tests from a YAML file (none given: the built-in one), each judged against what it expects.",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nParameters:%n",
        footer = {
            "",
            "Exit code 0: every cell as expected; 1: one is not; 2: interrupted before one was not.",
            "The format of the file is described in docs/campaigns.md."
        })
final class CampaignCommand implements Callable<Integer> {
    /** The built-in campaigns besides the one that is run if none is named. */
    private static final List<String> BUILT_IN = List.of("full", "databases");

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final RunOptions options = new RunOptions();

    @Mixin
    private final GateOptions gate = new GateOptions();

    @Mixin
    private final ReportOptions reports = new ReportOptions();

    @Mixin
    private final GitHubOptions gitHub = new GitHubOptions();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description =
                    "A campaign file; or full: targets, levels, faults and defects at large, in 20 minutes; or databases: real"
                            + " databases at each of their levels; or restate-3192: the story of one race.")
    private @Nullable String file;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Where a count of seeds begins (default: 1, so that a campaign repeats its operations).")
    private @Nullable Long seed;

    @Option(
            names = "--only",
            paramLabel = "TERM",
            description =
                    "Run only the cells that TERM holds for: OPTION=NAME[,NAME…] (workload, target, isolation, durability, fault,"
                            + " defect, expect), or a part of the cell's name, in which * and ? stand for others; repeatable.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--skip",
            paramLabel = "TERM",
            description = "Leave out the cells that TERM holds for, as for --only; repeatable.")
    private List<String> skip = new ArrayList<>();

    @Option(
            names = "--time-limit",
            paramLabel = "D",
            converter = Converters.OfDuration.class,
            description =
                    "How long the whole may take (default: as its file says, if it does); the cells that cover least are left out, and named.")
    private @Nullable Duration timeLimit;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            converter = Converters.OfShard.class,
            description = "Run the I-th of N parts, about equally long; skewer campaign merge puts them together.")
    private Shard shard = Shard.WHOLE;

    @Option(
            names = "--resume",
            description =
                    "Go on with the newest campaign of this name if it was interrupted; otherwise begin a new one.")
    private boolean isResumed;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description =
                    "Run N cells at once, each in a process of its own (default: 1). They share the processors, so let there be two for each.")
    private int jobCount = 1;

    @Option(names = Jobs.WORKER, hidden = true)
    private @Nullable String workerOf;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--dry-run", description = "Run nothing; show what would be run, and for how long.")
    private boolean isDry;

    private final Surroundings surroundings;

    CampaignCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        surroundings.interruption().listen(() -> {});
        Paint paint = surroundings.paint(output.noColor());
        if (Restate3192.NAME.equals(file)) {
            refuseForStory();
            return ExitCode.of(story(paint, options.settings(surroundings)));
        }
        if (jobCount < 1 || jobCount > Jobs.MAX_COUNT) {
            throw new UserException("campaign: --jobs must be 1 … " + Jobs.MAX_COUNT + ", and is " + jobCount);
        }
        gate.refuse(jobCount);
        String name = file == null ? "built-in" : file;
        boolean isBuiltIn = file == null || BUILT_IN.contains(file);
        Filter filter = Filter.of(only, skip);
        Campaign whole = CampaignFile.parse(
                isBuiltIn ? builtIn(name) : text(name), isBuiltIn ? "built-in campaign" : name, seed);
        Campaign asked = filter.of(whole);
        var obstacles = new Obstacles();
        Optional<Proofs> proofs = gate.isProved() ? Optional.of(Proofs.of(asked, obstacles)) : Optional.empty();
        Campaign campaign = proofs.map(Proofs::campaign).orElse(asked);
        if (workerOf != null) {
            return work(campaign, surroundings.resolve(workerOf));
        }
        if (timeLimit == null) {
            timeLimit = campaign.totalTimeLimit();
        }
        Optional<Baseline> baseline = gate.baseline(surroundings);
        CampaignPlan plan = Planner.plan(
                campaign, shard, timeLimit, jobCount, cell -> obstacles.of(cell).isEmpty());
        if (plan.own().isEmpty()) {
            throw new UserException(emptyPlan(plan));
        }
        if (isDry) {
            if (reports.isGiven()) {
                throw new UserException(
                        "campaign: --dry-run runs nothing of which --report could tell; leave one of them out");
            }
            show(campaign, plan, obstacles, paint);
            return ExitCode.VALID;
        }
        var judge = new CampaignGate(
                baseline, proofs, gate.thresholds().thresholds(), CampaignGate.leftOut(whole, asked, plan), plan);
        return run(campaign, plan, obstacles, paint, new RunPolicy(gate.reruns(jobCount), gate.isCalibrated(), judge));
    }

    /** Runs cells of a campaign that another process carries out. */
    private int work(Campaign campaign, Path folder) throws IOException {
        try {
            CampaignRunner.serve(
                    campaign,
                    new CampaignFolder(RunFolder.of(folder), surroundings),
                    surroundings,
                    options.settings(surroundings),
                    gate.reruns(jobCount));
            return ExitCode.VALID;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILURE;
        }
    }

    private String emptyPlan(CampaignPlan plan) {
        return plan.cells().stream().allMatch(PlannedCell::isLeftOut)
                ? "campaign: a time limit of " + DurationText.of(Objects.requireNonNull(timeLimit))
                        + " is too short for any cell; the shortest takes about "
                        + DurationText.of(plan.cells().stream()
                                .map(PlannedCell::estimate)
                                .min(Duration::compareTo)
                                .orElse(Duration.ZERO))
                : "campaign: --shard " + shard
                        + ": there are fewer cells than shards, and none for this one; use fewer shards";
    }

    private void show(Campaign campaign, CampaignPlan plan, Obstacles obstacles, Paint paint) {
        PrintStream out = surroundings.out();
        if (output.json()) {
            out.println(Json.oneLine(PlanJson.of(plan)));
        } else {
            PlanTable.lines(campaign, plan, obstacles, jobCount, paint).forEach(out::println);
        }
    }

    @SuppressWarnings("try") // the lock is held, which is all that it is for
    private int run(Campaign campaign, CampaignPlan plan, Obstacles obstacles, Paint paint, RunPolicy policy)
            throws IOException {
        ReportOptions.Files files = reports.files(surroundings, List.of());
        gitHub.isOn(surroundings);
        RunSettings settings = options.settings(surroundings);
        Optional<Resumption.Interrupted> interrupted =
                isResumed ? new Resumption(surroundings, settings.results(), plan).find() : Optional.empty();
        CampaignFolder folder = interrupted.isPresent()
                ? interrupted.get().folder()
                : new CampaignFolder(ResultsFolder.newRun(surroundings, settings.results(), plan.name()), surroundings);
        CampaignLock lock = interrupted.isPresent() ? interrupted.get().lock() : begin(folder, plan);
        try (lock) {
            return run(campaign, plan, obstacles, paint, settings, folder, policy, files);
        } catch (SummaryException e) {
            throw new UserException(String.valueOf(e.getMessage()), e);
        }
    }

    private CampaignLock begin(CampaignFolder folder, CampaignPlan plan) {
        try {
            return folder.begin(plan);
        } catch (IOException e) {
            throw new FailureException(folder.shown() + ": " + IoMessages.of(e), e);
        }
    }

    private int run(
            Campaign campaign,
            CampaignPlan plan,
            Obstacles obstacles,
            Paint paint,
            RunSettings settings,
            CampaignFolder folder,
            RunPolicy policy,
            ReportOptions.Files files)
            throws IOException {
        PrintStream out = surroundings.out();
        var table = CampaignTable.of(plan, paint);
        if (!output.json()) {
            table.head().forEach(out::println);
            out.flush();
        }
        CampaignRunner.Result result = new CampaignRunner(
                        campaign,
                        plan,
                        obstacles,
                        surroundings,
                        settings,
                        timeLimit,
                        new Jobs(
                                jobCount,
                                spec.root().commandLine().getParseResult().originalArgs()),
                        policy,
                        cell -> {
                            if (!output.json()) {
                                out.println(table.row(cell));
                                out.flush();
                            }
                        })
                .execute(folder);
        if (output.json()) {
            out.println(Json.oneLine(CampaignJson.of(result.summary())));
        } else {
            table.foot(result.summary()).forEach(out::println);
        }
        out.flush();
        gitHub.tell(surroundings, result.summary());
        files.write(result.summary());
        if (result.failure() != null) {
            throw new FailureException(result.failure());
        }
        return ExitCode.of(result.summary().valid());
    }

    /** The story has no cells to choose from, and is told as a whole. */
    private void refuseForStory() {
        if (!only.isEmpty()
                || !skip.isEmpty()
                || timeLimit != null
                || !shard.isWhole()
                || isResumed
                || isDry
                || gate.isAny()
                || jobCount != 1
                || reports.isGiven()) {
            throw new UserException(
                    "campaign: " + Restate3192.NAME
                            + " is told as a whole; --only, --skip, --time-limit, --shard, --jobs, --resume, --dry-run, --report and those of a gate are for the other campaigns");
        }
    }

    private Validity story(Paint paint, RunSettings settings) {
        RunFolder folder = ResultsFolder.newRun(surroundings, settings.results(), Restate3192.NAME);
        try {
            return new Restate3192(surroundings, paint, settings, folder, output.json(), seed == null ? 3192 : seed)
                    .tell();
        } catch (IOException e) {
            throw new FailureException(surroundings.show(folder.directory()) + ": " + IoMessages.of(e), e);
        } catch (UncheckedIOException e) {
            throw new FailureException(
                    surroundings.show(folder.directory()) + ": " + IoMessages.of(Objects.requireNonNull(e.getCause())),
                    e);
        }
    }

    private static String builtIn(String name) throws IOException {
        try (InputStream in = Campaign.class.getResourceAsStream(name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException(name + ".yaml is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String text(String name) {
        return TextFile.read(surroundings, name, "a campaign file", () -> builtInHint(name));
    }

    /** What a word that names no file may have been meant to be. */
    private static String builtInHint(String name) {
        return name.matches("[\\w-]+")
                ? ", and no built-in campaign"
                        + Nearest.hint(
                                name,
                                Stream.concat(BUILT_IN.stream(), Stream.of(Restate3192.NAME))
                                        .toList())
                : "";
    }
}
