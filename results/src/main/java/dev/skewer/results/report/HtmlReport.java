package dev.skewer.results.report;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.AnomalyCatalog;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.Example;
import dev.skewer.checker.StoryLayout;
import dev.skewer.checker.Verdict;
import dev.skewer.results.Figures;
import dev.skewer.results.Printable;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.CheckSummary;
import dev.skewer.results.summary.CheckedHistory;
import dev.skewer.results.summary.FaultPlan;
import dev.skewer.results.summary.FunctionStats;
import dev.skewer.results.summary.OperationMetrics;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.results.summary.Summary;
import dev.skewer.results.summary.Throughput;
import dev.skewer.results.view.HistoryView;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The report of a history that was checked, of a run or of a file: one HTML page that needs nothing beside itself and no network, in light,
 * dark and print.
 *
 * <p>It is written for a reader who has one minute: the verdict and what it means, then the story of each anomaly, which can be believed from the
 * page alone, the first with the picture that shows all of them; where nothing went wrong the picture shows a telling part instead; then the figures over time, and at the end what is needed to see it again. All
 * words are there without its script, which draws the picture and the plots.
 */
public final class HtmlReport {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Times of a schedule that are told in words; the chart has all. */
    private static final int FAULTS_TOLD = 8;

    /** Read once: by whether there is a view, and whether there are plots. */
    private static final List<PageParts> PARTS =
            List.of(read(false, false), read(true, false), read(false, true), read(true, true));

    private final CheckedHistory history;
    /** Null if the history is of no run. */
    private final @Nullable RunSummary run;

    private final boolean hasClock;
    private final StoryViews stories;
    /** The keys of the stories, an anomaly's in a row. */
    private final Iterator<Map.Entry<String, StoryViews.Told>> untold;

    private final @Nullable HistoryView view;
    private final Html page = new Html();

    private HtmlReport(CheckedHistory history) {
        this.history = history;
        run = history instanceof RunSummary of ? of : null;
        hasClock = history.metrics().map(OperationMetrics::hasClock).orElse(true);
        stories = new StoryViews(history);
        untold = stories.told().entrySet().iterator();
        view = stories.view();
    }

    /** Renders the page; of a campaign the {@link CampaignReport}. */
    public static String render(Summary summary) {
        return render(summary, page -> {});
    }

    /**
     * The same with something above it, such as the way back to where it is one of many.
     *
     * @param above writes that
     */
    public static String render(Summary summary, Consumer<Html> above) {
        return summary instanceof CampaignSummary campaign
                ? CampaignReport.render(campaign, above)
                : new HtmlReport((CheckedHistory) summary).render(above);
    }

    private String render(Consumer<Html> above) {
        Verdict verdict = history.verdict();
        Optional<PlotSection> plots = history.metrics().map(PlotSection::new).filter(each -> !each.isEmpty());
        PageParts parts = parts(view != null, plots.isPresent());
        ReportPage.begin(page, verdict.valid() + ": " + history.title(), parts);
        above.accept(page);
        head(verdict);
        tiles(verdict);
        stories(verdict);
        allowed(verdict);
        remarks(verdict);
        highlight();
        plots.ifPresent(each -> each.write(page));
        history.metrics().ifPresent(this::metrics);
        if (run != null) {
            RunDetails.log(page, run);
        }
        again();
        foot();
        return ReportPage.end(page, parts);
    }

    /** The style and the scripts of what is on the page. */
    private static PageParts parts(boolean hasView, boolean hasPlots) {
        return PARTS.get((hasView ? 1 : 0) + (hasPlots ? 2 : 0));
    }

    private static PageParts read(boolean hasView, boolean hasPlots) {
        var style = new StringBuilder();
        List<String> scripts = new ArrayList<>();
        if (hasPlots) {
            style.append(PlotSection.style());
            scripts.add(PlotSection.script());
        }
        if (hasView) {
            style.append(ViewSection.style());
            scripts.add(ViewSection.script());
        }
        scripts.add(PageParts.resources(HtmlReport.class, List.of("actions.js")));
        return new PageParts(style.toString(), scripts, List.of());
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

    /** The consistency model that the check of a history was asked for. */
    private Optional<String> consistencyModel() {
        return history instanceof CheckSummary check
                ? Optional.ofNullable(check.options().get("consistency-model"))
                : Optional.empty();
    }

    /** The verdict as a sentence. */
    private String conclusion(Verdict verdict) {
        String opportunities = Checkers.opportunity(verdict.model());
        return switch (verdict.valid()) {
            case FALSE ->
                (run != null
                                ? "The store broke its promise: "
                                : "The history is "
                                        + consistencyModel()
                                                .map(model -> "not " + model)
                                                .orElse("none of " + verdict.model())
                                        + ": ")
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
                                        : "the history is " + consistencyModel().orElse("one of " + verdict.model())
                                                + ".");
            case TRUE ->
                run != null
                        ? "The store kept its promise, with " + Figures.count(verdict.opportunities())
                                + " opportunities to break it: " + opportunities + "."
                        : "The history is " + consistencyModel().orElse("one of " + verdict.model()) + "; there were "
                                + Figures.count(verdict.opportunities()) + " " + opportunities + ".";
        };
    }

