package dev.skewer.harness.cli;

import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.gate.BaselineUpdate;
import dev.skewer.results.Printable;
import dev.skewer.results.comparison.Comparand;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.Summary;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code skewer baseline update}: what came of a campaign, into the file. */
@Command(
        name = "update",
        description =
                "Writes what came of a campaign into the baseline; lines of which nothing has changed stay as they are.",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nParameters:%n",
        footer = {"", "Nothing is accepted by this: what is not as expected closes the gate until somebody accepts it."
        })
final class BaselineUpdateCommand implements Callable<Integer> {
    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final BaselineOptions baseline = new BaselineOptions();

    @Parameters(paramLabel = "CAMPAIGN", description = "The folder of a campaign, or its campaign.json.")
    private String campaign = "";

    @Option(names = "--prune", description = "Take out the cells that the campaign does not have.")
    private boolean isPruned;

    @Option(names = "--fresh", description = "Write all figures anew, those too that differ by chance only.")
    private boolean isFresh;

    private final Surroundings surroundings;

    BaselineUpdateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Summary summary = new StoredSide(surroundings).summary(campaign);
        if (!(summary instanceof CampaignSummary of)) {
            throw new UserException(Printable.line(campaign) + ": is a single run; a baseline is made of a campaign");
        }
        if (of.isEmpty()) {
            throw new UserException(
                    Printable.line(campaign) + ": nothing was run, so there is nothing to compare with");
        }
        PageFile target = baseline.target(surroundings, surroundings.resolve(campaign));
        String before = baseline.exists(surroundings) ? baseline.text(surroundings) : "";
        BaselineUpdate.Result result =
                BaselineUpdate.of(before, baseline.name(), Comparand.of(of, campaign), of.name(), isPruned, isFresh);
        if (!result.text().equals(before)) {
            target.write(result.text());
        }
        print(result, result.text().equals(before));
        return ExitCode.VALID;
    }

    private void print(BaselineUpdate.Result result, boolean isSame) {
        PrintStream out = surroundings.out();
        if (output.json()) {
            ObjectNode json = Json.object();
            json.put("baseline", baseline.name());
            put(json, "added", result.added());
            put(json, "changed", result.changed());
            put(json, isPruned ? "removed" : "missing", result.missing());
            json.put("kept", result.kept());
            out.println(Json.oneLine(json));
            return;
        }
        Paint paint = surroundings.paint(output.noColor());
        line(out, paint, "added     ", result.added(), "");
        line(out, paint, "changed   ", result.changed(), "");
        line(
                out,
                paint,
                isPruned ? "removed   " : "kept      ",
                result.missing(),
                isPruned ? "" : "; the campaign does not have them; --prune takes them out");
        out.println(paint.bold("baseline  ") + Printable.line(baseline.name()) + ", " + result.kept()
                + " cells as they were" + (isSame ? "; nothing has changed" : ""));
    }

    private static void put(ObjectNode json, String name, List<String> values) {
        var array = json.putArray(name);
        values.forEach(array::add);
    }

    private static void line(PrintStream out, Paint paint, String label, List<String> names, String more) {
        if (!names.isEmpty()) {
            out.println(paint.bold(label) + Printable.line(String.join(", ", names)) + more);
        }
    }
}
