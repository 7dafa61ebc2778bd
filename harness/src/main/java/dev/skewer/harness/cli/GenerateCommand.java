package dev.skewer.harness.cli;

import dev.skewer.database.generate.GenerationSummary;
import dev.skewer.database.generate.HistoryGenerator;
import dev.skewer.database.generate.HistorySpec;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.history.Event;
import dev.skewer.history.Format;
import dev.skewer.history.file.Histories;
import dev.skewer.history.file.HistoryWriter;
import dev.skewer.results.Figures;
import dev.skewer.results.Printable;
import dev.skewer.results.summary.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code skewer generate}: histories of transactions from a seed. */
@Command(
        name = "generate",
        description = "A history of a stated type, size and isolation, with chosen anomalies, from a seed.",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Writes the history on standard output, or in a file: then says what is in it.",
            "The same options and the same seed give the same bytes."
        })
final class GenerateCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";

    /** After so many events it is asked whether anybody still wants them. */
    private static final int ASKED_EACH = 1 << 12;

    /** The formats that can be written, for help and completion. */
    static final class FormatNames implements Iterable<String> {
        private static final List<String> NAMES = List.of(Format.EDN.label(), Format.JSONL.label());

        @Override
        public Iterator<String> iterator() {
            return NAMES.iterator();
        }
    }

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final GenerateOptions options = new GenerateOptions();

    @Option(
            names = "--format",
            paramLabel = "NAME",
            completionCandidates = FormatNames.class,
            description = "How it is written: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String format = Format.EDN.label();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where it goes, compressed if it is called .zst or .gz (default: standard output).")
    private String file = STANDARD_OUTPUT;

    private final Surroundings surroundings;

    GenerateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Names.check("format", format, FormatNames.NAMES);
        HistorySpec spec = options.spec();
        boolean isFile = !file.equals(STANDARD_OUTPUT);
        if (!isFile && output.json()) {
            throw new UserException(
                    "generate: --json says what is in a history; give the history a file with --output FILE");
        }
        GenerationSummary summary = isFile ? toFile(spec) : toStandardOutput(spec);
        if (isFile && summary != null) {
            print(spec, summary);
        }
        return summary == null ? ExitCode.FAILURE : ExitCode.VALID;
    }

    private @Nullable GenerationSummary toFile(HistorySpec spec) {
        Path path = surroundings.resolve(file);
        boolean isWhole = false;
        try (HistoryWriter writer = Histories.create(path, Format.named(format).orElseThrow())) {
            GenerationSummary summary = generate(spec, writer);
            isWhole = summary != null;
            return summary;
        } catch (IOException e) {
            throw new UserException(
                    "generate: --output " + Printable.line(file) + ": cannot write there: " + IoMessages.of(e), e);
        } finally {
            if (!isWhole) {
                delete(path);
            }
        }
    }

    /** A part of a history looks like a history. */
    private static void delete(Path path) {
        try {
            if (Files.isRegularFile(path)) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a part of a history is left", e);
        }
    }

    private @Nullable GenerationSummary toStandardOutput(HistorySpec spec) {
        HistoryWriter writer =
                Histories.write(surroundings.out(), Format.named(format).orElseThrow());
        try {
            GenerationSummary summary = generate(spec, writer);
            writer.flush();
            return summary;
        } catch (IOException e) {
            throw new FailureException("standard output: " + IoMessages.of(e), e);
        }
    }

    /** Writes the history, as long as it is wanted; nothing is returned if that ended before it. */
    private @Nullable GenerationSummary generate(HistorySpec spec, HistoryWriter writer) throws IOException {
        try {
            return options.hasTimestamps()
                    ? HistoryGenerator.generateWithTimestamps(spec, event -> accept(event, writer))
                    : HistoryGenerator.generate(spec, event -> accept(event, writer));
        } catch (Unwanted e) {
            return null;
        }
    }

    private void accept(Event event, HistoryWriter writer) throws IOException {
        writer.accept(event);
        if (event.index % ASKED_EACH == 0) {
            boolean isLost = file.equals(STANDARD_OUTPUT) && surroundings.out().checkError();
            if (isLost || surroundings.interruption().isWished()) {
                throw new Unwanted();
            }
        }
    }

    private void print(HistorySpec spec, GenerationSummary summary) {
        if (output.json()) {
            ObjectNode json = Json.object();
            json.put("file", file)
                    .put("model", spec.type().label())
                    .put("level", spec.level().label())
                    .put("seed", spec.seed().value())
                    .put("transactions", summary.transactions())
                    .put("ok", summary.ok())
                    .put("fail", summary.fail())
                    .put("info", summary.info())
                    .put("conflicts", summary.conflicts());
            ObjectNode injected = json.putObject("injected");
            summary.injected().forEach(injected::put);
            surroundings.out().println(Json.oneLine(json));
            return;
        }
        String anomalies = summary.injected().entrySet().stream()
                .map(each -> each.getKey() + " " + Figures.count(each.getValue()))
                .collect(Collectors.joining(", "));
        surroundings
                .out()
                .println(surroundings.show(surroundings.resolve(file)) + ": "
                        + Figures.count(summary.transactions()) + " transactions of "
                        + spec.type().label() + " at " + spec.level().label() + " ("
                        + Figures.count(summary.ok()) + " ok, " + Figures.count(summary.fail()) + " fail, "
                        + Figures.count(summary.info()) + " info), seed "
                        + spec.seed().value());
        if (!anomalies.isEmpty()) {
            surroundings.out().println("injected: " + anomalies);
        }
    }

    /** Ends the generation of a history that nobody wants any more. */
    private static final class Unwanted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unwanted() {
            super("", null, false, false);
        }
    }
}
