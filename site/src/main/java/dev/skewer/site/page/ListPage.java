package dev.skewer.site.page;

import dev.skewer.results.Figures;
import dev.skewer.results.report.Html;
import dev.skewer.results.summary.SummaryHead;
import dev.skewer.site.index.Cell;
import dev.skewer.site.index.Entry;
import dev.skewer.site.index.Filter;
import dev.skewer.site.index.RunIndex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All runs and campaigns, or those that are asked for, the newest first. */
public final class ListPage {
    /** Rows of a page. */
    static final int ROWS = 50;

    /** Of a campaign so many names are linked. */
    private static final int FACETS = 8;

    private static final List<String> VERDICTS = List.of("true", "false", "unknown", "running", "killed", "damaged");

    private final RunIndex.Snapshot snapshot;
    private final Filter filter;
    private final List<Entry> chosen;
    private final int pages;
    private final int number;
    private final Html page;

    private ListPage(RunIndex.Snapshot snapshot, Filter filter, int number) {
        this.snapshot = snapshot;
        this.filter = filter;
        chosen = filter.isEmpty()
                ? snapshot.entries()
                : snapshot.entries().stream().filter(filter::accepts).toList();
        pages = Math.max(1, (chosen.size() + ROWS - 1) / ROWS);
        this.number = Math.max(1, Math.min(number, pages));
        page = SitePage.begin("Runs", false);
    }

    /**
     * Renders one page of them.
     *
     * @param number which, from 1; the last one if there are not so many
     */
    public static SitePage render(RunIndex.Snapshot snapshot, Filter filter, int number) {
        return new ListPage(snapshot, filter, number).render();
    }

    private SitePage render() {
        int all = snapshot.entries().size();
        page.element("h1", title());
        page.element(
                "p",
                filter.isEmpty()
                        ? Figures.count(all) + " runs and campaigns, the newest first."
                        : Figures.count(chosen.size()) + " of " + Figures.count(all)
                                + " runs and campaigns, the newest first.",
                "class",
                "soft");
        if (snapshot.unread() > 0) {
            page.element(
                    "p",
                    Figures.count(snapshot.unread()) + " are still being read"
                            + (filter.isEmpty() ? "." : ", and may have to be added."),
                    "class",
                    "notice",
                    "role",
                    "status");
        }
        form();
        table();
        pages();
        SitePage whole = SitePage.end(page, false);
        return snapshot.unread() > 0 ? whole.refreshing(SitePage.REFRESH_SECONDS) : whole;
    }

    private String title() {
        return switch (filter.kind()) {
            case "run" -> "Runs";
            case "campaign" -> "Campaigns";
            default -> "Runs and campaigns";
        };
    }

    private void form() {
        Set<String> workloads = new TreeSet<>();
        Set<String> targets = new TreeSet<>();
        Set<String> faults = new TreeSet<>();
        Set<String> anomalies = new TreeSet<>();
        Set<String> tests = new TreeSet<>();
        for (Entry entry : snapshot.entries()) {
            tests.add(entry.test());
            for (Cell cell : entry.cells()) {
                workloads.add(cell.workload());
                targets.add(cell.target());
                faults.addAll(cell.faults());
                anomalies.addAll(cell.anomalies().keySet());
            }
        }
        page.open("form", "method", "get", "action", "/", "role", "search", "class", "card")
                .line();
        select("verdict", VERDICTS);
        select("kind", List.of("run", "campaign"));
        select("test", tests);
        select("workload", workloads);
        select("target", targets);
        var withNone = new ArrayList<String>(List.of(Filter.NO_FAULT));
        withNone.addAll(faults);
        select("fault", withNone);
        select("anomaly", anomalies);
        page.open("label").text("text");
        page.open("input", "type", "search", "name", "text", "value", filter.text(), "maxlength", "200");
        page.close("label").line();
        page.element("button", "Show", "type", "submit");
        if (!filter.isEmpty()) {
            page.element("a", "Show all", "href", "/");
        }
        page.close("form").line();
    }

    private void select(String name, Iterable<String> values) {
        String chosenValue = filter.part(name);
        Set<String> options = new LinkedHashSet<>();
        values.forEach(options::add);
        options.remove("");
        if (!chosenValue.isEmpty()) {
            options.add(chosenValue);
        }
        page.open("label").text(name).open("select", "name", name);
        page.element("option", "any", "value", "");
        for (String value : options) {
            if (value.equals(chosenValue)) {
                page.element("option", value, "value", value, "selected", "selected");
            } else {
                page.element("option", value, "value", value);
            }
        }
        page.close("select").close("label").line();
    }

