package dev.skewer.harness.cli;

import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.Table;
import dev.skewer.harness.console.Table.Cell;
import dev.skewer.harness.run.Scratch;
import dev.skewer.results.summary.Json;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code skewer doctor}: what this machine can do. */
@Command(
        name = "doctor",
        description =
                "What this machine can do: JDK, cores, memory, RocksDB, which faults work and why not the others.",
        optionListHeading = "%nOptions:%n",
        footer = {"", "Exit code 1 if something is missing that a test needs."})
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final Surroundings surroundings;

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<Examination.Finding> findings = new Examination(surroundings, Scratch.systemDirectory()).findings();
        boolean isWell = findings.stream().noneMatch(f -> f.state() == Examination.State.BAD);
        if (output.json()) {
            ObjectNode json = Json.object();
            json.put("well", isWell);
            ArrayNode array = json.putArray("findings");
            findings.forEach(f -> array.addObject()
                    .put("what", f.what())
                    .put("state", f.state().word())
                    .put("text", f.text()));
            surroundings.out().println(Json.oneLine(json));
        } else {
            Paint paint = surroundings.paint(output.noColor());
            var table = new Table("lll");
            findings.forEach(f -> table.row(List.of(
                    new Cell(f.state().word(), style(paint, f.state())),
                    new Cell(f.what(), paint::bold),
                    Cell.of(f.text()))));
            table.lines().forEach(surroundings.out()::println);
        }
        return isWell ? ExitCode.VALID : ExitCode.INVALID;
    }

    private static UnaryOperator<String> style(Paint paint, Examination.State state) {
        return switch (state) {
            case GOOD -> paint::good;
            case POOR -> paint::unsure;
            case BAD -> paint::bad;
        };
    }
}
