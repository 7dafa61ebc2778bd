package dev.skewer.results.report;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.AnomalyCatalog;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.Example;
import dev.skewer.checker.StoryLayout;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.results.Figures;
import dev.skewer.results.Printable;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.CheckedHistory;
import dev.skewer.results.summary.FaultPlan;
import dev.skewer.results.summary.FunctionStats;
import dev.skewer.results.summary.OperationMetrics;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.results.summary.Summary;
import dev.skewer.results.summary.Throughput;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The report of a history that was checked, of a run or of a file: one HTML page that needs nothing beside itself, no script and no network, in light, dark and
 * print.
 *
 * <p>It is written for somebody who has one minute: the verdict and what it means, then one story for each kind of
 * anomaly that can be believed from the page alone, then the figures, and at the end what is needed to see it again.
 */
public final class HtmlReport {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Times of a schedule that are told in words; the chart has all. */
    private static final int FAULTS_TOLD = 8;

    private final CheckedHistory history;
    /** Null if the history is of no run. */
    private final @Nullable RunSummary run;

    private final boolean hasClock;
    private final Html page = new Html();

    private HtmlReport(CheckedHistory history) {
        this.history = history;
        run = history instanceof RunSummary of ? of : null;
        hasClock = history.metrics().map(OperationMetrics::hasClock).orElse(true);
    }

    /** Renders the page; of a campaign the {@link CampaignReport}. */
    public static String render(Summary summary) {
        return summary instanceof CampaignSummary campaign
                ? CampaignReport.render(campaign)
                : new HtmlReport((CheckedHistory) summary).render();
    }

    private String render() {
        Verdict verdict = history.verdict();
        ReportPage.begin(page, verdict.valid() + ": " + history.title());
        head(verdict);
        tiles(verdict);
        stories(verdict);
        allowed(verdict);
        remarks(verdict);
        history.metrics().ifPresent(this::metrics);
        again();
        foot();
        return ReportPage.end(page);
    }

    private void head(Verdict verdict) {
        String valid = verdict.valid().toString();
        page.open("header");
        page.element("span", valid, "class", "verdict " + valid);
        page.element("h1", history.title());
        page.element("p", conclusion(verdict), "class", "lead");
        if (run != null) {
            page.element(
                    "p",
                    DATE.format(run.started()) + " · "
                            + Figures.time(run.elapsed().toNanos()) + " · seed " + run.seed()
                            + (run.interrupted() ? " · interrupted" : ""),
                    "class",
                    "soft");
        } else {
            page.element("p", "checked against the model " + verdict.model(), "class", "soft");
        }
        page.close("header").line();
    }

    /** The verdict as a sentence. */
    private String conclusion(Verdict verdict) {
        String opportunities = Checkers.opportunity(verdict.model());
        return switch (verdict.valid()) {
            case FALSE ->
                (run != null ? "The store broke its promise: " : "The history is none of " + verdict.model() + ": ")
                        + verdict.anomalies().values().stream()
                                .map(a -> Figures.count(a.count()) + "\u00a0×\u00a0" + a.name())
                                .collect(Collectors.joining(", "))
                        + ".";
            case UNKNOWN ->
                run != null && verdict.opportunities() == 0
                        ? "Nothing can be said: there were no " + opportunities + ", so nothing could have gone wrong."
                        : "It could not be decided whether "
                                + (run != null
                                        ? "the store kept its promise."
                                        : "the history is one of " + verdict.model() + ".");
            case TRUE ->
                run != null
                        ? "The store kept its promise, with " + Figures.count(verdict.opportunities())
                                + " opportunities to break it: " + opportunities + "."
                        : "The history is one of " + verdict.model() + "; there were "
                                + Figures.count(verdict.opportunities()) + " " + opportunities + ".";
        };
    }

    private void tiles(Verdict verdict) {
        page.open("div", "class", "tiles");
        tile("tile", Figures.count(verdict.ops()), "operations");
        if (run != null) {
            tile("tile", Figures.count(run.opsPerSecond()), "operations per second");
        }
        tile("tile", Figures.count(verdict.opportunities()), "opportunities: " + Checkers.opportunity(verdict.model()));
        long anomalies = history.anomalyCount();
        tile(anomalies > 0 ? "tile bad" : "tile", Figures.count(anomalies), "anomalies");
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
        boolean isJournal = verdict.model().equals(JournalChecker.NAME);
        if (isJournal) {
            legend("metadata", "a read, of the metadata");
            legend("journal", "and then the journal");
            legend("adds", "a write that adds");
            legend("drops", "a write that drops");
        }
        page.text((isJournal ? " · " : "") + "not to scale; the order of moments is exact")
                .close("p")
                .line();
        verdict.anomalies().values().forEach(this::section);
    }

    private void allowed(Verdict verdict) {
        if (!verdict.allowed().isEmpty()) {
            page.element("h2", "What crashes undid, as the store may").line();
            verdict.allowed().values().forEach(this::section);
        }
    }

