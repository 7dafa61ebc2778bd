package dev.skewer.harness.gate;

import dev.skewer.checker.Validity;
import dev.skewer.harness.yaml.Values;
import dev.skewer.harness.yaml.Yaml;
import dev.skewer.harness.yaml.Yaml.Mapping;
import dev.skewer.harness.yaml.Yaml.Scalar;
import dev.skewer.harness.yaml.Yaml.Sequence;
import dev.skewer.results.Printable;
import dev.skewer.results.comparison.Acceptance;
import dev.skewer.results.comparison.Baseline;
import dev.skewer.results.comparison.ComparedCell;
import dev.skewer.results.comparison.ComparedCell.Outcome;
import dev.skewer.results.comparison.ComparedRun;
import dev.skewer.results.summary.Conditions;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.IsolationCost.Spread;
import dev.skewer.results.summary.Latency;
import dev.skewer.results.summary.ReferenceSpeed;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a baseline from YAML; {@code docs/gate.md} describes the format. Strict, with file, line and column: what is mistyped in a baseline would be a gate that is open.
 *
 * @param baseline what it says
 * @param campaign the name of the campaign that it is of
 * @param sections where each part of it begins, by its key
 * @param items where each cell of {@code cells} begins, by its key
 */
public record BaselineFile(
        Baseline baseline, String campaign, Map<String, Yaml.Place> sections, Map<String, Yaml.Place> items) {
    static final int VERSION = 1;

    private static final List<String> OF_BASELINE =
            List.of("baseline", "campaign", "jobs", "reference", "accepted", "cells");
    private static final List<String> OF_REFERENCE = List.of("rounds", "memory", "disk");
    private static final List<String> OF_ACCEPTANCE = List.of("cell", "test", "anomaly", "until", "reason");
    private static final List<String> OF_CELL = List.of(
            "cell",
            "test",
            "expected",
            "finds",
            "outcome",
            "verdicts",
            "opportunities",
            "anomalies",
            "found",
            "operations",
            "speed",
            "p50_us",
            "p99_us");

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{12}(-[0-9]{1,5})?");
    private static final int MAX_RUNS = 100_000;

    /**
     * Reads a baseline.
     *
     * @param text YAML
     * @param file its name in complaints
     * @throws dev.skewer.harness.console.UserException with file, line and column, if something in it is wrong
     */
    public static BaselineFile parse(String text, String file) {
        Yaml root = Yaml.parse(text, file, "a baseline", "'baseline: 1'");
        if (!(root instanceof Mapping mapping)) {
            throw root.place().error("a baseline is a map with 'baseline', 'cells' and so on");
        }
        Yaml version = mapping.entries().get("baseline");
        if (version == null) {
            throw root.place().error("no 'baseline: " + VERSION + "'; skewer baseline update writes such a file");
        }
        long number = Values.integer(version, "baseline", 1, Integer.MAX_VALUE);
        if (number > VERSION) {
            throw version.place()
                    .error("written by a later version of Skewer (baseline: " + number + "), and this one reads "
                            + VERSION + "; use the later one");
        }
        mapping.allowOnly(OF_BASELINE);
        var items = new LinkedHashMap<String, Yaml.Place>();
        List<ComparedCell> cells = cells(mapping, items);
        Yaml name = mapping.entries().get("campaign");
        return new BaselineFile(
                new Baseline(file, conditions(mapping), cells, accepted(mapping, cells)),
                name == null ? "" : Values.text(name, "campaign"),
                mapping.keys(),
                items);
    }

    private static List<Yaml> list(Mapping of, String name) {
        Yaml node = of.entries().get(name);
        if (node == null || (node instanceof Scalar scalar && scalar.kind() == Yaml.Kind.NULL)) {
            return List.of();
        }
        if (!(node instanceof Sequence list)) {
            throw node.place().error("'" + name + "' is a list, and is " + Values.describe(node));
        }
        return list.items();
    }

    private static Mapping map(Yaml node, String what, List<String> allowed) {
        if (!(node instanceof Mapping mapping)) {
            throw node.place()
                    .error(what + " is a map with '" + allowed.get(0) + "' and so on, and is " + Values.describe(node));
        }
        mapping.allowOnly(allowed);
        return mapping;
    }

    private static Yaml required(Mapping of, String name, String what) {
        Yaml node = of.entries().get(name);
        if (node == null) {
            throw of.place().error(what + " has no '" + name + "'");
        }
        return node;
    }

    private static String key(Mapping of, String what) {
        Yaml node = required(of, "cell", what);
        String key = Values.text(node, "cell");
        if (!KEY.matcher(key).matches()) {
            throw node.place()
                    .error(
                            "'cell' is the id of a cell, twelve hexadecimal digits as in campaign.json, in quotes if they are all decimal, and is '"
                                    + Printable.line(key) + "'");
        }
        return key;
    }

    // ── under what conditions ────────────────────────────────────────────────────────────────────────────────

    private static Conditions conditions(Mapping root) {
        Yaml jobs = root.entries().get("jobs");
        Yaml reference = root.entries().get("reference");
        return new Conditions(
                jobs == null ? 1 : (int) Values.integer(jobs, "jobs", 1, Integer.MAX_VALUE),
                reference == null ? Optional.empty() : Optional.of(reference(reference)));
    }

    private static ReferenceSpeed reference(Yaml node) {
        Mapping reference = map(node, "'reference'", OF_REFERENCE);
        return new ReferenceSpeed(
                (int) Values.integer(required(reference, "rounds", "'reference'"), "rounds", 1, Integer.MAX_VALUE),
                spread(required(reference, "memory", "'reference'"), "memory"),
                spread(required(reference, "disk", "'reference'"), "disk"));
    }

    private static Spread spread(Yaml node, String name) {
        String right = "'" + name + "' is a lower quartile, a median and an upper quartile, such as [10M, 11M, 12M]";
        if (!(node instanceof Sequence list) || list.items().size() != 3) {
            throw node.place().error(right + ", and is " + Values.describe(node));
        }
        double low = amount(list.items().get(0), name);
        double median = amount(list.items().get(1), name);
        double high = amount(list.items().get(2), name);
        if (!(low > 0) || median < low || high < median) {
            throw node.place().error(right + ", in this order and more than 0");
        }
        return new Spread(median, low, high);
    }

    // ── what is accepted ────────────────────────────────────────────────────────────────────────────────────────

    private static List<Acceptance> accepted(Mapping root, List<ComparedCell> cells) {
        var accepted = new ArrayList<Acceptance>();
        Map<String, Yaml.Place> seen = new HashMap<>();
        for (Yaml item : list(root, "accepted")) {
            Mapping acceptance = map(item, "an acceptance", OF_ACCEPTANCE);
            String key = key(acceptance, "an acceptance");
            String anomaly = Values.text(required(acceptance, "anomaly", "an acceptance"), "anomaly");
            Yaml test = acceptance.entries().get("test");
            accepted.add(new Acceptance(
                    key,
                    test == null ? nameOf(key, cells) : Values.text(test, "test"),
                    anomaly,
                    date(required(acceptance, "until", "an acceptance")),
                    Values.text(required(acceptance, "reason", "an acceptance"), "reason"),
                    item.place().file() + ":" + item.place().line()));
            Yaml.Place before = seen.putIfAbsent(key + " " + anomaly, item.place());
            if (before != null) {
                throw item.place()
                        .error("'" + Printable.line(anomaly) + "' of this cell is accepted a second time, after line "
                                + before.line() + "; keep one of them");
            }
        }
        return accepted;
    }

    private static String nameOf(String key, List<ComparedCell> cells) {
        return cells.stream()
                .filter(cell -> cell.key().equals(key))
                .map(ComparedCell::test)
                .findFirst()
                .orElse("");
    }

    private static LocalDate date(Yaml node) {
        String text = Values.text(node, "until");
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw node.place().error("'until' is a day such as 2026-12-31, and is '" + Printable.line(text) + "'");
        }
    }

    // ── cells ───────────────────────────────────────────────────────────────────────────────────────────────────

    private static List<ComparedCell> cells(Mapping root, Map<String, Yaml.Place> items) {
        var cells = new ArrayList<ComparedCell>();
        for (Yaml item : list(root, "cells")) {
            Mapping cell = map(item, "a cell", OF_CELL);
            String key = key(cell, "a cell");
            Yaml.Place before = items.putIfAbsent(key, item.place());
            if (before != null) {
                throw item.place()
                        .error("cell " + key + " a second time, after line " + before.line() + "; keep one of them");
            }
            cells.add(cell(key, cell));
        }
        return cells;
    }

    private static ComparedCell cell(String key, Mapping cell) {
        Yaml expected = cell.entries().get("expected");
        List<String> finds = list(cell, "finds").stream()
                .map(node -> Values.text(node, "finds"))
                .toList();
        var expectation =
                new Expectation(expected == null ? Expectation.VALID : Values.text(expected, "expected"), finds);
        List<Validity> verdicts =
                list(cell, "verdicts").stream().map(BaselineFile::verdict).toList();
        if (verdicts.size() > MAX_RUNS) {
            throw cell.place().error("more than " + MAX_RUNS + " runs");
        }
        var columns = new Columns(cell, verdicts.size());
        List<Double> opportunities = columns.of("opportunities");
        List<Double> operations = columns.of("operations");
        List<Double> speed = columns.of("speed");
        List<Double> p50 = columns.of("p50_us");
        List<Double> p99 = columns.of("p99_us");
        List<Boolean> found = columns.of("found", BaselineFile::bool, false);
        Map<String, List<Double>> anomalies = columns.anomalies();
        var runs = new ArrayList<ComparedRun>();
        for (int i = 0; i < verdicts.size(); i++) {
            var counts = new TreeMap<String, Long>();
            int run = i;
            anomalies.forEach((name, of) -> {
                if (of.get(run) > 0) {
                    counts.put(name, Math.max(1, Math.round(of.get(run))));
                }
            });
            if (found.get(i)) {
                finds.forEach(name -> counts.putIfAbsent(name, 1L));
            }
            runs.add(new ComparedRun(
                    verdicts.get(i),
                    Math.round(operations.get(i)),
                    Math.round(opportunities.get(i)),
                    counts,
                    speed.get(i),
                    new Latency(Math.round(p50.get(i) * 1e3), Math.round(p99.get(i) * 1e3)),
                    false));
        }
        return new ComparedCell(
                key,
                Values.text(required(cell, "test", "a cell"), "test"),
                "",
                expectation,
                outcome(cell),
                "",
                !finds.isEmpty(),
                false,
                runs,
                verdicts.stream().reduce(Validity::and).orElse(Validity.UNKNOWN));
    }

    private static Outcome outcome(Mapping cell) {
        Yaml node = cell.entries().get("outcome");
        return node == null
                ? Outcome.AS_EXPECTED
                : switch (Values.known(
                        node, "outcome", List.of("as-expected", "not-as-expected", "cut-short", "skipped"))) {
                    case "not-as-expected" -> Outcome.NOT_AS_EXPECTED;
                    case "cut-short" -> Outcome.INCOMPLETE;
                    case "skipped" -> Outcome.SKIPPED;
                    default -> Outcome.AS_EXPECTED;
                };
    }

    private static Validity verdict(Yaml node) {
        return switch (Values.known(node, "verdict", List.of("true", "false", "unknown"))) {
            case "true" -> Validity.TRUE;
            case "false" -> Validity.FALSE;
            default -> Validity.UNKNOWN;
        };
    }

    private static boolean bool(Yaml node) {
        return Values.known(node, "found", List.of("true", "false")).equals("true");
    }

    private static double amount(Yaml node, String name) {
        OptionalDouble amount = node instanceof Scalar scalar ? Amount.parse(scalar.text()) : OptionalDouble.empty();
        return amount.orElseThrow(() -> node.place()
                .error("'" + name + "' has a number of at least 0, such as 950, 12k or 1.3M, and is "
                        + Values.describe(node)));
    }

    /**
     * Figures of a cell, one a run.
     *
     * @param cell that has them
     * @param runs how many runs there are
     */
    private record Columns(Mapping cell, int runs) {
        List<Double> of(String name) {
            return of(name, node -> amount(node, name), 0.0);
        }

        <T> List<T> of(String name, Function<Yaml, T> read, T otherwise) {
            @Nullable Yaml node = cell.entries().get(name);
            return node == null ? Collections.nCopies(runs, otherwise) : sized(node, name, list(cell, name), read);
        }

        Map<String, List<Double>> anomalies() {
            Map<String, List<Double>> anomalies = new LinkedHashMap<>();
            Yaml node = cell.entries().get("anomalies");
            if (node == null) {
                return anomalies;
            }
            if (!(node instanceof Mapping names)) {
                throw node.place()
                        .error(
                                "'anomalies' is a map of names and counts, one a run, such as {read-skew: [3, 0, 5]}, and is "
                                        + Values.describe(node));
            }
            names.entries().forEach((name, counts) -> {
                String shown = Printable.line(name);
                anomalies.put(name, sized(counts, shown, list(names, name), each -> amount(each, shown)));
            });
            return anomalies;
        }

        private <T> List<T> sized(Yaml node, String name, List<Yaml> items, Function<Yaml, T> read) {
            if (items.size() != runs) {
                throw node.place()
                        .error("'" + name + "' has " + items.size() + " of what is one a run, and there are " + runs
                                + " verdicts");
            }
            return items.stream().map(read).toList();
        }
    }
}
