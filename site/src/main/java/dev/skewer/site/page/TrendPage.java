package dev.skewer.site.page;

import dev.skewer.results.Figures;
import dev.skewer.results.report.Html;
import dev.skewer.results.report.ReportPage;
import dev.skewer.site.index.Cell;
import dev.skewer.site.index.Entry;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How the cells of a campaign have turned out over time. A cell is known by its id, whatever its place and name in the campaign. */
public final class TrendPage {
    /** So many campaigns stand side by side; of more, the newest. */
    public static final int MAX_COLUMNS = 40;

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String test;
    /** The oldest first. */
    private final List<Entry> campaigns;

    private final Html page;

    /** A cell in one of the campaigns. */
    private record Seen(Entry campaign, Cell cell) {}

    private TrendPage(String test, List<Entry> newestFirst, String title) {
        this.test = test;
        campaigns = new ArrayList<>(newestFirst.subList(0, Math.min(MAX_COLUMNS, newestFirst.size())));
        Collections.reverse(campaigns);
        page = SitePage.begin(title, false);
    }

    /**
     * Renders the cells of all, a row each.
     *
     * @param test the folder that the campaigns lie in
     * @param newestFirst those of them that are over
     */
    public static SitePage render(String test, List<Entry> newestFirst) {
        return new TrendPage(test, newestFirst, "Trend of " + test).render();
    }

    /**
     * Renders one cell, a row for each campaign.
     *
     * @param cell its id; {@code -2} and so on behind that for the second of the same id in its campaign
     * @return nothing if none of the campaigns has it
     */
    public static Optional<SitePage> render(String test, List<Entry> newestFirst, String cell) {
        return new TrendPage(test, newestFirst, "Trend of a cell of " + test).cell(cell);
    }

    private SitePage render() {
        page.open("nav", "class", "soft way", "aria-label", "Folder");
        page.element("a", test, "href", "/?test=" + Links.encoded(test))
                .text(" / trend")
                .close("nav")
                .line();
        page.element("h1", "Trend of " + test);
        page.element(
                "p",
                campaigns.isEmpty()
                        ? "No campaign of this name is over."
                        : "A row for each cell, a column for each of the last " + Figures.count(campaigns.size())
                                + " campaigns, the newest on the right. ✓ as expected, ✗ not as expected, ? cut short, – skipped.",
                "class",
                "soft");
        if (!campaigns.isEmpty()) {
            table();
        }
        return SitePage.end(page, false);
    }

    private void table() {
        page.open("div", "class", "card wide", "tabindex", "0", "role", "region", "aria-label", "Trend");
        page.open("table", "class", "strip").open("thead").open("tr").element("th", "cell", "scope", "col");
        for (Entry campaign : campaigns) {
            page.open("th", "scope", "col", "class", "date").open("span");
            page.element("a", DAY.format(campaign.name().started()), "href", Links.best(campaign));
            page.close("span").close("th");
        }
        page.element("th", "operations per second", "scope", "col").element("th", "last", "scope", "col", "class", "n");
        page.close("tr").close("thead").open("tbody").line();
        rows().forEach(this::row);
        page.close("tbody").close("table").close("div").line();
    }

    /** By key, in the order of the newest campaign that has each; then by the number of the campaign. */
    private Map<String, SortedMap<Integer, Cell>> rows() {
        var rows = new LinkedHashMap<String, SortedMap<Integer, Cell>>();
        for (int i = campaigns.size() - 1; i >= 0; i--) {
            int column = i;
            keyed(campaigns.get(i))
                    .forEach((key, cell) ->
                            rows.computeIfAbsent(key, unused -> new TreeMap<>()).put(column, cell));
        }
        return rows;
    }

    /** The cells of a campaign by id; the second of the same id has {@code -2} behind it, as in the campaign's plan, and so on. */
    private static Map<String, Cell> keyed(Entry campaign) {
        var counts = new HashMap<String, Integer>();
        var keyed = new LinkedHashMap<String, Cell>();
        for (Cell cell : campaign.cells()) {
            int count = counts.merge(cell.id(), 1, Integer::sum);
            keyed.putIfAbsent(count == 1 ? cell.id() : cell.id() + "-" + count, cell);
        }
        return keyed;
    }

