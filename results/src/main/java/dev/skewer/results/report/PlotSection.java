package dev.skewer.results.report;

import dev.skewer.results.Figures;
import dev.skewer.results.summary.LatencySeries;
import dev.skewer.results.summary.OperationMetrics;
import dev.skewer.results.summary.Outcome;
import dev.skewer.results.view.ViewJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plots over the time of a history as a part of a page: rates by outcome, the latencies of each function, and when which fault was on. They
 * are drawn by uPlot, which is written into the page with its licence. For those who do not see them there is a table of the same.
 */
final class PlotSection {
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/";
    /** Functions beyond this many have no plot; the table of all operations has them. */
    private static final int MAX_FUNCTIONS = 12;
    /** Rows of the table that tells the same. */
    private static final int MAX_ROWS = 20;

    private final OperationMetrics metrics;
    private final List<LatencySeries> plotted;
    private final List<Rate> rates;
    /** What one bucket of the rates covers, in nanoseconds. */
    private final long bucket;

    private final int buckets;

    /** How many operations ended in one way, by bucket. */
    private record Rate(String outcome, List<Long> counts) {}

    PlotSection(OperationMetrics metrics) {
        this.metrics = metrics;
        List<LatencySeries> all = metrics.latencies();
        plotted = all.stream().limit(MAX_FUNCTIONS).toList();
        if (all.isEmpty()) {
            bucket = metrics.throughput().bucketNanos();
            rates = List.of(new Rate("completed", metrics.throughput().completions()));
        } else {
            bucket = all.get(0).bucketNanos();
            int longest = all.stream()
                    .mapToInt(series -> series.buckets().size())
                    .max()
                    .orElse(0);
            rates = List.of(
                    new Rate("ok", sum(all, longest, LatencySeries.Bucket::ok)),
                    new Rate("fail", sum(all, longest, LatencySeries.Bucket::fail)),
                    new Rate("info", sum(all, longest, LatencySeries.Bucket::info)));
        }
        buckets = rates.get(0).counts().size();
    }

    /** Whether there is anything to plot. */
    boolean isEmpty() {
        return !metrics.hasClock() || buckets == 0 || metrics.throughput().lastNanos() <= 0;
    }

    /** The style sheet that the plots need. */
    static String style() {
        return PageParts.resources(PlotSection.class, List.of(uplot("dist/uPlot.min.css"), "plots.css"));
    }

    /** The script that they need. */
    static String script() {
        String licence = PageParts.resources(PlotSection.class, List.of(uplot("LICENSE")));
        return "/*! uPlot is used under this licence:\n" + licence.replace("*/", "* /") + "*/\n"
                + PageParts.resources(PlotSection.class, List.of(uplot("dist/uPlot.iife.min.js"), "plots.js"));
    }

