package dev.skewer.results.report;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.AnomalyCatalog;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.StoryLayout;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.results.Figures;
import dev.skewer.results.summary.CheckedHistory;
import dev.skewer.results.summary.FunctionStats;
import dev.skewer.results.summary.OperationMetrics;
import dev.skewer.results.summary.RunSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run or a check as Markdown: the verdict and what it rests on, then the stories, then the commands and figures. */
final class HistoryMarkdown {
    private final CheckedHistory history;
    private final @Nullable RunSummary run;
    private final Verdict verdict;
    private final StoryLayout.Clock clock;
    private final MarkdownPage page;

    private HistoryMarkdown(CheckedHistory history, int mostBytes) {
        this.history = history;
        run = history instanceof RunSummary of ? of : null;
        verdict = history.verdict();
        boolean hasClock = history.metrics().map(OperationMetrics::hasClock).orElse(true);
        clock = hasClock ? StoryLayout.Clock.ELAPSED : StoryLayout.Clock.EVENTS;
        page = new MarkdownPage(mostBytes);
    }

    static String render(CheckedHistory history, int mostBytes) {
        return new HistoryMarkdown(history, mostBytes).render();
    }

    private String render() {
        page.add("lines", head());
        List<String> remarks = new ArrayList<>(run == null ? List.of() : run.problems());
        remarks.addAll(verdict.notes());
        if (!remarks.isEmpty()) {
            page.add("lines", new Markdown().gap());
        }
        remarks.forEach(remark -> page.add("remarks", new Markdown().line("* " + Markdown.text(remark))));
        page.add("commands", commands());
        verdict.anomalies()
                .values()
                .forEach(anomaly -> page.add("stories", story(anomaly, verdict.valid() == Validity.FALSE)));
        verdict.allowed().values().forEach(allowed -> page.add("stories", story(allowed, false)));
        history.metrics().ifPresent(this::functions);
        page.add("lines", new Markdown().gap().line("<sub>" + Markdown.text(history.producer()) + "</sub>"));
        return page.end(run == null ? "the verdict" : "report.html and verdict.json of " + Markdown.code(run.folder()));
    }

    private Markdown head() {
        var lines = new Markdown();
        String found = counts(verdict.anomalies());
        lines.line("**" + verdict.valid() + "**: " + Markdown.text(history.title())
                + (found.isEmpty() ? "" : ": " + Markdown.text(found)) + "  ");
        var figures = new ArrayList<String>();
        figures.add(Figures.count(verdict.ops()) + " operations"
                + (run == null ? "" : " in " + Figures.time(run.elapsed().toNanos())));
        figures.add(Figures.count(verdict.opportunities()) + " opportunities ("
                + Markdown.text(Checkers.opportunity(verdict.model())) + ")");
        if (run != null) {
            long faults = run.faults().stream()
                    .flatMap(plan -> plan.injected().values().stream())
                    .mapToLong(Long::longValue)
                    .sum();
            figures.add(Figures.count(faults) + " faults");
            figures.add("seed " + run.seed());
            figures.add("ended: " + run.ending().label());
        }
        lines.line(String.join("; ", figures) + ".");
        if (!verdict.allowed().isEmpty()) {
            lines.gap()
                    .line("Found, and allowed by what is promised: " + Markdown.text(counts(verdict.allowed())) + ".");
        }
        if (!verdict.exclusion().isEmpty()) {
            lines.gap().line(Markdown.text(verdict.exclusion()));
        }
        if (!verdict.inclusion().isEmpty()) {
            lines.gap().line(Markdown.text(verdict.inclusion()));
        }
        return lines;
    }

    private static String counts(Map<String, Anomaly> anomalies) {
        var counts = new LinkedHashMap<String, Long>();
        anomalies.forEach((name, anomaly) -> counts.put(name, anomaly.count()));
        return Figures.counts(counts);
    }

    private Markdown story(Anomaly anomaly, boolean isOpen) {
        String kinds = anomaly.kinds().isEmpty() ? "" : " (" + Figures.counts(anomaly.kinds()) + ")";
        var part = new Markdown();
        part.gap()
                .line((isOpen ? "<details open>" : "<details>") + "<summary><b>" + Markdown.text(anomaly.name())
                        + "</b> " + Figures.count(anomaly.count()) + Markdown.text(kinds) + "</summary>")
                .gap();
        AnomalyCatalog.named(anomaly.name())
                .ifPresent(entry -> part.line(Markdown.text(entry.sentence())).gap());
        anomaly.smallest().ifPresent(story -> {
            part.line("**" + Markdown.text(story.title()) + "**").gap();
            StoryMarkdown.write(part, story, clock);
        });
        return part.endOfDetails();
    }

    private Markdown commands() {
        var part = new Markdown();
        part.details("Check it again" + (run == null ? "" : ", run it again"));
        part.command(history.check());
        if (run != null) {
            part.gap()
                    .line("The same operations of each process, differently interleaved:")
                    .gap()
                    .command(run.again());
        }
        return part.endOfDetails();
    }

    private void functions(OperationMetrics metrics) {
        boolean hasClock = metrics.hasClock();
        var head = new Markdown();
        var columns = new ArrayList<>(List.of("function", "ok", "fail", "info"));
        if (hasClock) {
            columns.addAll(List.of("p50", "p90", "p99", "max"));
        }
        head.head("l" + "r".repeat(columns.size() - 1), columns);
        page.table(
                "rows of operations",
                "Operations" + (hasClock ? " and latencies" : ""),
                head,
                metrics.functions().stream().map(stats -> row(stats, hasClock)).collect(Collectors.toList()));
    }

    private static List<String> row(FunctionStats stats, boolean hasClock) {
        var row = new ArrayList<>(List.of(
                Markdown.text(stats.function()),
                Figures.count(stats.ok()),
                Figures.count(stats.fail()),
                Figures.count(stats.info())));
        if (hasClock) {
            for (long time : new long[] {stats.p50(), stats.p90(), stats.p99(), stats.max()}) {
                row.add(Figures.time(time));
            }
        }
        return row;
    }
}
