package dev.skewer.harness.cli;

import dev.skewer.harness.console.ChangeLines;
import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.run.Producer;
import dev.skewer.results.Printable;
import dev.skewer.results.comparison.Comparand;
import dev.skewer.results.comparison.Comparer;
import dev.skewer.results.comparison.Comparison;
import dev.skewer.results.comparison.ComparisonJson;
import dev.skewer.results.report.ComparisonMarkdown;
import dev.skewer.results.report.ComparisonReport;
import dev.skewer.results.summary.Json;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skewer compare}: two runs or campaigns, and what got worse. */
@Command(
        name = "compare",
        description = "Two runs or campaigns: what is new, gone, worse, better.",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nParameters:%n",
        footer = {
            "",
            "Exit code 0: nothing got worse; 1: something did; 2: that cannot be said.",
            "How figures are judged is described in docs/gate.md."
        })
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final ThresholdOptions thresholds = new ThresholdOptions();

    @Parameters(
            index = "0",
            paramLabel = "BASE",
            description = "What to compare with: the folder of a run or a campaign, its JSON file, or a baseline.")
    private String base = "";

    @Parameters(index = "1", paramLabel = "CANDIDATE", description = "What is compared: a folder or a JSON file.")
    private String candidate = "";

    @Option(names = "--output", paramLabel = "PAGE", description = "Write the comparison as an HTML page.")
    private @Nullable String page;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the comparison as Markdown.")
    private @Nullable String markdown;

    private final Surroundings surroundings;

    CompareCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var stored = new StoredSide(surroundings);
        Comparand before = stored.comparand(base);
        Comparand now = stored.comparand(candidate);
        if (before.isSingle() != now.isSingle()) {
            String single = before.isSingle() ? base : candidate;
            String other = before.isSingle() ? candidate : base;
            throw new UserException("compare: " + single + " is a single run and " + other
                    + " a campaign; give two runs or two campaigns");
        }
        List<Path> sources = List.of(surroundings.resolve(base), surroundings.resolve(candidate));
        PageFile html = page == null ? null : PageFile.of(surroundings, "--output", page, sources);
        PageFile text = markdown == null ? null : PageFile.of(surroundings, "--markdown", markdown, sources);
        if (html != null && text != null && html.isSameAs(text)) {
            throw new UserException("compare: --output and --markdown name one file; give two");
        }
        Comparison comparison = Comparer.compare(before, now, thresholds.thresholds(), Producer.name());
        if (html != null) {
            html.write(ComparisonReport.render(comparison));
        }
        if (text != null) {
            text.write(ComparisonMarkdown.render(comparison));
        }
        print(comparison);
        return ExitCode.of(comparison.valid());
    }

    private void print(Comparison comparison) {
        PrintStream out = surroundings.out();
        if (output.json()) {
            out.println(Json.oneLine(ComparisonJson.of(comparison)));
            return;
        }
        Paint paint = surroundings.paint(output.noColor());
        ChangeLines.of(comparison.word(), comparison.changes(), paint).forEach(out::println);
        List<String> figures = FigureTable.lines(comparison.cells(), paint);
        if (!figures.isEmpty()) {
            out.println();
            figures.forEach(out::println);
        }
        if (page != null) {
            out.println(paint.bold("report    ") + Printable.line(page));
        }
        if (markdown != null) {
            out.println(paint.bold("markdown  ") + Printable.line(markdown));
        }
    }
}
