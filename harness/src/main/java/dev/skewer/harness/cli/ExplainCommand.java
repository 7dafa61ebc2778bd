package dev.skewer.harness.cli;

import dev.skewer.checker.ShellWords;
import dev.skewer.harness.cli.Topics.Topic;
import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Stories;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.registry.Nearest;
import dev.skewer.results.Printable;
import dev.skewer.results.summary.Json;
import java.io.PrintStream;
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

/** {@code skewer explain}: one anomaly, defect, fault, model or another thing with a name, in words. */
@Command(
        name = "explain",
        description =
                "One anomaly, consistency model, defect, fault, model, target, workload or format, in words, with an example.",
        optionListHeading = "%nOptions:%n")
final class ExplainCommand implements Callable<Integer> {
    private static final int MAX_COLUMNS = 100;

    private static final String LISTS = String.join(" | ", Topics.listNames());

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // the command line opens them before the command begins
    private final PluginOptions plugins = new PluginOptions();

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "A name that some 'skewer list' shows.")
    private @Nullable String name;

    private final Surroundings surroundings;

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (name == null) {
            throw new UserException("explain: what? Give a name that skewer list " + LISTS + " shows");
        }
        List<Topic> topics = Topics.named(name);
        if (topics.isEmpty()) {
            throw new UserException("explain: unknown name '" + Printable.line(name) + "'"
                    + Nearest.to(name, Topics.names())
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("; see skewer list " + LISTS));
        }
        if (output.json()) {
            ArrayNode json = JsonNodeFactory.instance.arrayNode();
            for (Topic topic : topics) {
                ObjectNode object = json.addObject()
                        .put("kind", topic.kind())
                        .put("name", topic.name())
                        .put("sentence", topic.sentence())
                        .put("explanation", topic.text())
                        .put("example", example(topic));
                if (topic.plugin() != null) {
                    object.put("plugin", surroundings.relative(Path.of(topic.plugin())));
                }
            }
            surroundings.out().println(Json.oneLine(json));
            return ExitCode.VALID;
        }
        Paint paint = surroundings.paint(output.noColor());
        for (int i = 0; i < topics.size(); i++) {
            if (i > 0) {
                surroundings.out().println();
            }
            print(topics.get(i), paint);
        }
        return ExitCode.VALID;
    }

    private String from(Topic topic) {
        return topic.plugin() == null ? "" : ", from " + surroundings.show(Path.of(topic.plugin()));
    }

    /** A command needs the plugin too. */
    private String example(Topic topic) {
        return topic.plugin() == null || !topic.example().startsWith("skewer ")
                ? topic.example()
                : topic.example() + " --plugin " + ShellWords.quote(surroundings.relative(Path.of(topic.plugin())));
    }

    private void print(Topic topic, Paint paint) {
        PrintStream out = surroundings.out();
        int columns = Math.min(MAX_COLUMNS, surroundings.columns());
        out.println(paint.bold(topic.name()) + " " + paint.dim("(" + topic.kind() + from(topic) + ")"));
        Stories.wrap(topic.sentence(), columns).forEach(out::println);
        for (String paragraph : topic.text().strip().split("\n\\s*\n")) {
            out.println();
            // Lines that begin with spaces are an example and keep their shape.
            if (paragraph.startsWith("  ")) {
                out.println(paragraph);
            } else {
                Stories.wrap(paragraph.replace('\n', ' ').strip(), columns).forEach(out::println);
            }
        }
        if (!topic.example().isEmpty()) {
            out.println();
            example(topic).lines().forEach(line -> out.println("  " + line));
        }
    }
}
