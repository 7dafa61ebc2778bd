package dev.skewer.harness.cli;

import dev.skewer.checker.AnomalyCatalog;
import dev.skewer.checker.Checkers;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.gate.BaselineFile;
import dev.skewer.harness.gate.BaselineUpdate;
import dev.skewer.registry.Nearest;
import dev.skewer.results.Printable;
import dev.skewer.results.comparison.Acceptance;
import dev.skewer.results.comparison.ComparedCell;
import dev.skewer.results.summary.Json;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skewer baseline accept}: something that is known, for the time being. */
@Command(
        name = "accept",
        description = "Accepts an anomaly of a cell until a day, with a reason.",
        optionListHeading = "%nOptions:%n",
        footer = {"", "A gate fails when the day is over, and when there is nothing to accept any more."})
final class BaselineAcceptCommand implements Callable<Integer> {
    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final BaselineOptions baseline = new BaselineOptions();

    @Option(
            names = "--cell",
            paramLabel = "CELL",
            required = true,
            description = "The name of a cell of the baseline, or its id.")
    private String cell = "";

    @Option(
            names = "--anomaly",
            paramLabel = "NAME",
            required = true,
            description =
                    "Which anomaly; or unknown, for a verdict that is so; or not-found, where one is expected and not found.")
    private String anomaly = "";

    @Option(
            names = "--until",
            paramLabel = "DAY",
            required = true,
            converter = Converters.OfDay.class,
            description = "The last day on which it is accepted, such as 2026-12-31.")
    private LocalDate until = LocalDate.EPOCH;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, in a line.")
    private String reason = "";

    private final Surroundings surroundings;

    BaselineAcceptCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String text = baseline.text(surroundings);
        BaselineFile file = BaselineFile.parse(text, baseline.name());
        ComparedCell of = cell(file);
        checkAnomaly(of);
        if (reason.isBlank()) {
            throw new UserException("baseline accept: --reason is empty; say why, in a line");
        }
        PageFile target = baseline.target(surroundings);
        target.write(BaselineUpdate.accepting(
                text, baseline.name(), new Acceptance(of.key(), of.test(), anomaly, until, reason, "")));
        if (output.json()) {
            surroundings
                    .out()
                    .println(Json.oneLine(Json.object()
                            .put("baseline", baseline.name())
                            .put("cell", of.key())
                            .put("test", of.test())
                            .put("anomaly", anomaly)
                            .put("until", until.toString())));
        } else {
            surroundings
                    .out()
                    .println(Printable.line(of.test()) + ": " + Printable.line(anomaly) + " accepted until " + until
                            + " in " + Printable.line(baseline.name()));
        }
        return ExitCode.VALID;
    }

    private ComparedCell cell(BaselineFile file) {
        List<ComparedCell> cells = file.baseline().cells();
        List<ComparedCell> found = cells.stream()
                .filter(each -> each.key().equals(cell) || each.test().equals(cell))
                .toList();
        if (found.size() > 1) {
            throw new UserException("baseline accept: --cell " + Printable.line(cell) + ": " + found.size()
                    + " cells have this name; give the id of one: "
                    + String.join(", ", found.stream().map(ComparedCell::key).toList()));
        }
        if (found.isEmpty()) {
            throw new UserException("baseline accept: --cell " + Printable.line(cell) + ": no cell of "
                    + Printable.line(baseline.name()) + " has this name or id"
                    + Nearest.hint(cell, cells.stream().map(ComparedCell::test).toList()));
        }
        return found.get(0);
    }

    private void checkAnomaly(ComparedCell of) {
        List<String> known = Stream.of(
                        Stream.of(Acceptance.UNKNOWN, Acceptance.NOT_FOUND),
                        of.anomalies().keySet().stream(),
                        AnomalyCatalog.all().stream().map(AnomalyCatalog.Entry::name),
                        Checkers.all().stream().flatMap(checker -> checker.info().anomalies().stream()))
                .flatMap(names -> names)
                .distinct()
                .toList();
        if (!known.contains(anomaly)) {
            throw new UserException("baseline accept: unknown anomaly '" + Printable.line(anomaly) + "'"
                    + Nearest.hint(anomaly, known));
        }
    }
}
