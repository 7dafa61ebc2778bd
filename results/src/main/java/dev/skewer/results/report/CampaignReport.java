package dev.skewer.results.report;

import dev.skewer.checker.StoryLayout;
import dev.skewer.results.Figures;
import dev.skewer.results.report.ReportPage.Tile;
import dev.skewer.results.summary.CampaignSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The report of a campaign: one HTML page with its verdict, a matrix of what was tested at which level by which workload or under which fault, the
 * story of each cell that is not as expected, what was to be found and how soon it was, what was not run and why, a row for each cell with links to its
 * runs, and what isolation costs.
 */
public final class CampaignReport {
    /** So many have room for their names. */
    private static final int FEW_COLUMNS = 8;

    private final CampaignSummary campaign;
    private final Html page = new Html();

    private CampaignReport(CampaignSummary campaign) {
        this.campaign = campaign;
    }

    /** Renders the page; its links lead to the folders of the runs beside it. */
    public static String render(CampaignSummary campaign) {
        return render(campaign, page -> {});
    }

    static String render(CampaignSummary campaign, Consumer<Html> above) {
        return new CampaignReport(campaign).render(above);
    }

    private String render(Consumer<Html> above) {
        ReportPage.begin(page, campaign.word() + ": " + campaign.name());
        above.accept(page);
        head();
        tiles();
        campaign.gate().ifPresent(gate -> ComparisonReport.gate(page, gate));
        CampaignMatrix.COLUMN.forEach(
                column -> CampaignMatrix.of(campaign, column).ifPresent(matrix -> matrix(column, matrix)));
        disappointments();
        var tables = new CampaignTables(page);
        tables.detections(
                Detection.of(campaign),
                cell -> cell.runs().isEmpty() ? "" : link(cell.runs().get(0)));
        tables.levels(ObservedLevel.of(campaign));
        tables.notRun(campaign);
        cells();
        tables.cost(campaign.costOfIsolation());
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

    private void tiles() {
        List<CampaignSummary.Run> runs =
                campaign.cells().stream().flatMap(cell -> cell.runs().stream()).toList();
        long wrong = wrong().size();
        ReportPage.tiles(
                page,
                List.of(
                        new Tile(Figures.count(wrong), "cells not as expected", wrong > 0),
                        new Tile(Figures.count(runs.size()), "runs"),
                        new Tile(Figures.count(campaign.ops()), "operations"),
                        new Tile(Figures.count(campaign.faults().total()), "faults"),
                        new Tile(spent(runs), "of running and checking")));
    }

    private static String spent(List<CampaignSummary.Run> runs) {
        Duration spent = runs.stream()
                .map(run -> run.elapsed().plusMillis(run.checkMillis()))
                .reduce(Duration.ZERO, Duration::plus);
        long minutes = spent.toMinutes();
        return minutes == 0 ? Figures.time(spent.toNanos()) : minutes + " min " + spent.toSecondsPart() + " s";
    }

    private List<CampaignSummary.Cell> wrong() {
        return campaign.cells().stream()
                .filter(cell -> !cell.isSkipped() && !cell.isAsExpected())
                .toList();
    }

    private String link(CampaignSummary.Run run) {
        return RunLink.of(campaign, run);
    }

    // ── the matrix ──────────────────────────────────────────────────────────────────────────────────────────────

    private void matrix(String column, CampaignMatrix matrix) {
        page.element("h2", "By " + column).line();
        page.open(
                        "section",
                        "class",
                        "card wide beyond",
                        "tabindex",
                        "0",
                        "role",
                        "region",
                        "aria-label",
                        "by " + column)
                .open("table", "class", matrix.columns().size() > FEW_COLUMNS ? "matrix many" : "matrix")
                .open("thead")
                .open("tr");
        matrix.keys().forEach(option -> page.element("th", option, "scope", "col"));
        matrix.columns().forEach(at -> page.element("th", at, "class", "at", "scope", "col"));
        page.close("tr").close("thead").open("tbody").line();
        for (int row = 0; row < matrix.rows().size(); row++) {
            page.open("tr");
            matrix.shownNames(row).forEach(name -> page.element("td", name, "class", "key"));
            for (String at : matrix.columns()) {
                field(matrix.rows().get(row).at(at));
            }
            page.close("tr").line();
        }
        page.close("tbody").close("table").close("section").line();
    }

    private void field(Optional<CampaignSummary.Cell> cell) {
        if (cell.isEmpty()) {
            page.element("td", "", "class", "field none");
            return;
        }
        CampaignSummary.Cell of = cell.get();
        CellResult result = CellResult.of(of);
        page.open("td", "class", "field " + result.kind().style());
        if (of.runs().isEmpty()) {
            page.text(result.text());
        } else {
            page.element("a", result.text(), "href", link(of.runs().get(0)));
        }
        if (result.kind() == CellResult.Kind.SURPRISE) {
            page.element("small", "expected " + of.expected().text());
        }
        page.close("td");
    }

    // ── what is not as expected ─────────────────────────────────────────────────────────────────────────────────

    private void disappointments() {
        if (wrong().isEmpty()) {
            return;
        }
        page.element("h2", "Not as expected").line();
        for (CampaignSummary.Cell cell : wrong()) {
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
                page.close("p");
                list(List.of(run.notes(), run.problems()));
            }
            cell.runs().stream()
                    .flatMap(run -> run.story().stream())
                    .findFirst()
                    .ifPresent(story -> ExampleSection.write(page, story, "", StoryLayout.Clock.ELAPSED));
            page.close("section").line();
        }
    }

