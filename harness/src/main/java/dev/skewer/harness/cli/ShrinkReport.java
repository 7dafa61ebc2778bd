package dev.skewer.harness.cli;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.ShellWords;
import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.interleaving.InterleavingFile;
import dev.skewer.harness.interleaving.InterleavingSearch;
import dev.skewer.harness.interleaving.Interleavings;
import dev.skewer.harness.run.RunCommands;
import dev.skewer.harness.run.RunSettings;
import dev.skewer.harness.shrink.Reduction;
import dev.skewer.harness.shrink.Tries;
import dev.skewer.results.Figures;
import dev.skewer.results.Printable;
import dev.skewer.results.RunFolder;
import dev.skewer.results.summary.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of a failing run, for people, for programs, and in the folder of its smallest.
 *
 * @param surroundings where it is printed
 * @param settings of the runs
 * @param run the failing run, as the user sees it
 * @param anomaly what it showed
 * @param reduction the smaller test
 * @param interleavings the steps
 * @param folder of the smallest failing run; that of the run itself if no smaller one failed
 */
record ShrinkReport(
        Surroundings surroundings,
        RunSettings settings,
        String run,
        Anomaly anomaly,
        Reduction reduction,
        InterleavingSearch interleavings,
        Path folder) {
    /**
     * Writes it into the folder.
     *
     * @throws IOException if it cannot be written
     */
    void write() throws IOException {
        RunFolder into = RunFolder.of(folder);
        Optional<Interleavings.Found> found = interleavings.found();
        if (found.isPresent()) {
            into.write(
                    InterleavingFile.NAME,
                    Json.indented(InterleavingFile.json(
                            found.get().interleaving(), found.get().replay().steps())));
        }
        into.write("shrink.json", Json.indented(json()));
    }

    private String again() {
        return RunCommands.again(surroundings, reduction.smallest().toArguments(), settings);
    }

    private String replay() {
        return surroundings.program() + " "
                + ShellWords.join(List.of("replay", surroundings.relative(folder.resolve(InterleavingFile.NAME))));
    }

    /** For programs. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("schema", "shrink/1");
        json.put("run", run);
        json.put("anomaly", anomaly.name());
        ArrayNode changes = json.putArray("changes");
        reduction
                .changes()
                .forEach(change -> changes.addObject()
                        .put("option", change.option())
                        .put("before", change.before())
                        .put("after", change.after()));
        json.set("found", tries(reduction.found()));
        json.set("proof", tries(reduction.proof()));
        json.put("proved", reduction.isProved());
        json.put("fails_at_least", Math.floor(reduction.atLeast() * 1000) / 1000);
        json.put("confidence", 0.95);
        json.put("tries", reduction.tries());
        json.put("cut", reduction.isCut());
        json.put("stopped", reduction.stopped());
        json.put("smallest", surroundings.show(folder));
        json.put("again", again());
        json.put("interleavings_tried", interleavings.tried());
        Optional<Interleavings.Found> found = interleavings.found();
        if (found.isPresent()) {
            json.set(
                    "interleaving",
                    InterleavingFile.json(
                            found.get().interleaving(), found.get().replay().steps()));
            json.put("replay", replay());
        } else {
            json.put("no_interleaving", interleavings.obstacle());
        }
        return json;
    }

    private static ObjectNode tries(Tries tries) {
        return Json.object()
                .put("tries", tries.tries())
                .put("failed", tries.failures())
                .put("median_ops", tries.medianOps());
    }

    /** For people. */
    void print(Paint paint) {
        PrintStream out = surroundings.out();
        out.println(paint.bold("shrink    ") + run + ": " + Printable.line(anomaly.name()) + ", "
                + Figures.count(anomaly.count()) + (anomaly.count() == 1 ? " time" : " times"));
        out.println(paint.bold("tries     ")
                + Figures.count(reduction.tries())
                + (reduction.stopped().isEmpty() ? "" : "; " + paint.unsure(reduction.stopped()))
                + (reduction.isCut()
                        ? "; not all smaller tests were tried, to keep time for the runs of the command"
                        : ""));
        out.println(paint.bold("changed   ") + changed());
        out.println(paint.bold("rate      ") + rate());
        out.println(paint.bold("run       ") + surroundings.show(folder));
        out.println(paint.bold("again     ") + again());
        out.println();
        Optional<Interleavings.Found> found = interleavings.found();
        if (found.isEmpty()) {
            out.println(paint.bold("steps     ") + "none: " + Printable.line(interleavings.obstacle()));
            return;
        }
        List<String> steps = found.get().replay().steps();
        int preemptions = found.get().replay().preemptions();
        out.println(paint.bold("steps     ") + steps.size() + " that show "
                + Printable.line(found.get().interleaving().anomaly()) + " every time, with " + preemptions
                + (preemptions == 1 ? " preemption" : " preemptions") + "; " + Figures.count(interleavings.tried())
                + " interleavings tried");
        ReplayCommand.steps(steps).forEach(out::println);
        Optional.ofNullable(found.get().replay().verdict().anomalies().get(anomaly.name()))
                .flatMap(Anomaly::smallest)
                .ifPresent(example -> out.println(paint.bold("wrong     ") + Printable.line(example.title())));
        out.println(paint.bold("replay    ") + replay());
    }

    private String changed() {
        List<Reduction.Change> changes = reduction.changes();
        return changes.isEmpty()
                ? "nothing"
                : changes.stream()
                        .map(change -> Printable.line(
                                change.option() + " " + word(change.before()) + " → " + word(change.after())))
                        .collect(Collectors.joining("; "));
    }

    private static String word(String value) {
        return value.isEmpty() ? "none" : value;
    }

    private String rate() {
        Tries proof = reduction.proof();
        Tries tried = proof.tries() > 0 ? proof : reduction.found();
        if (tried.tries() == 0) {
            return "not tried";
        }
        return tried.failures() + " of " + tried.tries() + (proof.tries() > 0 ? " runs of the command" : " runs")
                + " fail: at least " + String.format(Locale.ROOT, "%.0f", Math.floor(reduction.atLeast() * 100))
                + " % do, with a confidence of 95 %; median " + Figures.count(tried.medianOps())
                + " ops until it shows"
                + (reduction.before().tries() == 0
                        ? ""
                        : ", of the original "
                                + Figures.count(reduction.before().medianOps()));
    }
}
