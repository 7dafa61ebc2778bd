package dev.skewer.results;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.JournalChecker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The report of one run: one HTML page that needs nothing beside itself, no script and no network, in light, dark and
 * print.
 *
 * <p>It is written for somebody who has one minute: the verdict and what it means, then one story for each kind of
 * anomaly that can be believed from the page alone, then the figures, and at the end what is needed to see it again.
 */
public final class HtmlReport {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final RunSummary run;
    private final Map<String, String> sentences;
    private final Html page = new Html();

    private HtmlReport(RunSummary run, Map<String, String> sentences) {
        this.run = run;
        this.sentences = sentences;
    }

    /**
     * Renders the page.
     *
     * @param run what is known of the run
     * @param sentences anomaly name to one sentence that says what it is
     */
    public static String render(RunSummary run, Map<String, String> sentences) {
        return new HtmlReport(run, sentences).render();
    }

    private String render() {
        Verdict verdict = run.verdict();
        page.raw("<!doctype html>\n");
        page.open("html", "lang", "en").open("head").open("meta", "charset", "utf-8");
        page.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.element("title", verdict.valid() + ": " + run.title() + " · Skewer")
                .line();
        page.open("style").line().raw(style()).close("style").close("head").line();
        page.open("body").open("main").line();
        head(verdict);
        tiles(verdict);
        stories(verdict);
        remarks(verdict);
        throughput();
        functions();
        again();
        foot();
        page.close("main").close("body").close("html").line();
        return page.toString();
    }

    private void head(Verdict verdict) {
        String valid = verdict.valid().toString();
        page.open("header");
        page.element("span", valid, "class", "verdict " + valid);
        page.element("h1", run.title());
        page.element("p", conclusion(verdict), "class", "lead");
        page.element(
                "p",
                DATE.format(run.started()) + " · " + Figures.time(run.elapsed().toNanos()) + " · seed " + run.seed()
                        + (run.interrupted() ? " · interrupted" : ""),
                "class",
                "soft");
        page.close("header").line();
    }

    /** The verdict as a sentence. */
    private String conclusion(Verdict verdict) {
        if (verdict.valid() == Validity.FALSE) {
            return "The store broke its promise: "
                    + verdict.anomalies().values().stream()
                            .map(a -> Figures.count(a.count()) + "\u00a0×\u00a0" + a.name())
                            .collect(Collectors.joining(", "))
                    + ".";
        }
        if (verdict.valid() == Validity.UNKNOWN) {
            return verdict.opportunities() == 0
                    ? "Nothing can be said: there were no " + Checkers.opportunity(verdict.model())
                            + ", so nothing could have gone wrong."
                    : "It could not be decided whether the store kept its promise.";
        }
        return "The store kept its promise, with " + Figures.count(verdict.opportunities())
                + " opportunities to break it: " + Checkers.opportunity(verdict.model()) + ".";
    }

    private void tiles(Verdict verdict) {
        page.open("div", "class", "tiles");
        tile("tile", Figures.count(verdict.ops()), "operations");
        tile("tile", Figures.count(run.opsPerSecond()), "operations per second");
        tile("tile", Figures.count(verdict.opportunities()), "opportunities: " + Checkers.opportunity(verdict.model()));
        tile(run.anomalyCount() > 0 ? "tile bad" : "tile", Figures.count(run.anomalyCount()), "anomalies");
        page.close("div").line();
    }

    private void tile(String style, String figure, String what) {
        page.open("div", "class", style)
                .element("b", figure)
                .element("span", what)
                .close("div")
                .line();
    }

    private void stories(Verdict verdict) {
        if (verdict.anomalies().isEmpty()) {
            return;
        }
        page.element("h2", "What went wrong").line();
        if (!verdict.exclusion().isEmpty()) {
            page.element("p", verdict.exclusion()).line();
        }
        page.open("p", "class", "legend");
        if (verdict.model().equals(JournalChecker.NAME)) {
            legend("metadata", "a read, of the metadata");
            legend("journal", "and then the journal");
            legend("adds", "a write that adds");
            legend("drops", "a write that drops");
        }
        page.text("not to scale; the order of moments is exact").close("p").line();
        for (Anomaly anomaly : verdict.anomalies().values()) {
            page.open("section", "class", "card", "id", Printable.fileName(anomaly.name()));
            page.open("h3").text(anomaly.name() + " ");
            page.element("span", Figures.count(anomaly.count()), "class", "count")
                    .close("h3");
            String sentence = sentences.get(anomaly.name());
            if (sentence != null) {
                page.element("p", sentence);
            }
            kinds(anomaly);
            List<Example> examples = anomaly.examples();
            if (!examples.isEmpty()) {
                // The checker puts the smallest last.
                example(examples.get(examples.size() - 1), examples.size() > 1 ? "The smallest example" : "Example");
            }
            if (examples.size() > 1) {
                page.open("details").element("summary", "The first one found");
                example(examples.get(0), "");
                page.close("details");
            }
            page.close("section").line();
        }
    }

    private void legend(String colour, String text) {
        page.open("i", "style", "background:var(--" + colour + ")").close("i").text(text);
    }

