package dev.skewer.site.page;

import dev.skewer.results.Figures;
import dev.skewer.results.report.Html;
import dev.skewer.results.report.ReportPage;
import dev.skewer.results.summary.SummaryHead;
import dev.skewer.site.files.Folder;
import dev.skewer.site.index.Cell;
import dev.skewer.site.index.Entry;
import dev.skewer.site.index.RunDetails;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page of one folder: what came of the run or campaign, or how it is doing, and its files. */
public final class RunPage {
    private final RunDetails details;
    private final Instant now;
    private final Html page;

    private RunPage(RunDetails details, Instant now) {
        this.details = details;
        this.now = now;
        page = SitePage.begin(title(), details.isRunning());
    }

    /** Renders it as it is now. */
    public static SitePage render(RunDetails details, Instant now) {
        return new RunPage(details, now).render();
    }

    /** Renders what changes on it by itself. */
    public static SitePage live(RunDetails details, Instant now) {
        Html page = SitePage.begin("live", false);
        LivePart.write(page, details, now);
        return SitePage.end(page, false);
    }

    private String name() {
        return details.path().get(details.path().size() - 1);
    }

    private String title() {
        return details.entry().map(Entry::title).orElse(name());
    }

    private SitePage render() {
        Breadcrumbs.toFolder(page, details.path());
        page.element("h1", title());
        details.entry().ifPresent(this::head);
        details.entry().filter(Entry::isOver).ifPresent(this::outcome);
        if (details.isRunning()) {
            LivePart.write(page, details, now);
            page.element("p", "", "id", "contact", "role", "status");
            page.element("noscript", "Load the page again to see how it goes on.")
                    .line();
        }
        cells();
        files();
        return SitePage.end(page, details.isRunning());
    }

    private void head(Entry entry) {
        page.open("p");
        Outcomes.pill(page, entry);
        page.text(" began " + Outcomes.time(entry.name().started()) + " UTC").close("p");
        switch (entry.status()) {
            case DAMAGED -> page.element("p", "What it left cannot be read: " + entry.remark(), "class", "notice");
            case KILLED ->
                page.element(
                        "p",
                        entry.kind() == Entry.Kind.CAMPAIGN
                                ? "It did not come to its end, and does not go on. skewer campaign --resume goes on with it."
                                : "It has no verdict, and does not go on: its process was killed. skewer report --recheck checks what it recorded.",
                        "class",
                        "notice");
            case UNREAD, OVER, RUNNING -> page.line();
        }
    }

    private void outcome(Entry entry) {
        page.open("p", "class", "lead")
                .element("a", "Report", "href", Links.folder(details.path()) + "report.html")
                .close("p");
        if (entry.kind() == Entry.Kind.RUN) {
            Cell run = entry.cells().get(0);
            String found = run.anomalies().isEmpty() ? "none" : Outcomes.anomalies(run.anomalies());
            ReportPage.tiles(
                    page,
                    List.of(
                            new ReportPage.Tile(Figures.count(run.ops()), "operations"),
                            new ReportPage.Tile(Figures.count(run.opsPerSecond()), "operations per second"),
                            new ReportPage.Tile(Figures.count(run.opportunities()), "opportunities"),
                            new ReportPage.Tile(
                                    found, "anomalies", !run.anomalies().isEmpty())));
        } else {
            page.open("p")
                    .element(
                            "a",
                            "How its cells have turned out over time",
                            "href",
                            Links.trend(details.path().get(0)))
                    .close("p");
        }
    }

    /** Of a campaign that goes on or was killed. */
    private void cells() {
        if (details.cells().isEmpty()) {
            return;
        }
        page.element("h2", "Cells").open("section", "class", "card");
        ReportPage.openTable(page, "Cells", List.of("cell", "expected", "outcome", "found"));
        for (RunDetails.CellState cell : details.cells()) {
            Optional<SummaryHead.Cell> outcome = cell.outcome();
            page.open("tr").element("th", cell.name(), "scope", "row").element("td", cell.expected());
            page.element(
                    "td",
                    outcome.map(of -> of.outcome().label().replace('-', ' ')).orElse("not over"));
            page.element(
                    "td", outcome.map(of -> Outcomes.anomalies(of.anomalies())).orElse(""));
            page.close("tr").line();
        }
        ReportPage.closeTable(page);
        page.close("section").line();
    }

    private void files() {
        page.element("h2", "Files").open("section", "class", "card");
        ReportPage.openTable(page, "Files", List.of("name", "#bytes", "last written (UTC)"));
        for (Folder.Item item : details.items()) {
            var path = new ArrayList<>(details.path());
            path.add(item.name());
            String link = Links.folder(path);
            page.open("tr").open("td");
            page.element("a", item.name(), "href", item.isFolder() ? link : link.substring(0, link.length() - 1));
            page.close("td").element("td", item.isFolder() ? "" : Figures.count(item.size()), "class", "n");
            page.element("td", Outcomes.time(item.modified()), "class", "at")
                    .close("tr")
                    .line();
        }
        ReportPage.closeTable(page);
        page.close("section").line();
    }
}