    private void tiles(Verdict verdict) {
        List<ReportPage.Tile> tiles = new ArrayList<>();
        long anomalies = history.anomalyCount();
        tiles.add(
                new ReportPage.Tile(Figures.count(anomalies), anomalies == 1 ? "anomaly" : "anomalies", anomalies > 0));
        tiles.add(new ReportPage.Tile(
                Figures.count(verdict.opportunities()), "opportunities: " + Checkers.opportunity(verdict.model())));
        tiles.add(new ReportPage.Tile(Figures.count(verdict.ops()), "operations"));
        if (run != null) {
            tiles.add(new ReportPage.Tile(Figures.count(run.opsPerSecond()), "operations per second"));
        }
        ReportPage.tiles(page, tiles);
    }

    private void stories(Verdict verdict) {
        if (verdict.anomalies().isEmpty()) {
            return;
        }
        page.element("h2", "What went wrong").line();
        if (!verdict.exclusion().isEmpty()) {
            page.element("p", verdict.exclusion()).line();
        }
        if (!verdict.inclusion().isEmpty()) {
            page.element("p", verdict.inclusion()).line();
        }
        verdict.anomalies().values().forEach(this::section);
    }

    private void allowed(Verdict verdict) {
        if (!verdict.allowed().isEmpty()) {
            page.element("h2", "What is allowed").line();
            verdict.allowed().values().forEach(this::section);
        }
    }

    private void section(Anomaly anomaly) {
        page.open("section", "class", "card", "id", Printable.fileName(anomaly.name()));
        page.open("h3").text(anomaly.name() + " ");
        page.element("span", Figures.count(anomaly.count()), "class", "count").close("h3");
        AnomalyCatalog.named(anomaly.name()).ifPresent(entry -> page.element("p", entry.sentence()));
        kinds(anomaly);
        int examples = anomaly.examples().size();
        for (int i = 0; i < examples; i++) {
            Map.Entry<String, StoryViews.Told> story = untold.next();
            if (i > 0) {
                page.open("details").element("summary", "The first one found");
            }
            example(story, i > 0 ? "" : examples > 1 ? "The smallest example" : "Example");
            if (i > 0) {
                page.close("details");
            }
        }
        page.close("section").line();
    }

    /** A story; the most telling of all has the picture. */
    private void example(Map.Entry<String, StoryViews.Told> story, String label) {
        boolean isFirst =
                story.getKey().equals(stories.told().keySet().iterator().next());
        Example example = story.getValue().example();
        Runnable picture = isFirst && view != null ? () -> ViewSection.write(page, view) : () -> {};
        ExampleSection.write(page, example, story.getKey(), label, clock(), picture);
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

    /** The picture of a history that has no story. */
    private void highlight() {
        if (view != null && view.stories().isEmpty()) {
            page.element("h2", "What happened").open("section", "class", "card");
            page.element("p", stories.caption()).line();
            ViewSection.write(page, view);
            page.close("section").line();
        }
    }

    private void metrics(OperationMetrics metrics) {
        if (run != null && !run.faults().isEmpty()) {
            plans(run.faults(), metrics.throughput());
        }
        functions(metrics);
    }

    /** Each schedule: what it planned, and what happened. */
    private void plans(List<FaultPlan> plans, Throughput.Series series) {
        page.element("h2", "Faults").open("section", "class", "card");
        ReportPage.openTable(page, "Faults", List.of("schedule", "planned", "in fact"));
        for (FaultPlan plan : plans) {
            page.open("tr")
                    .open("td", "class", "schedule")
                    .element("code", plan.schedule())
                    .close("td");
            page.element("td", FaultText.planned(plan, FAULTS_TOLD));
            page.element("td", FaultText.happened(plan, series.faults(), FAULTS_TOLD));
            page.close("tr").line();
        }
        ReportPage.closeTable(page);
        page.close("section").line();
    }

    private void functions(OperationMetrics metrics) {
        List<String> columns = new ArrayList<>(List.of("function", "#ok", "#fail", "#info"));
        if (run != null) {
            columns.add("#per second");
        }
        if (hasClock) {
            columns.addAll(List.of("#p50", "#p90", "#p99", "#p99.9", "#max"));
        }
        page.element("h2", "Operations").open("section", "class", "card");
        ReportPage.openTable(page, "Operations", columns);
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
        ReportPage.closeTable(page);
        page.close("section").line();
    }

    private void number(String text) {
        page.element("td", text, "class", "n");
    }

    private void again() {
        page.element("h2", "See it again");
        command("check", "This history, checked again, which gives the same verdict:", history.check());
        if (run == null) {
            if (history instanceof CheckSummary check) {
                RunDetails.options(page, check);
                RunDetails.environment(page, check.environment());
            }
            return;
        }
        command(
                "again",
                "The same test, with the same operations for each process, differently interleaved:",
                run.again());
        RunDetails.files(page, run);
        RunDetails.spec(page, run);
        RunDetails.environment(page, run.environment());
    }

    private void command(String id, String what, String command) {
        page.element("p", what).open("div", "class", "command");
        page.element("pre", command, "id", id, "tabindex", "0");
        page.element("button", "Copy", "type", "button", "class", "copy", "data-copy", id);
        page.close("div").line();
    }

    private void foot() {
        page.open("footer")
                .text(history.producer() + ". Checked in " + history.cost().checkMillis() + " ms.");
        page.close("footer").line();
    }
}
