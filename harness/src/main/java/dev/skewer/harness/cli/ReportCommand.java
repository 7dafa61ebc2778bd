package dev.skewer.harness.cli;

import dev.skewer.harness.campaign.CampaignFolder;
import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Stories;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.harness.run.StoredRun;
import dev.skewer.history.HistoryException;
import dev.skewer.results.Printable;
import dev.skewer.results.RunFolder;
import dev.skewer.results.format.ReportException;
import dev.skewer.results.report.CampaignReport;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.CheckSeries;
import dev.skewer.results.summary.CheckedHistory;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.ObservedModels;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.results.summary.Summary;
import dev.skewer.results.summary.SummaryException;
import dev.skewer.results.summary.SummaryFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skewer report}: the reports of what is stored, made again. */
@Command(
        name = "report",
        description = "Render the reports of a stored run, check or campaign again, and check it again with --recheck.",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nParameters:%n",
        footer = {
            "",
            "Exit code with --recheck: that of the verdict; without: 0.",
            "A run that was killed has no verdict; --recheck gives it one."
        })
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Mixin
    private final PluginOptions plugins = new PluginOptions();

    @Parameters(
            paramLabel = "RUN",
            description = "The folder of a run or a campaign, or a file with the JSON of a check.")
    private String stored = "";

    @Option(names = "--recheck", description = "Check its histories again first, with this version's checkers.")
    private boolean recheck;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            split = ",",
            description =
                    "What to render: html, json, markdown, junit, sarif, github, svg or png, or several (skewer list reports); svg:latency is one of the"
                            + " pictures (default: html, and what else the folder has).")
    private List<String> formats = new ArrayList<>();

    @Option(
            names = "--output",
            paramLabel = "PAGE",
            description =
                    "Where it goes, and nothing else is written: a file, - for standard output, or a folder for several (default: the folder of the run).")
    private @Nullable String page;

    private @Nullable ReportTargets targets;
    private final Surroundings surroundings;

    ReportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path path = surroundings.resolve(stored);
        String shown = Printable.line(stored.replaceAll("(?<=.)/+$", ""));
        Thread reporting = Thread.currentThread();
        surroundings.interruption().listen(reporting::interrupt);
        try {
            if (!Files.exists(path)) {
                throw new UserException(shown + ": no such file or folder");
            }
            targets = targets(path);
            if (Files.isRegularFile(path)) {
                return file(path, shown);
            }
            if (CampaignFolder.isCampaign(path)) {
                return campaign(new CampaignFolder(RunFolder.of(path), surroundings));
            }
            if (StoredRun.isRun(path)) {
                return run(path);
            }
            throw new UserException(shown + ": " + new Remains(path, surroundings).whatTheyAre());
        } catch (SummaryException | HistoryException | ReportException e) {
            throw new UserException(Printable.line(String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new UserException(place(e, shown) + ": " + IoMessages.of(e), e);
        }
    }

    /** The file that cannot be read; the folder, where one in it cannot be made. */
    private String place(IOException e, String shown) {
        String file = e instanceof FileSystemException system ? system.getFile() : null;
        return file != null && Files.exists(Path.of(file)) ? surroundings.show(Path.of(file)) : shown;
    }

    /** Where forms go that are named, or the page if its place is; null for what a folder has by itself. */
    private @Nullable ReportTargets targets(Path path) throws IOException {
        if (page == null && formats.isEmpty()) {
            return null;
        }
        List<ReportForm> forms = formats.isEmpty()
                ? List.of(ReportForm.PAGE)
                : formats.stream()
                        .map(name -> ReportForm.parse("--format", name))
                        .distinct()
                        .toList();
        if (page == null && Files.isRegularFile(path)) {
            throw new UserException(Printable.line(stored) + ": --output PAGE is missing; it says where the page goes");
        }
        return ReportTargets.of(surroundings, forms, path, page);
    }

    private StoredRun stored(Path folder) {
        return new StoredRun(
                folder,
                surroundings,
                plugins.jars().stream().map(surroundings::resolve).toList());
    }

    private int run(Path path) throws IOException {
        StoredRun run = stored(path);
        RunSummary summary = recheck ? run.recheck(limits.limits()) : run.summary();
        if (targets == null || (recheck && page == null)) {
            run.write(summary);
        }
        print(summary, surroundings.show(RunFolder.of(path).report()));
        return recheck ? ExitCode.of(summary.valid()) : ExitCode.VALID;
    }

    private int file(Path path, String shown) throws IOException {
        Summary summary = SummaryFiles.read(path, shown);
        if (targets == null || recheck) {
            throw new UserException(
                    recheck
                            ? shown
                                    + ": --recheck is for the folder of a run or campaign; skewer check checks a file again"
                            : shown + ": --output PAGE is missing; it says where the page goes");
        }
        print(summary, "");
        return ExitCode.VALID;
    }

    private int campaign(CampaignFolder folder) throws IOException {
        Optional<CampaignSummary> stored = folder.summary();
        if (stored.isEmpty() && recheck) {
            throw new UserException(folder.shown()
                    + ": has not come to its end, so there is no campaign.json to write a new verdict to; go on with it by"
                    + " campaign --resume, or check its runs one by one");
        }
        CampaignSummary campaign = stored.isPresent() ? stored.get() : unfinished(folder);
        if (recheck) {
            campaign = rechecked(campaign, folder.folder().directory());
        }
        if (targets == null && stored.isEmpty()) {
            // Whatever else lies there is what another process goes on with.
            folder.folder().write("report.html", CampaignReport.render(campaign));
        } else if (targets == null || (recheck && page == null)) {
            folder.write(campaign);
        }
        print(campaign, surroundings.show(folder.folder().report()));
        return recheck ? ExitCode.of(campaign.valid()) : ExitCode.VALID;
    }

    /** A campaign that was killed, or goes on: the cells that were over. Its folder not by way of a link, as its runs lie beside. */
    private CampaignSummary unfinished(CampaignFolder folder) throws IOException {
        var itself = new CampaignFolder(RunFolder.of(folder.folder().directory().toRealPath()), surroundings);
        return itself.unfinished(
                itself.plan().orElseThrow(() -> new SummaryException(folder.shown() + ": has no plan.json")),
                "the campaign had not come so far");
    }

    private CampaignSummary rechecked(CampaignSummary campaign, Path path) throws IOException {
        List<CampaignSummary.Cell> cells = new ArrayList<>();
        for (CampaignSummary.Cell cell : campaign.cells()) {
            List<CampaignSummary.Run> runs = new ArrayList<>();
            for (CampaignSummary.Run each : cell.runs()) {
                Path name = Path.of(each.folder()).getFileName();
                Path folder = path.resolve(name == null ? each.folder() : name.toString());
                if (!StoredRun.isRun(folder)) {
                    throw new UserException(
                            surroundings.show(folder) + ": the folder of this run of the campaign is missing");
                }
                StoredRun run = stored(folder);
                RunSummary summary = run.recheck(limits.limits());
                if (page == null) {
                    run.write(summary);
                }
                CampaignSummary.Run again = CampaignSummary.Run.of(summary);
                runs.add(each.models()
                        .map(models -> again.observing(ObservedModels.of(models.promised(), summary.verdict())))
                        .orElse(again));
            }
            cells.add(cell.with(runs));
        }
        return campaign.with(cells);
    }

    /**
     * Writes what was asked for, and says what the summary says and where that is.
     *
     * @param page the one that the folder has by itself
     */
    private void print(Summary summary, String page) {
        List<String> written = targets == null ? List.of(page) : targets.write(summary);
        PrintStream out = surroundings.out();
        if (written.isEmpty()) {
            // The report itself is there.
            return;
        }
        if (output.json()) {
            out.println(Json.oneLine(SummaryFiles.json(summary)));
            return;
        }
        Paint paint = surroundings.paint(output.noColor());
        if (summary instanceof CheckSeries) {
            out.println(paint.bold("verdict   ")
                    + paint.verdict(summary.valid(), summary.valid().toString()));
        } else if (summary instanceof CheckedHistory history) {
            out.println(paint.bold("verdict   ")
                    + paint.verdict(summary.valid(), summary.valid().toString()));
            out.println(paint.bold("anomalies ") + Stories.counts(history.verdict()));
            history.verdict().notes().forEach(note -> out.println(paint.dim("note      ") + Printable.line(note)));
        } else if (summary instanceof CampaignSummary campaign) {
            out.println(paint.bold("campaign  ") + paint.verdict(campaign.valid(), campaign.word()));
        }
        written.forEach(file -> out.println(paint.bold("report    ") + Printable.line(file)));
    }
}
