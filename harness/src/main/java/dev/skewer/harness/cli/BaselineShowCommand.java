package dev.skewer.harness.cli;

import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.Table;
import dev.skewer.harness.gate.BaselineFile;
import dev.skewer.results.Figures;
import dev.skewer.results.Printable;
import dev.skewer.results.comparison.Acceptance;
import dev.skewer.results.comparison.Baseline;
import dev.skewer.results.comparison.ComparedCell;
import dev.skewer.results.summary.Json;
import java.io.PrintStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code skewer baseline show}: what a baseline says. */
@Command(
        name = "show",
        description = "What the baseline says: its cells, and what is accepted until when.",
        optionListHeading = "%nOptions:%n",
        footer = {"", "Exit code 1: something that is accepted has expired."})
final class BaselineShowCommand implements Callable<Integer> {
    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final BaselineOptions baseline = new BaselineOptions();

    private final Surroundings surroundings;

    BaselineShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Baseline of =
                BaselineFile.parse(baseline.text(surroundings), baseline.name()).baseline();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        PrintStream out = surroundings.out();
        if (output.json()) {
            out.println(Json.oneLine(json(of, today)));
        } else {
            Paint paint = surroundings.paint(output.noColor());
            var cells = new Table("lllr");
            cells.row(List.of(
                    new Table.Cell("test", paint::dim),
                    new Table.Cell("outcome", paint::dim),
                    new Table.Cell("anomalies", paint::dim),
                    new Table.Cell("runs", paint::dim)));
            for (ComparedCell cell : of.cells()) {
                cells.row(
                        Printable.line(cell.test()),
                        cell.outcome().words(),
                        cell.anomalies().isEmpty() ? "–" : Printable.line(Figures.counts(cell.anomalies())),
                        String.valueOf(cell.runs().size()));
            }
            cells.lines().forEach(out::println);
            for (Acceptance each : of.accepted()) {
                out.println((each.isExpired(today) ? paint.bad("expired   ") : paint.bold("accepted  "))
                        + Printable.line(
                                each.test() + ": " + each.anomaly() + " until " + each.until() + ": " + each.reason()));
            }
        }
        return of.accepted().stream().anyMatch(each -> each.isExpired(today)) ? ExitCode.INVALID : ExitCode.VALID;
    }

    private static ObjectNode json(Baseline of, LocalDate today) {
        ObjectNode json = Json.object();
        json.put("baseline", of.file());
        ArrayNode cells = json.putArray("cells");
        for (ComparedCell cell : of.cells()) {
            ObjectNode one = cells.addObject()
                    .put("id", cell.key())
                    .put("test", cell.test())
                    .put("outcome", cell.outcome().words().replace(' ', '-'))
                    .put("runs", cell.runs().size());
            ObjectNode anomalies = one.putObject("anomalies");
            cell.anomalies().forEach(anomalies::put);
        }
        ArrayNode accepted = json.putArray("accepted");
        for (Acceptance each : of.accepted()) {
            accepted.addObject()
                    .put("cell", each.cell())
                    .put("test", each.test())
                    .put("anomaly", each.anomaly())
                    .put("until", each.until().toString())
                    .put("reason", each.reason())
                    .put("expired", each.isExpired(today));
        }
        return json;
    }
}