    private void table() {
        if (chosen.isEmpty()) {
            page.element(
                    "p",
                    snapshot.entries().isEmpty()
                            ? "There are no runs yet. skewer test and skewer campaign make some."
                            : "None is as asked.",
                    "class",
                    "notice");
            return;
        }
        page.open("div", "class", "scroll")
                .open("table", "class", "list")
                .open("thead")
                .open("tr");
        column("began (UTC)", "");
        column("test", "");
        column("outcome", "");
        column("found", "");
        column("operations", "n");
        column("per second", "n");
        page.close("tr").close("thead").open("tbody").line();
        int from = (number - 1) * ROWS;
        chosen.subList(from, Math.min(chosen.size(), from + ROWS)).forEach(this::row);
        page.close("tbody").close("table").close("div").line();
    }

    private void column(String name, String style) {
        page.element("th", name, "scope", "col", "class", style);
    }

    private void row(Entry entry) {
        page.open("tr");
        page.open("td", "class", "at")
                .element("a", Outcomes.time(entry.name().started()), "href", Links.folder(entry.path()))
                .close("td");
        page.open("td", "class", "what").element("a", entry.title(), "href", Links.best(entry));
        facets(entry);
        page.close("td").open("td");
        Outcomes.pill(page, entry);
        page.close("td").element("td", found(entry));
        boolean hasFigures = entry.isOver();
        page.element("td", hasFigures ? Figures.count(entry.ops()) : "", "class", "n", "data-label", "operations");
        boolean hasRate = hasFigures && entry.kind() == Entry.Kind.RUN;
        page.element(
                "td",
                hasRate ? Figures.count(entry.cells().get(0).opsPerSecond()) : "",
                "class",
                "n",
                "data-label",
                "per second");
        page.close("tr").line();
    }

    /** What it is one of, each a link to the others. */
    private void facets(Entry entry) {
        page.open("span", "class", "facets");
        facet("test", entry.test());
        var workloads = new LinkedHashSet<String>();
        var targets = new LinkedHashSet<String>();
        var faults = new LinkedHashSet<String>();
        for (Cell cell : entry.cells()) {
            workloads.add(cell.workload());
            targets.add(cell.target());
            faults.addAll(cell.faults());
        }
        facets("workload", workloads);
        facets("target", targets);
        facets("fault", faults);
        if (entry.kind() == Entry.Kind.CAMPAIGN) {
            page.text(" · ").element("a", "trend", "href", Links.trend(entry.test()));
        }
        page.close("span");
    }

    private void facets(String part, Set<String> values) {
        values.remove("");
        if (values.isEmpty()) {
            return;
        }
        page.text(" · " + part + " ");
        int shown = 0;
        for (String value : values) {
            if (shown == FACETS) {
                page.text("and " + (values.size() - FACETS) + " more");
                return;
            }
            facet(part, value);
            page.text(" ");
            shown++;
        }
    }

    private void facet(String part, String value) {
        page.element("a", value, "href", Links.list(filter.with(part, value), 1));
    }

    private static String found(Entry entry) {
        if (!entry.isOver()) {
            return entry.remark();
        }
        if (entry.kind() == Entry.Kind.RUN) {
            return Outcomes.anomalies(entry.cells().get(0).anomalies());
        }
        long asExpected = entry.cells().stream()
                .filter(cell -> cell.outcome() == SummaryHead.Outcome.AS_EXPECTED)
                .count();
        long run = entry.cells().stream()
                .filter(cell -> cell.outcome() != SummaryHead.Outcome.SKIPPED)
                .count();
        return Figures.count(asExpected) + " of " + Figures.count(run) + " cells as expected";
    }

    private void pages() {
        if (pages == 1) {
            return;
        }
        page.open("nav", "class", "pages", "aria-label", "Pages");
        if (number > 1) {
            page.element("a", "Newer", "href", Links.list(filter, number - 1), "rel", "prev");
        }
        page.element("span", "page " + number + " of " + Figures.count(pages));
        if (number < pages) {
            page.element("a", "Older", "href", Links.list(filter, number + 1), "rel", "next");
        }
        page.close("nav").line();
    }
}