    /** Where the jar of uPlot has a file: below the number of its version, which its own properties say. */
    private static String uplot(String file) {
        try (InputStream in =
                PlotSection.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
            var properties = new Properties();
            properties.load(in);
            return UPLOT + properties.getProperty("version") + "/" + file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the plots, and the table. */
    void write(Html page) {
        page.element("h2", "Over time").open("section", "class", "card", "id", "plots");
        page.open("p", "class", "tools");
        page.element("button", "Whole run", "type", "button", "id", "plots-whole", "disabled", "");
        page.element("button", "Save figures", "type", "button", "data-save", "plots-data", "data-as", "figures.json");
        page.element(
                "span",
                "Drag over a stretch of time to see it closer, in all plots; keys: + − ← → f.",
                "class",
                "soft");
        page.close("p").line();
        legend(page);
        plot(page, "rates", "Operations that ended per second");
        if (!metrics.throughput().faults().isEmpty()) {
            plot(page, "faults", "When which fault was on");
        }
        page.open("div", "class", "latencies");
        for (int i = 0; i < plotted.size(); i++) {
            plot(page, "latency " + i, "Latency of " + plotted.get(i).function());
        }
        page.close("div");
        int more = metrics.latencies().size() - plotted.size();
        if (more > 0) {
            page.element(
                    "p",
                    "Latencies of " + Figures.count(more) + " more functions are in the table of operations below.",
                    "class",
                    "soft");
        }
        page.open("details").element("summary", "The same as a table");
        table(page);
        page.close("details");
        page.open("script", "type", "application/json", "id", "plots-data")
                .raw(ViewJson.inert(JsonMapper.shared().writeValueAsString(json())))
                .close("script");
        page.close("section").line();
    }

    private void legend(Html page) {
        page.open("p", "class", "legend");
        legend(page, "ok", plotted.isEmpty() ? "completed" : "ok");
        if (!plotted.isEmpty()) {
            legend(page, "fail", "fail");
            legend(page, "info", "info, as rates and as single operations");
            for (String line : List.of("p50", "p90", "p99")) {
                legend(page, line, line);
            }
            legend(page, "max", "slowest that ended ok");
        }
        if (!metrics.throughput().faults().isEmpty()) {
            legend(page, "span", "a fault was on");
        }
        page.close("p").line();
    }

    private static void legend(Html page, String style, String text) {
        page.open("span")
                .element("i", "", "class", style)
                .text(text)
                .close("span")
                .text(" ");
    }

    private static void plot(Html page, String what, String title) {
        page.open("figure").open("figcaption").text(title).element("span", "", "class", "readout");
        page.close("figcaption");
        page.open(
                        "div",
                        "data-plot",
                        what,
                        "tabindex",
                        "0",
                        "role",
                        "img",
                        "aria-label",
                        title + "; the table below has the figures")
                .close("div");
        page.close("figure").line();
    }

    /** A row for a stretch of time; of several buckets together the largest of their percentiles. */
    private void table(Html page) {
        List<String> columns = new ArrayList<>(List.of("#from", "#to"));
        rates.forEach(rate -> columns.add("#" + rate.outcome()));
        plotted.forEach(series -> columns.add("#" + series.function() + ": p99, at most"));
        ReportPage.openTable(page, "Rates and latencies over time", columns);
        int together = (buckets + MAX_ROWS - 1) / MAX_ROWS;
        long length = metrics.throughput().lastNanos();
        for (int from = 0; from < buckets; from += together) {
            int to = Math.min(buckets, from + together);
            page.open("tr");
            number(page, Figures.time(Math.min(from * bucket, length)));
            number(page, Figures.time(Math.min(to * bucket, length)));
            for (Rate rate : rates) {
                number(
                        page,
                        Figures.count(IntStream.range(from, to)
                                .mapToLong(i -> rate.counts().get(i))
                                .sum()));
            }
            for (LatencySeries series : plotted) {
                long most = IntStream.range(from, Math.min(to, series.buckets().size()))
                        .mapToLong(i -> series.buckets().get(i).p99())
                        .max()
                        .orElse(LatencySeries.NONE);
                number(page, most < 0 ? "" : Figures.time(most));
            }
            page.close("tr").line();
        }
        ReportPage.closeTable(page);
    }

    private static void number(Html page, String text) {
        page.element("td", text, "class", "n");
    }

    private ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("length", metrics.throughput().lastNanos());
        ArrayNode faults = json.putArray("faults");
        metrics.throughput()
                .faults()
                .forEach(span -> faults.addArray()
                        .add(ViewJson.text(span.fault()))
                        .add(span.from())
                        .add(span.to())
                        .add(ViewJson.text(FaultText.span(span))));
        ObjectNode rate = json.putObject("rates").put("bucket", bucket);
        ArrayNode outcomes = rate.putArray("outcomes");
        for (Rate each : rates) {
            ArrayNode counts = outcomes.addArray().add(each.outcome()).addArray();
            each.counts().forEach(counts::add);
        }
        ArrayNode latencies = json.putArray("latencies");
        plotted.forEach(series -> latency(latencies.addObject(), series));
        return json;
    }

    private static void latency(ObjectNode json, LatencySeries series) {
        json.put("function", ViewJson.text(series.function())).put("bucket", series.bucketNanos());
        ArrayNode p50 = json.putArray("p50");
        ArrayNode p90 = json.putArray("p90");
        ArrayNode p99 = json.putArray("p99");
        ArrayNode max = json.putArray("max");
        for (LatencySeries.Bucket bucket : series.buckets()) {
            p50.add(micros(bucket.p50()));
            p90.add(micros(bucket.p90()));
            p99.add(micros(bucket.p99()));
            max.add(micros(bucket.max()));
        }
        ArrayNode points = json.putArray("points");
        for (LatencySeries.Point point : series.points()) {
            points.addArray()
                    .add(Math.round(point.at() / 1e3) / 1e3)
                    .add(micros(point.latency()))
                    .add((point.outcome() == Outcome.OPEN ? Outcome.INFO : point.outcome()).label());
        }
    }

    /** Microseconds with one digit behind the point; -1 stays what it is. */
    private static double micros(long nanos) {
        return nanos < 0 ? -1 : Math.round(nanos / 1e2) / 1e1;
    }

    private static List<Long> sum(List<LatencySeries> all, int buckets, ToLongFunction<LatencySeries.Bucket> of) {
        return IntStream.range(0, buckets)
                .mapToObj(i -> all.stream()
                        .filter(series -> i < series.buckets().size())
                        .mapToLong(series -> of.applyAsLong(series.buckets().get(i)))
                        .sum())
                .toList();
    }
}
