package dev.skewer.results.report;

import dev.skewer.checker.StoryLayout;
import dev.skewer.checker.Validity;
import dev.skewer.results.Figures;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.IsolationCost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The report of a campaign: one HTML page with its verdict, a matrix of what was tested at which level by which workload, the
 * story of each cell that is not as expected, and a row for each cell with links to its runs.
 *
 * <p>The matrix is drawn where the cells make one: several workloads or faults, and at most one cell in each field. It has the
 * cells that are like the first in everything else; a planted defect, say, stands in the rows below only.
 */
public final class CampaignReport {
    /** What makes the rows of the matrix; the first of them is written once for all rows that share it. */
    private static final List<String> ROW = List.of("target", "isolation", "target-option", "durability");

    private static final List<String> COLUMN = List.of("workload", "fault");

    /** So many have room for their names. */
    private static final int FEW_COLUMNS = 8;

    private final CampaignSummary campaign;
    private final Html page = new Html();

    private CampaignReport(CampaignSummary campaign) {
        this.campaign = campaign;
    }

    /** Renders the page; its links lead to the folders of the runs beside it. */
    public static String render(CampaignSummary campaign) {
        return new CampaignReport(campaign).render();
    }

    private String render() {
        ReportPage.begin(page, campaign.word() + ": " + campaign.name());
        head();
        campaign.gate().ifPresent(gate -> ComparisonReport.gate(page, gate));
        COLUMN.forEach(this::matrix);
        disappointments();
        cells();
        cost();
        page.open("footer").text(campaign.producer()).close("footer").line();
        return ReportPage.end(page);
    }

    private void head() {
        page.open("header");
        page.element("span", campaign.word(), "class", "verdict " + campaign.valid());
        page.element("h1", campaign.name());
        String skipped = campaign.skipped() == 0 ? "" : ", " + campaign.skipped() + " skipped";
        String late = campaign.leftOutForTime().isEmpty()
                ? ""
                : "; " + campaign.leftOutForTime().size() + " more were left out for the time limit";
        String shard = campaign.part().shard().isWhole()
                ? ""
                : " This is shard " + campaign.part().shard() + " of the campaign.";
        String cut = campaign.isComplete() ? "" : ", and not all were run to the end";
        page.element(
                "p",
                campaign.asExpected() + " of " + campaign.planned() + " cells as expected" + skipped + cut + late + "."
                        + shard,
                "class",
                "lead");
        page.close("header").line();
    }

    /** What a spec says of an option, as text; empty if it is not there. */
    private static String value(CampaignSummary.Cell cell, String option) {
        Object value = cell.spec().get(option);
        return value == null ? "" : OptionText.of(value);
    }

