package dev.skewer.harness.gate;

import dev.skewer.results.comparison.Acceptance;
import dev.skewer.results.comparison.ComparedCell;
import dev.skewer.results.comparison.ComparedCell.Outcome;
import dev.skewer.results.comparison.ComparedRun;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.IsolationCost.Spread;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.ReferenceSpeed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;

/** A baseline as YAML, a short line for each thing, which {@link BaselineFile} reads again. */
final class BaselineText {
    /** What stands above a baseline that is new. */
    static final List<String> PREAMBLE = List.of(
            "# What 'skewer campaign --baseline' compares a campaign with. 'skewer baseline update' writes what came of the cells;",
            "# what is accepted is for people to write, or for 'skewer baseline accept'. Numbers are rounded to two digits.");

    /** What is text in YAML without quotes, whatever stands in the file around it. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_+=./ -]*[A-Za-z0-9+=]|[A-Za-z]");
    /** Plain words that YAML takes for something else. */
    private static final Pattern WORD = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n");

    private static final int THOUSAND = 1000;

    private BaselineText() {}

    /** A text as YAML. */
    static String quoted(String text) {
        return PLAIN.matcher(text).matches() && !WORD.matcher(text).matches()
                ? text
                // A JSON string is one of YAML.
                : Json.oneLine(JsonNodeFactory.instance.stringNode(text));
    }

    /** The part that says how fast the machine was. */
    static List<String> reference(ReferenceSpeed speed) {
        return List.of(
                "reference:",
                "  rounds: " + speed.rounds(),
                "  memory: " + spread(speed.memoryPerSecond()),
                "  disk: " + spread(speed.diskPerSecond()));
    }

    private static String spread(Spread spread) {
        return "[" + Amount.text(spread.low()) + ", " + Amount.text(spread.median()) + ", " + Amount.text(spread.high())
                + "]";
    }

    /** One acceptance, as an item of a list. */
    static List<String> acceptance(Acceptance acceptance) {
        return List.of(
                "  - cell: " + key(acceptance.cell()),
                "    test: " + quoted(acceptance.test()),
                "    anomaly: " + quoted(acceptance.anomaly()),
                "    until: " + acceptance.until(),
                "    reason: " + quoted(acceptance.reason()));
    }

    /** One cell, as an item of a list. */
    static List<String> cell(ComparedCell cell) {
        var lines = new ArrayList<String>();
        lines.add("  - cell: " + key(cell.key()));
        lines.add("    test: " + quoted(cell.test()));
        if (!cell.expected().text().equals(Expectation.VALID)) {
            lines.add("    expected: " + quoted(cell.expected().text()));
        }
        if (!cell.expected().isValid()) {
            lines.add("    finds: "
                    + cell.expected().anomalies().stream()
                            .map(BaselineText::quoted)
                            .collect(Collectors.joining(", ", "[", "]")));
        }
        if (cell.outcome() != Outcome.AS_EXPECTED) {
            lines.add("    outcome: " + cell.outcome().words().replace(' ', '-'));
        }
        List<ComparedRun> runs = cell.planned();
        if (runs.isEmpty()) {
            return lines;
        }
        lines.add("    verdicts: " + list(runs, run -> run.valid().toString()));
        if (!cell.expected().isValid()) {
            lines.add("    found: "
                    + list(
                            runs,
                            run -> String.valueOf(
                                    cell.expected().isShownBy(run.anomalies().keySet()))));
            lines.add("    operations: " + list(runs, run -> Amount.text(run.ops())));
            return lines;
        }
        lines.add("    opportunities: " + list(runs, run -> Amount.text(run.opportunities())));
        if (!cell.anomalies().isEmpty()) {
            lines.add("    anomalies:");
            cell.anomalies()
                    .keySet()
                    .forEach(name -> lines.add("      " + quoted(name) + ": "
                            + list(runs, run -> Amount.text(run.anomalies().getOrDefault(name, 0L)))));
        }
        figures(lines, runs, "speed", ComparedRun::opsPerSecond);
        figures(lines, runs, "p50_us", run -> (double) run.latency().p50Nanos() / THOUSAND);
        figures(lines, runs, "p99_us", run -> (double) run.latency().p99Nanos() / THOUSAND);
        return lines;
    }

    /** Twelve decimal digits are a number in YAML, and some with an e among them too. */
    private static String key(String key) {
        return key.matches("[0-9]+(e[0-9]+)?(-[0-9]+)?") ? '"' + key + '"' : key;
    }

    private static void figures(
            List<String> lines, List<ComparedRun> runs, String name, ToDoubleFunction<ComparedRun> figure) {
        if (runs.stream().anyMatch(run -> figure.applyAsDouble(run) > 0)) {
            lines.add("    " + name + ": " + list(runs, run -> Amount.text(figure.applyAsDouble(run))));
        }
    }

    private static String list(List<ComparedRun> runs, Function<ComparedRun, String> text) {
        return runs.stream().map(text).collect(Collectors.joining(", ", "[", "]"));
    }
}
