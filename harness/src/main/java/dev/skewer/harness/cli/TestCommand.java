package dev.skewer.harness.cli;

import dev.skewer.checker.Validity;
import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Progress;
import dev.skewer.harness.console.Stories;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.harness.run.RunSettings;
import dev.skewer.harness.run.Specs;
import dev.skewer.harness.run.TestRun;
import dev.skewer.results.Figures;
import dev.skewer.results.Printable;
import dev.skewer.results.RunFolder;
import dev.skewer.results.report.FaultText;
import dev.skewer.results.summary.FaultPlan;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.RunJson;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.workloads.FaultSelection;
import dev.skewer.workloads.Faults;
import dev.skewer.workloads.Promises;
import dev.skewer.workloads.ScheduleText;
import dev.skewer.workloads.SpecException;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workloads;
import dev.skewer.workloads.fault.FaultPackage;
import dev.skewer.workloads.schedule.FaultSchedule;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Secrets;
import dev.skewer.workloads.target.TargetType;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skewer test}: one test, and its verdict. */
@Command(
        name = "test",
        description = "One test: workload, target, faults, seed → verdict.",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Ctrl-C ends the test early; what was recorded until then is checked, and unknown unless it is false.",
            "Names: skewer list workloads | targets | faults | defects."
        })
final class TestCommand implements Callable<Integer> {
    /** Times of a schedule that are told; the page and the JSON have more. */
    private static final int FAULTS_TOLD = 4;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final RunOptions options = new RunOptions();

    @Mixin
    private final ReportOptions reports = new ReportOptions();

    @Mixin
    private final GitHubOptions gitHub = new GitHubOptions();

    @Option(names = "--workload", paramLabel = "NAME", description = "What clients do (default: ${DEFAULT-VALUE}).")
    private String workload = "journal";

    @Option(
            names = "--workload-option",
            paramLabel = "K=V",
            description = "What the workload lets you set; repeatable (see skewer explain WORKLOAD).")
    private List<String> workloadOptions = new ArrayList<>();

    @Option(names = "--target", paramLabel = "NAME", description = "What is tested (default: ${DEFAULT-VALUE}).")
    private String target = TestSpec.DEFAULT_TARGET;

    @Option(
            names = "--isolation",
            paramLabel = "L",
            description = "One of the target's isolation levels (default: its own; see skewer explain TARGET).")
    private @Nullable String isolation;

    @Option(
            names = "--consistency-model",
            paramLabel = "NAME",
            description = {
                "What transactions are held to (default: what the target promises at its level;",
                "  see skewer explain TARGET and skewer list consistency-models)."
            })
    private @Nullable String consistencyModel;

    @Option(
            names = "--durability",
            paramLabel = "L",
            description = "One of the target's durability levels (default: its own).")
    private @Nullable String durability;

