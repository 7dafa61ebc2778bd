package dev.skewer.harness.cli;

import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.ShellWords;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.checker.linear.explain.Analysis;
import dev.skewer.checker.linear.search.PartResult;
import dev.skewer.harness.console.Certifications;
import dev.skewer.harness.console.Linearizations;
import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Progress;
import dev.skewer.harness.console.Stories;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.Ticker;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.run.CheckStage;
import dev.skewer.harness.run.Environment;
import dev.skewer.harness.run.HistoryCheck;
import dev.skewer.harness.run.HistoryExcerpts;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.harness.run.LinearViews;
import dev.skewer.harness.run.Producer;
import dev.skewer.harness.run.StoredRun;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.registry.Nearest;
import dev.skewer.results.Figures;
import dev.skewer.results.Printable;
import dev.skewer.results.RunFolder;
import dev.skewer.results.linear.LinearViewPage;
import dev.skewer.results.linear.Linearization;
import dev.skewer.results.measure.MetricsRecorder;
import dev.skewer.results.summary.CertificationJson;
import dev.skewer.results.summary.CheckJson;
import dev.skewer.results.summary.CheckSummary;
import dev.skewer.results.summary.Excerpt;
import dev.skewer.results.summary.Json;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code skewer check}: histories recorded by anyone, and their verdicts. */
@Command(
        name = "check",
        description = "Histories recorded by anyone, in any supported format → verdicts.",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nFiles:%n",
        footer = {
            "",
            "Prints FILE<TAB>true|false|unknown, a line a file; what was found follows indented.",
            "Models: skewer list models. Formats: skewer list formats."
        })
