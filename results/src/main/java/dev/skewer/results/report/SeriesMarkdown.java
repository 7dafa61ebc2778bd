package dev.skewer.results.report;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.StoryLayout;
import dev.skewer.checker.Validity;
import dev.skewer.results.Figures;
import dev.skewer.results.summary.CheckSeries;
import dev.skewer.results.summary.CheckSummary;
import dev.skewer.results.summary.OperationMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The checks of several files as Markdown: the verdict of all first, then what is not true with its story, then a row for each file. */
final class SeriesMarkdown {
    /** Files that are not true in the second line; all of them are below. */
    private static final int NAMED = 5;

    private final CheckSeries series;
    private final MarkdownPage page;

    private SeriesMarkdown(CheckSeries series, int mostBytes) {
        this.series = series;
        page = new MarkdownPage(mostBytes);
    }

    static String render(CheckSeries series, int mostBytes) {
        return new SeriesMarkdown(series, mostBytes).render();
    }

    private String render() {
        List<CheckSummary> wrong = series.checks().stream()
                .filter(check -> check.valid() != Validity.TRUE)
                .toList();
        page.add("lines", head(wrong));
        if (!series.refused().isEmpty()) {
            page.add("lines", new Markdown().gap());
        }
        series.refused()
                .forEach(each -> page.add(
                        "files that could not be checked",
                        new Markdown()
                                .line("* **" + Markdown.text(each.file()) + "** could not be checked: "
                                        + Markdown.text(each.reason()))));
        wrong.forEach(check -> page.add("stories", story(check)));
        page.table(
                "rows of files",
                "All files",
                new Markdown().head("lllrr", List.of("file", "verdict", "found", "operations", "opportunities")),
                series.checks().stream().map(SeriesMarkdown::row).toList());
        page.add("lines", new Markdown().gap().line("<sub>" + Markdown.text(series.producer()) + "</sub>"));
        return page.end("the verdict of each file");
    }

    private Markdown head(List<CheckSummary> wrong) {
        var lines = new Markdown();
        long unknown = wrong.stream()
                .filter(check -> check.valid() == Validity.UNKNOWN)
                .count();
        lines.line("**" + series.valid() + "**: " + Figures.count(series.size()) + " histories: "
                + (series.checks().size() - wrong.size()) + " true, " + (wrong.size() - unknown) + " false, " + unknown
                + " unknown"
                + (series.refused().isEmpty() ? "" : ", " + series.refused().size() + " could not be checked") + "  ");
        List<String> named = Stream.concat(
                        wrong.stream()
                                .map(check -> Markdown.text(check.file()) + " (" + Markdown.text(outcome(check)) + ")"),
                        series.refused().stream().map(each -> Markdown.text(each.file())))
                .toList();
        return named.isEmpty()
                ? lines.line(Figures.count(series.checks().stream()
                                .mapToLong(check -> check.verdict().ops())
                                .sum())
                        + " operations.")
                : lines.line("Not true: " + named.stream().limit(NAMED).collect(Collectors.joining("; "))
                        + (named.size() > NAMED ? "; and " + (named.size() - NAMED) + " more" : "") + ".");
    }

    private static String outcome(CheckSummary check) {
        String found = found(check);
        return found.isEmpty() ? check.valid().toString() : found;
    }

    private static String found(CheckSummary check) {
        var counts = new LinkedHashMap<String, Long>();
        check.verdict().anomalies().forEach((name, anomaly) -> counts.put(name, anomaly.count()));
        return Figures.counts(counts);
    }

    private static Markdown story(CheckSummary check) {
        boolean hasClock = check.metrics().map(OperationMetrics::hasClock).orElse(true);
        var part = new Markdown();
        part.details("<b>" + Markdown.text(check.file()) + "</b>: " + Markdown.text(outcome(check)));
        check.verdict().notes().forEach(note -> part.line("* " + Markdown.text(note)));
        for (Anomaly anomaly : check.verdict().anomalies().values()) {
            part.gap().line("**" + Markdown.text(anomaly.name()) + "** " + Figures.count(anomaly.count()));
            anomaly.smallest().ifPresent(story -> {
                part.gap().line(Markdown.text(story.title())).gap();
                StoryMarkdown.write(part, story, hasClock ? StoryLayout.Clock.ELAPSED : StoryLayout.Clock.EVENTS);
            });
        }
        part.gap().line("Check it again:").gap().command(check.check());
        return part.endOfDetails();
    }

    private static List<String> row(CheckSummary check) {
        String found = found(check);
        return new ArrayList<>(List.of(
                Markdown.text(check.file()),
                check.valid().toString(),
                found.isEmpty() ? "–" : Markdown.text(found),
                Figures.count(check.verdict().ops()),
                Figures.count(check.verdict().opportunities())));
    }
}