    /** The same for the key of a row: of the options of a target only those that it has with several values. */
    private String shown(CampaignSummary.Cell cell, String option) {
        if (!(cell.spec().get(option) instanceof Map<?, ?> options)) {
            return value(cell, option);
        }
        return options.entrySet().stream()
                .filter(each -> campaign.cells().stream()
                        .filter(other -> value(other, "target").equals(value(cell, "target")))
                        .anyMatch(other -> !(other.spec().get(option) instanceof Map<?, ?> others)
                                || !Objects.equals(others.get(each.getKey()), each.getValue())))
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Options that differ between cells. */
    private Set<String> varying() {
        var varying = new LinkedHashSet<String>();
        for (CampaignSummary.Cell cell : campaign.cells()) {
            varying.addAll(cell.spec().keySet());
        }
        varying.removeIf(option -> campaign.cells().stream()
                        .map(cell -> value(cell, option))
                        .distinct()
                        .count()
                == 1);
        varying.removeAll(Set.of("seed", "time-limit", "op-timeout", "fail-fast", "ops"));
        return varying;
    }

    private void matrix(String column) {
        Set<String> varying = varying();
        if (!varying.contains(column)) {
            return;
        }
        var others = new LinkedHashSet<>(varying);
        others.remove(column);
        ROW.forEach(others::remove);
        CampaignSummary.Cell first = campaign.cells().get(0);
        List<CampaignSummary.Cell> alike = campaign.cells().stream()
                .filter(cell ->
                        others.stream().allMatch(option -> value(cell, option).equals(value(first, option))))
                .toList();
        Map<List<String>, Map<String, CampaignSummary.Cell>> rows = new LinkedHashMap<>();
        Set<String> columns = new LinkedHashSet<>();
        List<String> inRow = ROW.stream().filter(varying::contains).toList();
        for (CampaignSummary.Cell cell : alike) {
            String at = value(cell, column);
            columns.add(at);
            List<String> row = inRow.stream().map(option -> shown(cell, option)).toList();
            if (rows.computeIfAbsent(row, unused -> new TreeMap<>()).put(at, cell) != null) {
                return;
            }
        }
        if (columns.size() < 2) {
            return;
        }
        page.open("section", "class", "card wide beyond")
                .open("table", "class", columns.size() > FEW_COLUMNS ? "matrix many" : "matrix")
                .open("thead")
                .open("tr");
        inRow.forEach(option -> page.element("th", option));
        columns.forEach(at -> page.element("th", at, "class", "at"));
        page.close("tr").close("thead").open("tbody").line();
        String before = "";
        for (Map.Entry<List<String>, Map<String, CampaignSummary.Cell>> row : grouped(rows)) {
            List<String> names = row.getKey();
            String group = names.isEmpty() ? "" : names.get(0);
            page.open("tr");
            for (int i = 0; i < names.size(); i++) {
                boolean isRepeated = i == 0 && names.size() > 1 && group.equals(before);
                page.element("td", isRepeated ? "" : names.get(i), "class", "key");
            }
            before = group;
            for (String at : columns) {
                field(Optional.ofNullable(row.getValue().get(at)));
            }
            page.close("tr").line();
        }
        page.close("tbody").close("table").close("section").line();
    }

    /** The rows of one target together, in the order in which the first of each comes. */
    private static List<Map.Entry<List<String>, Map<String, CampaignSummary.Cell>>> grouped(
            Map<List<String>, Map<String, CampaignSummary.Cell>> rows) {
        Map<String, List<Map.Entry<List<String>, Map<String, CampaignSummary.Cell>>>> groups = new LinkedHashMap<>();
        rows.entrySet()
                .forEach(row -> groups.computeIfAbsent(
                                row.getKey().isEmpty() ? "" : row.getKey().get(0), unused -> new ArrayList<>())
                        .add(row));
        return groups.values().stream().flatMap(List::stream).toList();
    }

    private void field(Optional<CampaignSummary.Cell> cell) {
        if (cell.isEmpty()) {
            page.element("td", "", "class", "field none");
            return;
        }
        CampaignSummary.Cell of = cell.get();
        page.open("td", "class", "field " + style(of));
        String text = result(of);
        if (of.runs().isEmpty()) {
            page.text(text);
        } else {
            page.element("a", text, "href", link(of.runs().get(0)));
        }
        if (!of.isSkipped() && !of.isAsExpected()) {
            page.element("small", "expected " + of.expected().text());
        }
        page.close("td");
    }

    /** What came of a cell in a word or two. */
    private static String result(CampaignSummary.Cell cell) {
        if (cell.isSkipped()) {
            return "skipped";
        }
        Set<String> found = cell.anomalies().keySet();
        for (String name : cell.expected().anomalies()) {
            if (found.contains(name)) {
                return name;
            }
        }
        if (!found.isEmpty()) {
            return found.iterator().next();
        }
        return cell.verdict() == Validity.TRUE ? "valid" : cell.verdict().toString();
    }

    private static String style(CampaignSummary.Cell cell) {
        if (cell.isSkipped()) {
            return "skipped";
        }
        if (!cell.isAsExpected()) {
            return "surprise";
        }
        return cell.expected().isValid() ? "holds" : "shown";
    }

    /** Where a run's page is, as seen from this one: in a folder beside it, or where the shard that made it lies. */
    private String link(CampaignSummary.Run run) {
        String folder = run.folder().endsWith("/")
                ? run.folder().substring(0, run.folder().length() - 1)
                : run.folder();
        String beside = folder.substring(folder.lastIndexOf('/') + 1);
        return (folder.equals(campaign.folder() + "/" + beside) ? beside : relative(folder, beside)) + "/report.html";
    }

    private String relative(String folder, String otherwise) {
        try {
            return Path.of(campaign.folder()).relativize(Path.of(folder)).toString();
        } catch (IllegalArgumentException e) {
            // No path, or one of them absolute: then nothing is known but the name.
            return otherwise;
        }
    }

    private void disappointments() {
        List<CampaignSummary.Cell> wrong = campaign.cells().stream()
                .filter(cell -> !cell.isSkipped() && !cell.isAsExpected())
                .toList();
        if (wrong.isEmpty()) {
            return;
        }
        page.element("h2", "Not as expected").line();
        for (CampaignSummary.Cell cell : wrong) {
            page.open("section", "class", "card");
            page.element("h3", cell.name());
            page.element(
                    "p",
                    "Expected " + cell.expected().text() + ", was " + cell.verdict()
                            + (cell.isComplete() ? "." : ", but was cut short."));
            String failed = cell.failed();
            if (failed != null) {
                page.element("p", "Failed: " + failed);
            }
            for (CampaignSummary.Run run : cell.runs()) {
                page.open("p")
                        .element("a", "seed " + run.seed(), "href", link(run))
                        .text(": " + counts(run.anomalies()));
                page.close("p").open("ul");
                run.notes().forEach(note -> page.element("li", note));
                run.problems().forEach(problem -> page.element("li", problem));
                page.close("ul");
            }
            cell.runs().stream()
                    .flatMap(run -> run.story().stream())
                    .findFirst()
                    .ifPresent(story -> ExampleSection.write(page, story, "", StoryLayout.Clock.ELAPSED));
            page.close("section").line();
        }
    }

    private static String counts(Map<String, Long> anomalies) {
        return anomalies.isEmpty()
                ? "no anomalies"
                : anomalies.entrySet().stream()
                        .map(entry -> Figures.count(entry.getValue()) + " × " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    private void cells() {
        page.element("h2", "All cells");
        page.open("section", "class", "card wide").open("table").open("thead").open("tr");
        page.element("th", "test")
                .element("th", "operations", "class", "n")
                .element("th", "opportunities", "class", "n")
                .element("th", "faults", "class", "n")
                .element("th", "restarts", "class", "n");
        page.element("th", "found").element("th", "expected").element("th", "outcome");
        page.close("tr").close("thead").open("tbody").line();
        for (CampaignSummary.Cell cell : campaign.cells()) {
            page.open("tr").open("td", "class", "test").text(cell.name());
            for (CampaignSummary.Run run : cell.runs()) {
                page.text(" ").element("a", "seed " + run.seed(), "href", link(run));
            }
            page.close("td");
            page.element("td", cell.isSkipped() ? "" : Figures.count(cell.ops()), "class", "n");
            page.element("td", cell.isSkipped() ? "" : Figures.count(cell.opportunities()), "class", "n");
            page.element(
                    "td",
                    count(cell.faults().total()),
                    "class",
                    "n",
                    "title",
                    Figures.counts(cell.faults().injected()));
            page.element("td", count(cell.faults().restarts()), "class", "n");
            page.element("td", found(cell));
            page.element("td", cell.expected().text());
            page.element("td", outcome(cell), "class", "field key " + style(cell))
                    .close("tr")
                    .line();
        }
        page.close("tbody").close("table").close("section").line();
        list(
                "cells not run",
                campaign.part().omitted().stream()
                        .map(omission -> omission.name() + ": " + omission.reason())
                        .toList());
        list("notes on the shards", campaign.part().notes());
        list("combinations left out", campaign.leftOut());
    }

    private static String count(long value) {
        return value == 0 ? "" : Figures.count(value);
    }

    private void list(String what, List<String> sentences) {
        if (!sentences.isEmpty()) {
            page.open("details")
                    .element("summary", sentences.size() + " " + what)
                    .open("ul");
            sentences.forEach(sentence -> page.element("li", sentence));
            page.close("ul").close("details").line();
        }
    }

    private static String found(CampaignSummary.Cell cell) {
        String skipped = cell.skipped();
        if (skipped != null) {
            return "skipped: " + skipped;
        }
        return cell.anomalies().isEmpty() ? result(cell) : counts(cell.anomalies());
    }

    private static String outcome(CampaignSummary.Cell cell) {
        if (cell.isSkipped()) {
            return "skipped";
        }
        return cell.isAsExpected() ? "as expected" : cell.isComplete() ? "not as expected" : "cut short";
    }

    private void cost() {
        List<IsolationCost> rows = campaign.costOfIsolation();
        if (rows.isEmpty()) {
            return;
        }
        page.element("h2", "The cost of isolation");
        page.element(
                "p",
                "Paired reads of one thread beside one writer, " + rows.get(0).rounds()
                        + " rounds at each level in turn: medians, and between which figures half of the rounds lie.");
        page.open("section", "class", "card wide")
                .open("table")
                .open("thead")
                .open("tr")
                .element("th", "isolation");
        for (String column : List.of("reads per second", "p50", "p99", "writes per second meanwhile")) {
            page.element("th", column, "class", "n");
        }
        page.close("tr").close("thead").open("tbody").line();
        for (IsolationCost row : rows) {
            page.open("tr").element("td", row.isolation(), "class", "key");
            rate(row.readsPerSecond());
            time(row.p50Nanos());
            time(row.p99Nanos());
            rate(row.writesPerSecond());
            page.close("tr").line();
        }
        page.close("tbody").close("table").close("section").line();
    }

    private void rate(IsolationCost.Spread spread) {
        number(Figures.count(spread.median()), Figures.count(spread.low()), Figures.count(spread.high()));
    }

    private void time(IsolationCost.Spread spread) {
        number(
                Figures.time(Math.round(spread.median())),
                Figures.time(Math.round(spread.low())),
                Figures.time(Math.round(spread.high())));
    }

    private void number(String median, String low, String high) {
        page.open("td", "class", "n")
                .element("b", median)
                .element("small", low + " to " + high)
                .close("td");
    }
}
