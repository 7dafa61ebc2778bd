package dev.skewer.harness.cli;

import dev.skewer.checker.StoryLayout;
import dev.skewer.checker.Verdict;
import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Stories;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.interleaving.Interleaving;
import dev.skewer.harness.interleaving.InterleavingException;
import dev.skewer.harness.interleaving.InterleavingFile;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.harness.run.Scratch;
import dev.skewer.results.Printable;
import dev.skewer.results.summary.CheckCost;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.VerdictJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code skewer replay}: one interleaving, step by step, the same every time. */
@Command(
        name = "replay",
        description = "Carry out one interleaving of the reference store again, step by step, and check what it shows.",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nParameters:%n",
        footer = {"", "skewer shrink writes such files. Exit code: that of the verdict."})
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "FILE", description = "An interleaving, such as the interleaving.json of a run's folder.")
    private String file = "";

    private final Surroundings surroundings;

    ReplayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path path = surroundings.resolve(file);
        String shown = Printable.line(file);
        if (!Files.exists(path)) {
            throw new UserException(shown + ": no such file");
        }
        if (Files.isDirectory(path)) {
            throw new UserException(shown + ": is a directory; give the " + InterleavingFile.NAME + " in it");
        }
        Interleaving interleaving;
        Interleaving.Replay replay;
        try (Scratch scratch = Scratch.create(Scratch.systemDirectory())) {
            interleaving = InterleavingFile.read(path, shown);
            replay = interleaving.replay(scratch.directory().resolve("store"));
        } catch (InterleavingException e) {
            String message = String.valueOf(e.getMessage());
            throw new UserException(message.startsWith(shown) ? message : shown + ": " + message, e);
        } catch (IOException e) {
            throw new UserException(shown + ": " + IoMessages.of(e), e);
        }
        print(interleaving, replay, shown);
        return ExitCode.of(replay.verdict().valid());
    }

    private void print(Interleaving interleaving, Interleaving.Replay replay, String shown) {
        PrintStream out = surroundings.out();
        Verdict verdict = replay.verdict();
        if (output.json()) {
            ObjectNode json = VerdictJson.of(verdict, new CheckCost(0, 0, 0));
            json.remove(List.of("parse_ms", "check_ms", "peak_heap_mb"));
            json.put("file", shown);
            json.set("interleaving", InterleavingFile.json(interleaving, replay.steps()));
            out.println(Json.oneLine(json));
            return;
        }
        Paint paint = surroundings.paint(output.noColor());
        out.println(paint.bold("replay    ") + interleaving.setting().title() + ", empty at the beginning");
        steps(replay.steps()).forEach(out::println);
        out.println();
        if (!verdict.anomalies().isEmpty()) {
            Stories.all(verdict, paint, surroundings.columns(), StoryLayout.Clock.EVENTS)
                    .forEach(out::println);
            out.println();
        }
        if (!verdict.anomalies().containsKey(interleaving.anomaly())
                && !interleaving.anomaly().isEmpty()) {
            out.println(paint.dim("note      ") + "it was found by " + Printable.line(interleaving.anomaly())
                    + ", which this store does not show");
        }
        out.println(paint.bold("verdict   ")
                + paint.verdict(verdict.valid(), verdict.valid().toString()));
        out.println(paint.bold("anomalies ") + Stories.counts(verdict));
    }

    /** Numbered lines. */
    static List<String> steps(List<String> steps) {
        return java.util.stream.IntStream.range(0, steps.size())
                .mapToObj(i -> String.format(java.util.Locale.ROOT, "%3d  %s", i + 1, steps.get(i)))
                .toList();
    }
}