    private void list(List<List<String>> sentences) {
        List<String> all = sentences.stream().flatMap(List::stream).toList();
        if (!all.isEmpty()) {
            page.open("ul");
            all.forEach(sentence -> page.element("li", sentence));
            page.close("ul");
        }
    }

    private static String counts(Map<String, Long> anomalies) {
        return anomalies.isEmpty()
                ? "no anomalies"
                : anomalies.entrySet().stream()
                        .map(entry -> Figures.count(entry.getValue()) + " × " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    // ── all cells ───────────────────────────────────────────────────────────────────────────────────────────────

    private void cells() {
        page.element("h2", "All cells");
        page.open("section", "class", "card");
        ReportPage.openTable(
                page,
                "all cells",
                List.of(
                        "test",
                        "#operations",
                        "#time",
                        "#opportunities",
                        "#faults",
                        "#restarts",
                        "found",
                        "expected",
                        "outcome"));
        campaign.cells().forEach(this::row);
        ReportPage.closeTable(page);
        page.close("section").line();
    }

    private void row(CampaignSummary.Cell cell) {
        page.open("tr").open("td", "class", "test").text(cell.name());
        for (CampaignSummary.Run run : cell.runs()) {
            page.text(" ").element("a", "seed " + run.seed(), "href", link(run));
        }
        page.close("td");
        var figures = new ArrayList<String>();
        figures.add(cell.isSkipped() ? "" : Figures.count(cell.ops()));
        figures.add(cell.isSkipped() ? "" : spent(cell.runs()));
        figures.add(cell.isSkipped() ? "" : Figures.count(cell.opportunities()));
        figures.forEach(figure -> page.element("td", figure, "class", "n"));
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
        page.element(
                        "td",
                        outcome(cell),
                        "class",
                        "field key " + CellResult.of(cell).kind().style())
                .close("tr")
                .line();
    }

    private static String count(long value) {
        return value == 0 ? "" : Figures.count(value);
    }

    private static String found(CampaignSummary.Cell cell) {
        String skipped = cell.skipped();
        if (skipped != null) {
            return "skipped: " + skipped;
        }
        return cell.anomalies().isEmpty() ? CellResult.of(cell).text() : counts(cell.anomalies());
    }

    private static String outcome(CampaignSummary.Cell cell) {
        if (cell.isSkipped()) {
            return "skipped";
        }
        return cell.isAsExpected() ? "as expected" : cell.isComplete() ? "not as expected" : "cut short";
    }
}