    private void section(Anomaly anomaly) {
        page.open("section", "class", "card", "id", Printable.fileName(anomaly.name()));
        page.open("h3").text(anomaly.name() + " ");
        page.element("span", Figures.count(anomaly.count()), "class", "count").close("h3");
        AnomalyCatalog.named(anomaly.name()).ifPresent(entry -> page.element("p", entry.sentence()));
        kinds(anomaly);
        List<Example> examples = anomaly.examples();
        if (!examples.isEmpty()) {
            // The checker puts the smallest last.
            ExampleSection.write(
                    page,
                    examples.get(examples.size() - 1),
                    examples.size() > 1 ? "The smallest example" : "Example",
                    clock());
        }
        if (examples.size() > 1) {
            page.open("details").element("summary", "The first one found");
            ExampleSection.write(page, examples.get(0), "", clock());
            page.close("details");
        }
        page.close("section").line();
    }

    private void legend(String colour, String text) {
        page.open("i", "class", colour).close("i").text(text);
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

    private StoryLayout.Clock clock() {
        return hasClock ? StoryLayout.Clock.ELAPSED : StoryLayout.Clock.EVENTS;
    }

    private void remarks(Verdict verdict) {
        List<String> problems = run == null ? List.of() : run.problems();
        if (verdict.notes().isEmpty() && problems.isEmpty()) {
            return;
        }
        page.element("h2", "Remarks").open("ul");
        verdict.notes().forEach(note -> page.element("li", note));
        problems.forEach(problem -> page.element("li", problem));
        page.close("ul").line();
    }

    private void metrics(OperationMetrics metrics) {
        if (metrics.hasClock()) {
            throughput(metrics.throughput());
        }
        functions(metrics);
    }

    private void throughput(Throughput.Series series) {
        page.element("h2", "Throughput").open("section", "class", "card");
        page.open("p", "class", "legend").open("i", "class", "area").close("i");
        page.text("operations completed per second");
        if (!series.faults().isEmpty()) {
            page.open("i", "class", "span").close("i").text("while a fault was on; each has a row");
        }
        page.close("p");
        page.open("div", "class", "wide");
        ThroughputChart.draw(page, series);
        page.close("div").close("section").line();
        if (run != null && !run.faults().isEmpty()) {
            plans(run.faults(), series);
        }
    }

    /** Each schedule: what it planned, and what happened. */
    private void plans(List<FaultPlan> plans, Throughput.Series series) {
        page.element("h2", "Faults").open("section", "class", "card wide").open("table");
        page.open("thead").open("tr");
        List.of("schedule", "planned", "in fact").forEach(column -> page.element("th", column));
        page.close("tr").close("thead").open("tbody").line();
        for (FaultPlan plan : plans) {
            page.open("tr")
                    .open("td", "class", "schedule")
                    .element("code", plan.schedule())
                    .close("td");
            page.element("td", FaultText.planned(plan, FAULTS_TOLD));
            page.element("td", FaultText.happened(plan, series.faults(), FAULTS_TOLD));
            page.close("tr").line();
        }
        page.close("tbody").close("table").close("section").line();
    }

    private void functions(OperationMetrics metrics) {
        page.element("h2", hasClock ? "Latency" : "Operations")
                .open("section", "class", "card wide")
                .open("table")
                .open("thead")
                .open("tr");
        page.element("th", "function");
        for (String column : List.of("ok", "fail", "info")) {
            page.element("th", column, "class", "n");
        }
        if (run != null) {
            page.element("th", "per second", "class", "n");
        }
        for (String column : hasClock ? List.of("p50", "p90", "p99", "p99.9", "max") : List.<String>of()) {
            page.element("th", column, "class", "n");
        }
        page.close("tr").close("thead").open("tbody").line();
        for (FunctionStats stats : metrics.functions()) {
            page.open("tr").element("td", stats.function(), "class", "key");
            number(Figures.count(stats.ok()));
            number(Figures.count(stats.fail()));
            number(Figures.count(stats.info()));
            if (run != null) {
                number(Figures.count(run.perSecond(stats.ended())));
            }
            if (hasClock) {
                for (long time : new long[] {stats.p50(), stats.p90(), stats.p99(), stats.p999(), stats.max()}) {
                    number(Figures.time(time));
                }
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
        page.element("pre", history.check()).line();
        if (run == null) {
            return;
        }
        page.element("p", "The same test, with the same operations for each process, differently interleaved:");
        page.element("pre", run.again()).line();
        page.open("section", "class", "card").open("table").open("tbody").line();
        run.spec().forEach((option, value) -> {
            page.open("tr").element("td", option, "class", "key soft");
            page.element("td", OptionText.of(value)).close("tr").line();
        });
        page.close("tbody").close("table").close("section").line();
    }

    private void foot() {
        page.open("footer");
        if (run != null) {
            page.text("Beside this page: ");
            for (String file : List.of(run.history(), "verdict.json", "spec.json", "run.log")) {
                page.element("a", file, "href", file).text(" ");
            }
            page.open("br");
        }
        page.text(history.producer() + ". Checked in " + history.cost().checkMillis() + " ms.");
        page.close("footer").line();
    }
}