final class CheckCommand implements Callable<Integer> {
    /** The models, for help and completion; looked up only when these are wanted. */
    static final class ModelNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Checkers.names().iterator();
        }
    }

    /** The formats, for help and completion. */
    static final class FormatNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Format.labels().iterator();
        }
    }

    /** How many keys a complaint names. */
    private static final int MAX_KEYS = 12;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // the command line opens them before the command begins
    private final PluginOptions plugins = new PluginOptions();

    @Mixin
    private final ReportOptions reports = new ReportOptions();

    @Mixin
    private final WorkloadCheckOptions workload = new WorkloadCheckOptions();

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "History files, plain or compressed with gzip or zstd; - is standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--model",
            paramLabel = "NAME",
            completionCandidates = ModelNames.class,
            description = "What the history is a history of: ${COMPLETION-CANDIDATES} (default: that of"
                    + " the run, for the history of one; otherwise required).")
    private @Nullable String model;

    @Option(
            names = "--consistency-model",
            paramLabel = "NAME",
            description = "What transactions are promised, such as serializable or snapshot-isolation (default:"
                    + " strict-serializable); skewer list consistency-models has all.")
    private @Nullable String consistencyModel;

    @Option(
            names = "--initial",
            paramLabel = "VALUE",
            description = "Initial state of the model, as EDN, such as 0 or '{:x 0}' (default: nil or empty).")
    private @Nullable String initial;

    @Option(
            names = "--nil-read",
            paramLabel = "any|exact",
            description = "What an ok read of nil says: nothing (any), or that the object was unset (exact)"
                    + " (default: any; exact for Porcupine's formats).")
    private @Nullable String nilRead;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            completionCandidates = FormatNames.class,
            description = "How it is stored: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String format = Format.AUTO.label();

    @Option(
            names = "--keyed",
            paramLabel = "auto|yes|no",
            description = "Whether values are [key value] tuples (default: auto:"
                    + " if every value of an ok operation is one).")
    private @Nullable String keyed;

    @Option(
            names = "--kill-may-lose",
            paramLabel = "nothing|unacknowledged|suffix",
            description =
                    "What a kill of the store may undo: nothing, writes that only readers were told of, or the"
                            + " latest of what was acknowledged too (default: what the target of the run promises, for the history of one; otherwise nothing).")
    private @Nullable String killMayLose;

    @Option(
            names = "--power-loss-may-lose",
            paramLabel = "nothing|unacknowledged|suffix",
            description = "The same of a power loss (default: the same; otherwise what a kill may).")
    private @Nullable String powerLossMayLose;

    @Option(
            names = "--accept-truncated",
            description = "Take a file that was cut off for the whole history; without it, such a file is never true.")
    private boolean acceptTruncated;

    @Option(
            names = "--view",
            paramLabel = "PAGE",
            description =
                    "Write a page that shows the check: operations as bars, the order found, and what fits nowhere.")
    private @Nullable String view;

    @Option(
            names = "--view-key",
            paramLabel = "KEY",
            description = "The key that the page shows, as EDN (default: the first that is wrong or undecided).")
    private @Nullable String viewKey;

    @Option(
            names = "--linearization",
            description = "Below a verdict that is true, print an order of the operations that explains it.")
    private boolean linearization;

    @Option(
            names = "--certify",
            description = "Check the answer again, independently of what gave it, and say for what that was possible.")
    private boolean certify;

    @Option(names = "--stats", description = "Add ops, opportunities, parse_ms, check_ms and peak_heap_mb.")
    private boolean stats;

    private final Surroundings surroundings;
    /** What the verdict on the latest file rests on, if its model is a sequential one. */
    private @Nullable Analysis analysis;

    private @Nullable PageFile viewPage;
    /** Of the latest file, if there is to be a page. */
    private MetricsRecorder metrics = new MetricsRecorder();

    private final Function<String, Progress> progress;

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        progress = Progress.series(surroundings);
    }

    @Override
    public Integer call() {
        if (model == null) {
            model = modelOfRuns();
        }
        CheckerChoice checker = CheckerChoice.of(model, chosen());
        Format chosen = format();
        if (view != null && (files.size() > 1 || model.equals(JournalChecker.NAME))) {
            throw new UserException("check: --view shows the check of one file against a model other than journal");
        }
        if (viewKey != null && view == null) {
            throw new UserException("check: --view-key chooses what --view PAGE shows; there is no --view");
        }
        if (linearization && model.equals(JournalChecker.NAME)) {
            throw new UserException("check: --linearization is for models other than journal");
        }
        if ((view != null || linearization) && !looksForAnOrder(model)) {
            throw new UserException("check: --view and --linearization show an order of the operations, and the model "
                    + model + " looks for none");
        }
        List<Path> sources = files.stream()
                .filter(file -> !file.equals("-"))
                .map(this::source)
                .toList();
        viewPage = view == null ? null : PageFile.of(surroundings, "--view", view, sources);
        CheckReports written = CheckReports.of(surroundings, reports, files, sources, Producer.name());
        if (viewPage != null && written.has(viewPage)) {
            throw new UserException("check: --view and --report name the same file; give two");
        }
        Thread checking = Thread.currentThread();
        surroundings.interruption().listen(checking::interrupt);
        Validity all = Validity.TRUE;
        boolean isWrong = false;
        for (int i = 0; i < files.size(); i++) {
            String file = files.get(i);
            if (surroundings.interruption().isWished()) {
                all = all.and(Validity.UNKNOWN);
                written.refuse(file, "was not checked, as that was interrupted");
                continue;
            }
            try {
                HistoryCheck.Result result = check(file, chosen, checker);
                all = all.and(result.verdict().valid());
                CheckSummary summary = summary(file, result);
                print(summary, result.session());
                written.add(i, summary);
                show(file);
            } catch (HistoryException | UserException e) {
                isWrong = true;
                String reason = Printable.line(String.valueOf(e.getMessage()));
                written.refuse(file, reason);
                surroundings.out().flush();
                surroundings.err().println("skewer: " + reason);
            }
        }
        written.finish();
        return isWrong ? ExitCode.USER_ERROR : ExitCode.of(all);
    }

    private static boolean looksForAnOrder(String model) {
        return Checkers.named(model)
                .map(checker -> checker.info().anomalies().contains(Analysis.NONLINEARIZABLE))
                .orElse(true);
    }

    /** The model that the files' runs were checked against, if each file lies in the folder of one; their promise holds then, too. */
    private String modelOfRuns() {
        Set<String> models = new TreeSet<>();
        Set<Map<String, String>> promises = new HashSet<>();
        for (String file : files) {
            Path folder = file.equals("-") ? null : surroundings.resolve(file).getParent();
            Optional<String> known = folder == null ? Optional.empty() : StoredRun.model(folder);
            if (folder == null || known.isEmpty()) {
                throw new UserException("check: --model is missing; there is " + String.join(", ", Checkers.names()));
            }
            models.add(known.get());
            promises.add(StoredRun.choices(folder));
        }
        if (models.size() > 1) {
            throw new UserException("check: the runs of these files were checked against "
                    + String.join(" and ", models) + "; --model says one");
        }
        if (killMayLose == null && powerLossMayLose == null) {
            killMayLose = choiceOf(promises, DurabilityPromise.KILL_MAY_LOSE);
            powerLossMayLose = choiceOf(promises, DurabilityPromise.POWER_LOSS_MAY_LOSE);
        }
        if (consistencyModel == null) {
            consistencyModel = choiceOf(promises, CheckOption.CONSISTENCY_MODEL);
        }
        workload.timestampsUnlessSaid(choiceOf(promises, CheckOption.TIMESTAMPS));
        return models.iterator().next();
    }

    /** What the checks of runs were told of an option; null if nothing was. */
    private static @Nullable String choiceOf(Set<Map<String, String>> promises, CheckOption option) {
        Set<Optional<String>> choices = new HashSet<>();
        promises.forEach(each -> choices.add(Optional.ofNullable(each.get(option.name()))));
        if (choices.size() > 1) {
            throw new UserException("check: the targets of these files' runs promised different things; --"
                    + option.name() + " says one");
        }
        return choices.iterator().next().orElse(null);
    }

    private Map<CheckOption, @Nullable String> chosen() {
        Map<CheckOption, @Nullable String> chosen = new LinkedHashMap<>();
        chosen.put(CheckOption.CONSISTENCY_MODEL, consistencyModel);
        chosen.put(CheckOption.INITIAL, initial);
        chosen.put(CheckOption.NIL_READ, nilRead);
        chosen.put(CheckOption.KEYED, keyed);
        chosen.put(DurabilityPromise.KILL_MAY_LOSE, killMayLose);
        chosen.put(DurabilityPromise.POWER_LOSS_MAY_LOSE, powerLossMayLose);
        chosen.putAll(workload.chosen());
        return chosen;
    }

    private Format format() {
        Names.check("format", format, Format.labels());
        return Format.named(format).orElseThrow();
    }

    private HistoryCheck.Result check(String file, Format chosen, CheckerChoice checker) {
        analysis = null;
        metrics = new MetricsRecorder();
        CheckStage stage = new CheckStage();
        Ticker ticker = Ticker.start(() -> progress.apply("check " + Printable.line(file)), stage::show);
        try (InputStream in = open(file, stage)) {
            HistoryCheck check = new HistoryCheck(limits.limits()).seenBy(stage);
            check = reports.isGiven() ? check.observedBy(metrics) : check;
            HistoryCheck.Result result = (acceptTruncated ? check.acceptingTruncated() : check)
                    .check(in, file, chosen, checker.model(), checker::open);
            CheckSession session = result.session();
            analysis = session == null ? null : session.view(Analysis.class).orElse(null);
            return result;
        } catch (IOException e) {
            throw new UserException(Printable.line(file) + ": " + IoMessages.of(e), e);
        } finally {
            ticker.close();
        }
    }

    private InputStream open(String file, CheckStage stage) throws IOException {
        if (file.equals("-")) {
            InputStream in = new FilterInputStream(surroundings.in()) {
                @Override
                public void close() {
                    // Standard input is not ours to close.
                }
            };
            return stage.counting(in, -1);
        }
        Path there = source(file);
        if (Files.isDirectory(there)) {
            String hint = Stream.of(RunFolder.COMPRESSED_HISTORY, RunFolder.HISTORY)
                    .filter(name -> Files.exists(there.resolve(name)))
                    .findFirst()
                    .map(name -> "; did you mean '" + Printable.line(file.replaceAll("/+$", "")) + "/" + name + "'?")
                    .orElse("; give a history file");
            throw new UserException(Printable.line(file) + ": is a directory" + hint);
        }
        return stage.counting(Files.newInputStream(there), Files.isRegularFile(there) ? Files.size(there) : -1);
    }

    /** A file that was compressed since it was named is found under its old name, too, as by gzip and its like. */
    private Path source(String file) {
        Path path = surroundings.resolve(file);
        return Stream.of("", ".zst", ".gz")
                .map(end -> path.resolveSibling(path.getFileName() + end))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(path);
    }

    private void show(String file) {
        if (viewPage == null || analysis == null) {
            return;
        }
        LinearViews views = new LinearViews(Printable.line(file), analysis, String.valueOf(model));
        PartResult part = viewKey == null ? views.mostTelling() : part(file, analysis, viewKey);
        viewPage.write(LinearViewPage.render(views.of(part)));
    }

    private static PartResult part(String file, Analysis analysis, String key) {
        List<String> names = new ArrayList<>();
        for (PartResult each : analysis.parts()) {
            String name = Analysis.name(each);
            // A shell has taken the quotes of a string.
            if (name.equals(key) || name.equals('"' + key + '"')) {
                return each;
            }
            names.add(Printable.line(name));
        }
        String there = names.equals(List.of(""))
                ? "; the history has no keys"
                : names.size() <= MAX_KEYS
                        ? Nearest.hint(key, names)
                        : "; there are " + Figures.count(names.size()) + ", such as "
                                + String.join(", ", names.subList(0, MAX_KEYS));
        throw new UserException(Printable.line(file) + ": there is no key '" + Printable.line(key) + "'" + there);
    }

    private List<Linearization> linearizations(Verdict verdict) {
        if (!linearization || analysis == null || verdict.valid() != Validity.TRUE) {
            return List.of();
        }
        Analysis found = analysis;
        return found.parts().stream().map(part -> Linearization.of(found, part)).toList();
    }

    private CheckSummary summary(String file, HistoryCheck.Result result) {
        return new CheckSummary(
                file,
                result.verdict(),
                result.cost(),
                surroundings.program() + " " + ShellWords.join(repetition(file)),
                reports.isGiven() ? Optional.of(metrics.metrics()) : Optional.empty(),
                excerpts(file, result.verdict()),
                reports.isGiven() ? options() : Map.of(),
                reports.isGiven() ? Environment.here() : Map.of(),
                Producer.name());
    }

    /** What all clients did around the examples, if there is to be a page. What came from standard input has gone by. */
    private List<Excerpt> excerpts(String file, Verdict verdict) {
        if (!reports.isGiven() || file.equals("-")) {
            return List.of();
        }
        try {
            return HistoryExcerpts.of(source(file), file, format(), verdict, Optional.of(metrics.metrics()));
        } catch (IOException e) {
            throw new UserException(Printable.line(file) + ": " + IoMessages.of(e), e);
        }
    }

    /** How files are checked, as far as it was chosen: option name to value. */
    private Map<String, String> options() {
        var options = new LinkedHashMap<String, String>();
        options.put("model", String.valueOf(model));
        chosen().forEach((option, value) -> {
            if (value != null) {
                options.put(option.name(), value);
            }
        });
        if (!format.equals(Format.AUTO.label())) {
            options.put("format", format);
        }
        if (acceptTruncated) {
            options.put("accept-truncated", "true");
        }
        return options;
    }

    /** The arguments that give the verdict on a file again. */
    private List<String> repetition(String file) {
        List<String> arguments = new ArrayList<>(List.of("check"));
        options()
                .forEach((option, value) -> arguments.addAll(
                        option.equals("accept-truncated") ? List.of("--" + option) : List.of("--" + option, value)));
        arguments.addAll(limits.limits().toArguments("--time-limit", "--memory-limit"));
        arguments.add(file.startsWith("-") && !file.equals("-") ? "./" + file : file);
        return arguments;
    }

    private void print(CheckSummary summary, @Nullable CheckSession session) {
        PrintStream out = surroundings.out();
        Verdict verdict = summary.verdict();
        if (output.json()) {
            ObjectNode json = CheckJson.of(summary);
            if (linearization) {
                ArrayNode orders = json.putArray("linearizations");
                linearizations(verdict).forEach(order -> orders.add(order.json()));
            }
            if (certify && session != null) {
                json.set("certification", CertificationJson.of(session.certify()));
            }
            out.println(Json.oneLine(json));
            out.flush();
            return;
        }
        Paint paint = surroundings.paint(output.noColor());
        out.println(Printable.line(summary.file()) + "\t"
                + paint.verdict(verdict.valid(), verdict.valid().toString()));
        if (stats) {
            out.println("  ops " + verdict.ops() + "  opportunities " + verdict.opportunities() + "  parse_ms "
                    + summary.cost().parseMillis() + "  check_ms "
                    + summary.cost().checkMillis() + "  peak_heap_mb "
                    + summary.cost().peakHeapMegabytes());
        }
        if (certify && session != null) {
            Certifications.lines(session.certify(), paint).forEach(line -> out.println("  " + line));
        }
        if (verdict.valid() == Validity.TRUE) {
            for (Linearization order : linearizations(verdict)) {
                Linearizations.lines(order, paint).forEach(line -> out.println("  " + line));
            }
            // Below a line that says true stands nothing else, so that a script may take it as it is.
            verdict.notes().forEach(note -> surroundings.err().println("skewer: " + Printable.line("note: " + note)));
        } else {
            verdict.notes().forEach(note -> out.println("  " + Printable.line(note)));
            Stories.all(verdict, paint, surroundings.columns() - 2)
                    .forEach(line -> out.println(line.isEmpty() ? "" : "  " + line));
        }
        out.flush();
    }
}
