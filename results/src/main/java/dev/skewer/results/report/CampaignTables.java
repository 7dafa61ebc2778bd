package dev.skewer.results.report;

import dev.skewer.results.Figures;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.IsolationCost;
import dev.skewer.results.summary.Omission;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Tables of a campaign's page besides its cells: what was to be found, what was not run, what isolation costs. */
final class CampaignTables {
    private final Html page;

    /** Tables of a page. */
    CampaignTables(Html page) {
        this.page = page;
    }

    /**
     * What was to be found, with how many seeds it was and how soon; nothing if nothing was.
     *
     * @param link where a cell's first run is; empty if it has none
     */
    void detections(List<Detection> detections, Function<CampaignSummary.Cell, String> link) {
        if (detections.isEmpty()) {
            return;
        }
        page.element("h2", "What was to be found");
        page.element(
                "p",
                "Operations and time of those runs that found it, until their end: a run ends soon after it has shown what is expected of its cell.",
                "class",
                "soft");
        begin(
                "what was to be found",
                List.of(
                        "test",
                        "to be found",
                        "#with seeds",
                        "#operations, median",
                        "#most",
                        "#time, median",
                        "#most",
                        "outcome"));
        for (Detection each : detections) {
            page.open("tr").open("td", "class", "test");
            String href = link.apply(each.cell());
            if (href.isEmpty()) {
                page.text(each.cell().name());
            } else {
                page.element("a", each.cell().name(), "href", href);
            }
            page.close("td").element("td", each.wanted()).element("td", each.found(), "class", "n");
            each.figures().forEach(figure -> page.element("td", figure, "class", "n"));
            boolean isFound = each.cell().isAsExpected();
            page.element(
                            "td",
                            isFound ? "found" : each.cell().isComplete() ? "not found" : "cut short",
                            "class",
                            "field key " + CellResult.of(each.cell()).kind().style())
                    .close("tr")
                    .line();
        }
        end();
    }

    /** What transactions were promised at each level and what they got; nothing if there were none. */
    void levels(List<ObservedLevel> levels) {
        if (levels.isEmpty()) {
            return;
        }
        page.element("h2", "What transactions are kept");
        page.element("p", ObservedLevel.MEANING, "class", "soft");
        var columns = new ArrayList<>(ObservedLevel.COLUMNS);
        columns.set(columns.size() - 1, "#operations");
        begin("what transactions are kept", columns);
        for (ObservedLevel level : levels) {
            List<String> texts = level.texts();
            page.open("tr")
                    .element("td", texts.get(0), "class", "key")
                    .element("td", texts.get(1), "class", "key")
                    .element("td", texts.get(2))
                    .element("td", texts.get(3), "class", "field " + style(level.kind()));
            texts.subList(4, texts.size() - 1).forEach(text -> page.element("td", text));
            page.element("td", texts.get(texts.size() - 1), "class", "n")
                    .close("tr")
                    .line();
        }
        end();
    }

    private static String style(ObservedLevel.Kind kind) {
        return switch (kind) {
            case KEPT -> CellResult.Kind.HOLDS.style();
            case LESS -> CellResult.Kind.SURPRISE.style();
            case OPEN -> CellResult.Kind.SKIPPED.style();
        };
    }

    /** What was skipped, left out or is missing, and why; nothing if all was run. */
    void notRun(CampaignSummary campaign) {
        var rows = new ArrayList<List<String>>();
        campaign.cells().stream()
                .filter(CampaignSummary.Cell::isSkipped)
                .forEach(cell -> rows.add(List.of(cell.name(), "skipped", String.valueOf(cell.skipped()))));
        for (Omission omission : campaign.part().omitted()) {
            rows.add(List.of(omission.name(), omission.isByTimeLimit() ? "left out" : "missing", omission.reason()));
        }
        if (!rows.isEmpty()) {
            page.element("h2", "Not run");
            begin("not run", List.of("test", "what", "why"));
            for (List<String> row : rows) {
                page.open("tr").element("td", row.get(0), "class", "test").element("td", row.get(1), "class", "key");
                page.element("td", row.get(2)).close("tr").line();
            }
            end();
        }
        list("notes on the shards", campaign.part().notes());
        list("combinations left out", campaign.leftOut());
    }

    /** What each level of isolation costs; nothing if it was not measured. */
    void cost(List<IsolationCost> rows) {
        if (rows.isEmpty()) {
            return;
        }
        page.element("h2", "The cost of isolation");
        page.element(
                "p",
                "Paired reads of one thread beside one writer, " + rows.get(0).rounds()
                        + " rounds at each level in turn: medians, and between which figures half of the rounds lie.");
        begin(
                "the cost of isolation",
                List.of("isolation", "#reads per second", "#p50", "#p99", "#writes per second meanwhile"));
        for (IsolationCost row : rows) {
            page.open("tr").element("td", row.isolation(), "class", "key");
            rate(row.readsPerSecond());
            time(row.p50Nanos());
            time(row.p99Nanos());
            rate(row.writesPerSecond());
            page.close("tr").line();
        }
        end();
    }

    private void begin(String label, List<String> columns) {
        page.open("section", "class", "card");
        ReportPage.openTable(page, label, columns);
    }

    private void end() {
        ReportPage.closeTable(page);
        page.close("section").line();
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