    private void kinds(Anomaly anomaly) {
        if (anomaly.kinds().isEmpty()) {
            return;
        }
        page.open("ul", "class", "kinds");
        anomaly.kinds().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(kind -> page.open("li")
                        .element("b", Figures.count(kind.getValue()))
                        .text(" " + kind.getKey())
                        .close("li"));
        page.close("ul").line();
    }

    private void example(Example example, String label) {
        page.open("div", "class", "example");
        if (!label.isEmpty()) {
            page.element("p", label, "class", "label");
        }
        page.element("p", example.title(), "class", "title").line();
        StoryTimeline.draw(page, example);
        page.open("div", "class", "wide").open("table").open("thead").open("tr");
        page.element("th", "op").element("th", "called", "class", "n").element("th", "returned", "class", "n");
        page.element("th", "process", "class", "n")
                .element("th", "what it did and saw")
                .element("th", "");
        page.close("tr").close("thead").open("tbody").line();
        long start =
                example.steps().stream().mapToLong(Example.Step::invoked).min().orElse(0);
        for (Example.Step step : example.steps()) {
            page.open("tr").element("td", step.op(), "class", "key");
            page.element("td", "+" + Figures.time(step.invoked() - start), "class", "n");
            page.element(
                    "td", step.completed() < 0 ? "never" : "+" + Figures.time(step.completed() - start), "class", "n");
            page.element("td", step.process(), "class", "n");
            page.element("td", step.text())
                    .element("td", step.role(), "class", "soft")
                    .close("tr")
                    .line();
        }
        page.close("tbody").close("table").close("div");
        edges(example.edges());
        page.element("p", example.contradiction(), "class", "why").close("div").line();
    }

    /** What puts the operations in an order that cannot be. */
    private void edges(List<Example.Edge> edges) {
        if (edges.isEmpty()) {
            return;
        }
        page.open("ul", "class", "edges");
        for (Example.Edge edge : edges) {
            page.open("li").element("b", edge.from()).text(" ");
            page.element("span", edge.type().label() + " →", "class", "edge").text(" ");
            page.element("b", edge.to()).text(" " + edge.reason()).close("li");
        }
        page.close("ul").line();
    }

    private void remarks(Verdict verdict) {
        if (verdict.notes().isEmpty() && run.problems().isEmpty()) {
            return;
        }
        page.element("h2", "Remarks").open("ul");
        verdict.notes().forEach(note -> page.element("li", note));
        run.problems().forEach(problem -> page.element("li", problem));
        page.close("ul").line();
    }

    private void throughput() {
        page.element("h2", "Throughput").open("section", "class", "card");
        String faults = run.throughput().faults().stream()
                .map(Throughput.Fault::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        page.open("p", "class", "legend")
                .open("i", "style", "background:var(--area)")
                .close("i");
        page.text("operations completed per second");
        if (!faults.isEmpty()) {
            page.open("i", "style", "background:var(--fault)").close("i").text("faults: " + faults);
        }
        page.close("p");
        ThroughputChart.draw(page, run.throughput());
        page.close("section").line();
    }

    private void functions() {
        page.element("h2", "Latency")
                .open("section", "class", "card wide")
                .open("table")
                .open("thead")
                .open("tr");
        page.element("th", "function");
        for (String column : List.of("ok", "fail", "info", "per second", "p50", "p90", "p99", "p99.9", "max")) {
            page.element("th", column, "class", "n");
        }
        page.close("tr").close("thead").open("tbody").line();
        for (FunctionStats stats : run.functions()) {
            page.open("tr").element("td", stats.function(), "class", "key");
            number(Figures.count(stats.ok()));
            number(Figures.count(stats.fail()));
            number(Figures.count(stats.info()));
            number(Figures.count(stats.perSecond()));
            for (long time : new long[] {stats.p50(), stats.p90(), stats.p99(), stats.p999(), stats.max()}) {
                number(Figures.time(time));
            }
            page.close("tr").line();
        }
        page.close("tbody").close("table").close("section").line();
    }

    private void number(String text) {
        page.element("td", text, "class", "n");
    }

    private void again() {
        page.element("h2", "See it again");
        page.element("p", "This history, checked again, which gives the same verdict:");
        page.element("pre", run.check()).line();
        page.element("p", "The same test, with the same operations for each process, differently interleaved:");
        page.element("pre", run.again()).line();
        page.open("section", "class", "card").open("table").open("tbody").line();
        run.spec().forEach((option, value) -> {
            String text = value instanceof List<?> list
                    ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    : String.valueOf(value);
            page.open("tr").element("td", option, "class", "key soft");
            page.element("td", text.isEmpty() ? "none" : text).close("tr").line();
        });
        page.close("tbody").close("table").close("section").line();
    }

    private void foot() {
        page.open("footer").text("Beside this page: ");
        for (String file : List.of("history.edn", "verdict.json", "spec.json", "run.log")) {
            page.element("a", file, "href", file).text(" ");
        }
        page.open("br").text(run.producer() + ". Checked in " + run.cost().checkMillis() + " ms.");
        page.close("footer").line();
    }

    private static String style() {
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new IllegalStateException("report.css is missing from the jar");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