    @Option(
            names = "--op-timeout",
            paramLabel = "D",
            converter = Converters.OfDuration.class,
            description = "After so long an operation is info, and its process replaced (default: 5s).")
    private Duration opTimeout = TestSpec.DEFAULT_OP_TIMEOUT;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            description = "How many processes a target of several consists of: short for --target-option nodes=N.")
    private @Nullable Integer nodes;

    @Option(
            names = "--target-option",
            paramLabel = "K=V",
            description = "What else the target lets you set; repeatable (see skewer explain TARGET).")
    private List<String> targetOptions = new ArrayList<>();

    @Option(names = "--defect", paramLabel = "ID", description = "Switch a planted defect on; repeatable.")
    private List<String> defects = new ArrayList<>();

    @Option(
            names = "--fault",
            paramLabel = "LIST",
            description = {
                "Faults to inject, comma-separated (default: none); when, how long and where in brackets:",
                "  'kill(every=2s,for=500ms,nodes=one)', 'sequence(kill,pause)', 'together(kill,pause,at-op=5000)'."
            })
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--fault-package",
            paramLabel = "LIST",
            description =
                    "Those of crash, disk, network, resources or all that work on the target here, besides --fault.")
    private List<String> packages = new ArrayList<>();

    @Option(names = "--concurrency", paramLabel = "N", description = "Logical processes (default: ${DEFAULT-VALUE}).")
    private int concurrency = 8;

    @Option(
            names = "--keys",
            paramLabel = "N",
            description = "Invocations that live at a time (default: ${DEFAULT-VALUE}).")
    private int keys = 32;

    @Option(names = "--ops", paramLabel = "N", description = "Stop after so many client operations.")
    private @Nullable Long ops;

    @Option(
            names = "--time-limit",
            paramLabel = "D",
            converter = Converters.OfDuration.class,
            description = "Stop after a duration such as 30s or 5m (default: 10s, unless --ops is given).")
    private @Nullable Duration timeLimit;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Client operations per second, over all processes (default: unlimited).")
    private @Nullable Double rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Everything random derives from it (default: random, and printed).")
    private @Nullable Long seed;

    @Option(names = "--fail-fast", description = "Stop at the first anomaly.")
    private boolean failFast;

    /** Which faults of the packages are not in the test, and why. */
    private List<String> leftOut = List.of();

    private final Surroundings surroundings;

    TestCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        TestSpec spec = spec();
        ReportOptions.Files files = reports.files(surroundings, List.of());
        gitHub.isOn(surroundings);
        RunSettings settings = options.settings(surroundings);
        RunFolder folder = ResultsFolder.newRun(surroundings, settings.results(), spec.workload());
        prepare();
        String shown = surroundings.show(folder.directory());
        Paint paint = surroundings.paint(output.noColor());
        surroundings.interruption().listen(() -> {});
        TestRun.Result result;
        try (Progress progress = Progress.on(surroundings, spec.workload())) {
            result = new TestRun(spec, settings, folder, surroundings, progress, found -> !found.isEmpty())
                    .execute(() -> announce(spec, paint));
        } catch (IOException e) {
            throw new FailureException(shown + ": " + IoMessages.of(e), e);
        }
        folder.becomeLatest(settings.results());
        RunSummary summary = result.summary();
        if (output.json()) {
            surroundings.out().println(Json.oneLine(RunJson.of(summary)));
        } else {
            print(summary, shown, Files.exists(folder.report()), paint);
        }
        surroundings.out().flush();
        gitHub.tell(surroundings, summary);
        files.write(summary);
        if (result.unwritten() != null) {
            throw new FailureException(result.unwritten());
        }
        // A contradiction stands, whatever came after it.
        if (result.breakdown() != null && summary.verdict().valid() != Validity.FALSE) {
            throw new FailureException(result.breakdown());
        }
        return ExitCode.of(summary.verdict().valid());
    }

    /** Says what is under way, once it is: a test that is refused leaves nothing on standard output. */
    private void announce(TestSpec spec, Paint paint) {
        PrintStream to = output.json() ? surroundings.err() : surroundings.out();
        if (!output.json()) {
            to.println(paint.bold("test      ") + Specs.title(spec) + ", seed " + spec.seed());
        }
        leftOut.forEach(reason -> to.println(paint.unsure("left out  ") + Printable.line(reason)));
        to.flush();
    }

    /** What the target needs loads while everything else gets ready. */
    private void prepare() {
        var preparing = new Thread(
                () -> {
                    try {
                        Targets.of(target).preparation().run();
                    } catch (RuntimeException | LinkageError e) {
                        // It will be said when the target is opened.
                        return;
                    }
                },
                "skewer-prepare");
        preparing.setDaemon(true);
        preparing.start();
    }

    /** What the options ask for. */
    TestSpec spec() {
        if (ops != null && ops < 1) {
            throw new UserException("test: --ops must be at least 1, and is " + ops);
        }
        if (rate != null && !(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new UserException(
                    "test: --rate must be a number of more than 0, and is " + rate + "; leave it out for no limit");
        }
        TargetType type = Targets.of(target);
        Workloads.of(workload);
        if (isolation != null) {
            Names.check("isolation", isolation, type.isolations().names());
        }
        if (durability != null) {
            Names.check("durability", durability, type.durabilities().names());
        }
        Map<String, String> options = targetOptions();
        Availability availability = type.availability(options);
        if (!availability.isAvailable()) {
            throw new UserException("test: target '" + target + "' is not available here: " + availability.obstacle());
        }
        if (!defects.isEmpty() && type.defectIds().isEmpty()) {
            throw new UserException(
                    "test: target '" + target + "' has no defects that can be planted; leave --defect out");
        }
        defects.forEach(id -> Names.check("defect", id, type.defectIds()));
        List<FaultSchedule> schedules = new ArrayList<>(schedules());
        addPackages(schedules, type, options);
        TestSpec spec = TestSpec.builder()
                .workload(workload)
                .workloadOptions(settings("--workload-option", workloadOptions))
                .target(target)
                .isolation(isolation)
                .consistencyModel(consistencyModel)
                .durability(durability)
                .opTimeout(opTimeout)
                .targetOptions(options)
                .defects(defects)
                .schedules(schedules)
                .concurrency(concurrency)
                .keys(keys)
                .ops(ops == null ? 0 : ops)
                .timeLimit(timeLimit)
                .rate(rate == null ? 0 : rate)
                .seed(seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed)
                .failFast(failFast)
                .build();
        Faults.obstacle(spec.faultNames(), type, options).ifPresent(obstacle -> {
            throw new UserException("test: " + obstacle);
        });
        Promises.obstacle(spec).ifPresent(obstacle -> {
            throw new UserException("test: " + obstacle);
        });
        return spec;
    }

    private List<FaultSchedule> schedules() {
        List<String> given =
                faults.stream().filter(list -> !list.equals("none")).toList();
        if (given.isEmpty()) {
            return List.of();
        }
        List<FaultSchedule> schedules;
        try {
            schedules = ScheduleText.parseList(String.join(",", faults));
        } catch (SpecException e) {
            throw new UserException("test: --fault: " + Printable.line(String.valueOf(e.getMessage())));
        }
        for (FaultSchedule schedule : schedules) {
            if (schedule.faults().contains("none")) {
                throw new UserException("test: --fault: 'none' stands alone; leave it out to inject the others");
            }
            schedule.faults().forEach(Faults::of);
        }
        return schedules;
    }

    /** Adds the faults of the packages that were asked for, unless they have a schedule already. */
    private void addPackages(List<FaultSchedule> schedules, TargetType type, Map<String, String> options) {
        List<FaultPackage> asked = packages.stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(name -> FaultSelection.packageNamed(name.strip()))
                .toList();
        if (asked.isEmpty()) {
            return;
        }
        FaultSelection selection = FaultSelection.of(asked, type, options);
        leftOut = selection.leftOut();
        Set<String> scheduled = schedules.stream()
                .flatMap(schedule -> schedule.faults().stream())
                .collect(Collectors.toSet());
        selection.faults().stream()
                .filter(fault -> !scheduled.contains(fault))
                .map(ScheduleText::parse)
                .forEach(schedules::add);
    }

    private Map<String, String> targetOptions() {
        Map<String, String> settings = settings("--target-option", targetOptions);
        if (nodes != null && settings.put("nodes", nodes.toString()) != null) {
            throw new UserException("test: the number of nodes is given twice, by --nodes and by --target-option");
        }
        return settings;
    }

    private static Map<String, String> settings(String option, List<String> given) {
        var settings = new LinkedHashMap<String, String>();
        for (String setting : given) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new UserException("test: " + option + ": '" + Printable.line(Secrets.masked(setting))
                        + "' is not of the form NAME=VALUE");
            }
            if (settings.put(setting.substring(0, equals), setting.substring(equals + 1)) != null) {
                throw new UserException(
                        "test: " + option + " " + Printable.line(setting.substring(0, equals)) + " is given twice");
            }
        }
        return settings;
    }

    private void print(RunSummary run, String shown, boolean isReported, Paint paint) {
        PrintStream out = surroundings.out();
        var verdict = run.verdict();
        out.println(paint.bold("ops       ") + Figures.count(verdict.ops()) + " in "
                + Figures.time(run.elapsed().toNanos()) + ", " + Figures.count(run.opsPerSecond()) + "/s; "
                + Figures.count(verdict.opportunities()) + " opportunities; checked in "
                + Figures.time(run.cost().checkMillis() * 1_000_000)
                + (run.interrupted() ? "; interrupted" : ""));
        for (FaultPlan plan : run.faults()) {
            out.println(paint.bold("schedule  ") + plan.schedule() + ": " + FaultText.planned(plan, FAULTS_TOLD));
            out.println(paint.bold("in fact   ")
                    + FaultText.happened(plan, run.measured().throughput().faults(), FAULTS_TOLD));
        }
        run.problems().forEach(problem -> out.println(paint.unsure("problem   ") + Printable.line(problem)));
        verdict.notes().forEach(note -> out.println(paint.dim("note      ") + Printable.line(note)));
        out.println();
        if (!verdict.anomalies().isEmpty()) {
            Stories.all(verdict, paint, surroundings.columns()).forEach(out::println);
            out.println();
        }
        out.println(paint.bold("verdict   ")
                + paint.verdict(verdict.valid(), verdict.valid().toString()));
        out.println(paint.bold("anomalies ") + Stories.counts(verdict));
        if (!verdict.allowed().isEmpty()) {
            out.println(paint.bold("allowed   ") + Stories.allowed(verdict));
        }
        out.println(paint.bold("report    ") + (isReported ? shown + "/report.html" : "could not be written"));
        out.println(paint.bold("check     ") + run.check());
        out.println(paint.bold("again     ") + run.again());
    }
}
