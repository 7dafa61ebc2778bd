package dev.skewer.harness.cli;

import dev.skewer.harness.cli.Topics.Topic;
import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.Table;
import dev.skewer.harness.console.Table.Cell;
import dev.skewer.harness.console.UserException;
import dev.skewer.registry.Nearest;
import dev.skewer.results.Printable;
import dev.skewer.results.summary.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code skewer list}: what there is to choose from. */
@Command(
        name = "list",
        description =
                "What there is: workloads, targets, faults, defects, models, anomalies, consistency models, formats, reports.",
        optionListHeading = "%nOptions:%n")
final class ListCommand implements Callable<Integer> {
    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // the command line opens them before the command begins
    private final PluginOptions plugins = new PluginOptions();

    @Parameters(
            paramLabel = "WHAT",
            arity = "0..1",
            description =
                    "workloads, targets, faults, defects, models, anomalies, consistency-models, formats (of histories) or reports.")
    private @Nullable String what;

    private final Surroundings surroundings;

    ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (what == null) {
            throw new UserException("list: of what? There are " + String.join(", ", Topics.listNames()));
        }
        if (!Topics.listNames().contains(what)) {
            throw new UserException(
                    "list: unknown list '" + Printable.line(what) + "'" + Nearest.hint(what, Topics.listNames()));
        }
        if (output.json()) {
            ArrayNode json = JsonNodeFactory.instance.arrayNode();
            for (Topic topic : Topics.list(what)) {
                ObjectNode object = json.addObject().put("name", topic.name()).put("sentence", topic.sentence());
                if (topic.plugin() != null) {
                    object.put("plugin", surroundings.relative(Path.of(topic.plugin())));
                }
            }
            surroundings.out().println(Json.oneLine(json));
            return ExitCode.VALID;
        }
        Paint paint = surroundings.paint(output.noColor());
        var table = new Table("lll");
        Topics.list(what)
                .forEach(t -> table.row(List.of(
                        new Cell(t.name(), paint::bold),
                        Cell.of(t.sentence()),
                        new Cell(t.plugin() == null ? "" : surroundings.show(Path.of(t.plugin())), paint::dim))));
        table.lines().forEach(surroundings.out()::println);
        return ExitCode.VALID;
    }
}