    private void row(String key, SortedMap<Integer, Cell> byCampaign) {
        Cell newest = Objects.requireNonNull(byCampaign.get(byCampaign.lastKey()));
        page.open("tr").open("th", "scope", "row");
        page.element("a", newest.name(), "href", Links.trend(test, key));
        page.element("small", "expected " + newest.expected()).close("th");
        var rates = new ArrayList<Double>();
        for (int i = 0; i < campaigns.size(); i++) {
            Entry campaign = campaigns.get(i);
            Cell cell = byCampaign.get(i);
            if (cell == null) {
                page.element("td", "");
                continue;
            }
            if (cell.ops() > 0) {
                rates.add((double) cell.opsPerSecond());
            }
            String words = words(cell);
            page.open("td", "class", "mark-of")
                    .open(
                            "a",
                            "class",
                            "mark " + Outcomes.colour(cell),
                            "href",
                            Links.best(campaign),
                            "title",
                            words,
                            "aria-label",
                            words);
            page.text(Outcomes.mark(cell)).close("a").close("td");
        }
        page.open("td");
        if (rates.size() > 1) {
            LineChart.spark(
                    page,
                    "operations per second over time",
                    rates.stream().mapToDouble(Double::doubleValue).toArray());
        }
        page.close("td");
        page.element("td", newest.ops() > 0 ? Figures.count(newest.opsPerSecond()) : "", "class", "n");
        page.close("tr").line();
    }

    private static String words(Cell cell) {
        String found = Outcomes.anomalies(cell.anomalies());
        return cell.outcome().label().replace('-', ' ') + ": " + cell.verdict() + (found.isEmpty() ? "" : ", " + found);
    }

    private Optional<SitePage> cell(String key) {
        var seen = new ArrayList<Seen>();
        for (Entry campaign : campaigns) {
            Cell cell = keyed(campaign).get(key);
            if (cell != null) {
                seen.add(new Seen(campaign, cell));
            }
        }
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        Cell newest = seen.get(seen.size() - 1).cell();
        page.open("nav", "class", "soft way", "aria-label", "Folder");
        page.element("a", test, "href", "/?test=" + Links.encoded(test)).text(" / ");
        page.element("a", "trend", "href", Links.trend(test))
                .text(" / " + key)
                .close("nav")
                .line();
        page.element("h1", newest.name()).element("p", "Expected: " + newest.expected(), "class", "soft");
        List<Seen> withFigures =
                seen.stream().filter(each -> each.cell().ops() > 0).toList();
        if (withFigures.size() > 1) {
            page.open("figure", "class", "figure")
                    .element("figcaption", "Operations per second, the newest on the right");
            LineChart.draw(
                    page,
                    "operations per second over time",
                    List.of(withFigures.stream()
                            .mapToDouble(each -> each.cell().opsPerSecond())
                            .toArray()));
            page.close("figure").line();
        }
        page.open("section", "class", "card");
        ReportPage.openTable(
                page,
                "Campaigns",
                List.of(
                        "campaign (UTC)",
                        "outcome",
                        "verdict",
                        "found",
                        "#operations",
                        "#per second",
                        "#opportunities"));
        for (int i = seen.size() - 1; i >= 0; i--) {
            line(seen.get(i));
        }
        ReportPage.closeTable(page);
        page.close("section").line();
        return Optional.of(SitePage.end(page, false));
    }

    private void line(Seen seen) {
        Cell cell = seen.cell();
        page.open("tr").open("td", "class", "at");
        page.element("a", Outcomes.time(seen.campaign().name().started()), "href", Links.best(seen.campaign()));
        page.close("td").open("td");
        page.element("span", Outcomes.mark(cell), "class", "mark " + Outcomes.colour(cell), "aria-hidden", "true");
        page.text(" " + cell.outcome().label().replace('-', ' ')).close("td").open("td", "class", "at");
        Outcomes.pill(page, cell.verdict().toString());
        page.close("td").element("td", Outcomes.anomalies(cell.anomalies()));
        for (long figure : new long[] {cell.ops(), cell.opsPerSecond(), cell.opportunities()}) {
            page.element("td", Figures.count(figure), "class", "n");
        }
        page.close("tr").line();
    }
}
