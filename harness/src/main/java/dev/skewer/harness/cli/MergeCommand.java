package dev.skewer.harness.cli;

import dev.skewer.harness.campaign.CampaignFolder;
import dev.skewer.harness.campaign.CampaignMerge;
import dev.skewer.harness.campaign.CampaignTable;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.harness.run.RunSettings;
import dev.skewer.results.Printable;
import dev.skewer.results.RunFolder;
import dev.skewer.results.summary.CampaignJson;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.SummaryException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skewer campaign merge}: the shards of a campaign as one. */
@Command(
        name = "merge",
        description = "Puts the shards of a campaign together: one table, one campaign.json, one exit code.",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nParameters:%n",
        footer = {
            "",
            "Exit code as of the whole campaign: 0: every cell as expected; 1: one is not;",
            "2: a shard is missing or did not come to its end, and nothing is wrong so far."
        })
final class MergeCommand implements Callable<Integer> {
    /** A results folder, its campaigns, and what may be around them when they were copied. */
    private static final int MAX_DEPTH = 5;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final ReportOptions reports = new ReportOptions();

    @Mixin
    private final GitHubOptions gitHub = new GitHubOptions();

    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "The folder of a shard's campaign, or a folder that has some in it.")
    private List<String> directories = new ArrayList<>();

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where the folder of the whole goes (default: ${DEFAULT-VALUE}).")
    private String results = RunSettings.DEFAULT_RESULTS;

    private final Surroundings surroundings;

    MergeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ReportOptions.Files files = reports.files(surroundings, List.of());
        gitHub.isOn(surroundings);
        List<CampaignFolder> folders = folders();
        Path parent = ResultsFolder.usable(surroundings, results);
        CampaignSummary draft = merged(folders, "");
        RunFolder folder = ResultsFolder.newRun(surroundings, parent, draft.name());
        CampaignSummary whole = draft.in(surroundings.show(folder.directory()));
        try {
            new CampaignFolder(folder, surroundings).write(whole);
        } catch (IOException e) {
            throw new FailureException(whole.folder() + ": " + IoMessages.of(e), e);
        }
        folder.becomeLatest(parent);
        print(whole);
        surroundings.out().flush();
        gitHub.tell(surroundings, whole);
        files.write(whole);
        return ExitCode.of(whole.valid());
    }

    private CampaignSummary merged(List<CampaignFolder> folders, String shown) {
        try {
            return new CampaignMerge(folders, surroundings).merged(shown);
        } catch (SummaryException e) {
            throw new UserException(Printable.line(String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new UserException("campaign merge: " + IoMessages.of(e), e);
        }
    }

    private void print(CampaignSummary whole) {
        PrintStream out = surroundings.out();
        if (output.json()) {
            out.println(Json.oneLine(CampaignJson.of(whole)));
            return;
        }
        var table = CampaignTable.of(whole.cells(), surroundings.paint(output.noColor()));
        table.head().forEach(out::println);
        whole.cells().forEach(cell -> out.println(table.row(cell)));
        table.foot(whole).forEach(out::println);
    }

    private List<CampaignFolder> folders() {
        // A folder counts once, however often and by whatever link it is named.
        var folders = new LinkedHashSet<Path>();
        for (String name : directories) {
            Path directory = surroundings.resolve(name);
            String shown = Printable.line(name);
            if (!Files.isDirectory(directory)) {
                throw new UserException("campaign merge: " + shown + ": "
                        + (Files.exists(directory) ? "not a directory" : "no such folder")
                        + "; give the folders of the shards");
            }
            List<Path> found = found(directory, shown);
            if (found.isEmpty()) {
                throw new UserException(
                        "campaign merge: " + shown + ": no campaign in it; the folder of one has plan.json");
            }
            folders.addAll(found);
        }
        return folders.stream()
                .map(path -> new CampaignFolder(RunFolder.of(path), surroundings))
                .toList();
    }

    private static List<Path> found(Path directory, String shown) {
        try (Stream<Path> paths = CampaignFolder.isCampaign(directory)
                ? Stream.of(directory)
                : Files.walk(directory, MAX_DEPTH).filter(CampaignFolder::isPlanned)) {
            var found = new ArrayList<Path>();
            for (Path path : paths.sorted().toList()) {
                found.add(path.toRealPath());
            }
            return found;
        } catch (IOException e) {
            throw new UserException("campaign merge: " + shown + ": " + IoMessages.of(e), e);
        } catch (UncheckedIOException e) {
            throw new UserException("campaign merge: " + shown + ": a folder in it cannot be read", e);
        }
    }
}
