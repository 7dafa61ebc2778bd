package dev.skewer.site.page;

import dev.skewer.results.Figures;
import dev.skewer.results.report.Html;
import dev.skewer.results.report.ReportPage;
import dev.skewer.results.summary.RunProgress;
import dev.skewer.site.index.RunDetails;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What changes on the page of a run or campaign that goes on; also by itself, for the script that renews it. */
final class LivePart {
    /** A progress that is older is not what is going on now. */
    private static final Duration SILENT = Duration.ofSeconds(5);

    private LivePart() {}

    static void write(Html page, RunDetails details, Instant now) {
        page.open("div", "id", "live");
        details.progress().ifPresent(progress -> {
            silence(page, progress, now);
            if (progress.phase() == RunProgress.Phase.CAMPAIGN) {
                campaign(page, details, now);
            } else {
                run(page, progress);
            }
        });
        page.close("div").line();
    }

    private static void silence(Html page, RunProgress progress, Instant now) {
        Duration age = Duration.between(progress.written(), now);
        if (age.compareTo(SILENT) > 0) {
            page.element(
                    "p",
                    "No sign of life for " + Figures.count(age.toSeconds()) + " s"
                            + (progress.writer().isAlive()
                                    ? "; its process is there."
                                    : ", and its process is not there."),
                    "class",
                    "notice");
        }
    }

    private static void run(Html page, RunProgress progress) {
        String phase = switch (progress.phase()) {
            case OPENING -> "The target is being opened.";
            case RUNNING -> "Operations are under way.";
            case CHECKING -> "The history is being checked.";
            case CAMPAIGN -> "";
        };
        page.element("p", phase, "class", "lead");
        progress.figures().ifPresent(figures -> figures(page, figures));
    }

    private static void figures(Html page, RunProgress.Figures figures) {
        figures.fraction().ifPresent(fraction -> {
            String percent = String.format(Locale.ROOT, "%.0f", fraction * 100);
            page.element("progress", percent + " %", "max", "100", "value", percent, "aria-label", "how much is done");
        });
        List<RunProgress.Moment> recent = figures.recent();
        RunProgress.Moment last = recent.isEmpty() ? new RunProgress.Moment(0, 0, 0, 0) : recent.get(recent.size() - 1);
        String limit = figures.limit()
                .map(time -> " of " + Figures.time(time.toNanos()))
                .orElse("");
        String found = figures.anomalies()
                .map(counts -> counts.isEmpty() ? "none so far" : Outcomes.anomalies(counts))
                .orElse("not looked for yet");
        boolean isBad = figures.anomalies().map(counts -> !counts.isEmpty()).orElse(false);
        ReportPage.tiles(
                page,
                List.of(
                        new ReportPage.Tile(Figures.time(figures.elapsed().toNanos()) + limit, "time"),
                        new ReportPage.Tile(Figures.count(figures.ops()), "operations"),
                        new ReportPage.Tile(Figures.count(last.opsPerSecond()), "operations per second"),
                        new ReportPage.Tile(latency(last.p50()), "median latency"),
                        new ReportPage.Tile(latency(last.p99()), "latency within which 99 % end"),
                        new ReportPage.Tile(Figures.count(figures.ok()), "ended ok"),
                        new ReportPage.Tile(Figures.count(figures.fail()), "failed"),
                        new ReportPage.Tile(Figures.count(figures.info()), "of unknown outcome"),
                        new ReportPage.Tile(found, "anomalies", isBad),
                        new ReportPage.Tile(figures.fault().isEmpty() ? "none" : figures.fault(), "fault under way")));
        if (recent.size() > 1) {
            String seconds = Figures.count((last.at() - recent.get(0).at()) / 1000) + " s";
            chart(
                    page,
                    "Operations per second over the last " + seconds,
                    List.of(recent.stream()
                            .mapToDouble(RunProgress.Moment::opsPerSecond)
                            .toArray()),
                    Figures.count(recent.stream()
                            .mapToDouble(RunProgress.Moment::opsPerSecond)
                            .max()
                            .orElse(0)));
            chart(
                    page,
                    "Latency over the last " + seconds + ", the median and, above it, what 99 % stayed below",
                    List.of(
                            recent.stream().mapToDouble(RunProgress.Moment::p50).toArray(),
                            recent.stream().mapToDouble(RunProgress.Moment::p99).toArray()),
                    Figures.time(recent.stream()
                            .mapToLong(RunProgress.Moment::p99)
                            .max()
                            .orElse(0)));
        }
    }

    private static void chart(Html page, String what, List<double[]> lines, String most) {
        page.open("figure", "class", "card").element("figcaption", what + "; at most " + most);
        LineChart.draw(page, what, lines);
        page.close("figure").line();
    }

    private static String latency(long nanos) {
        return nanos == 0 ? "–" : Figures.time(nanos);
    }

    private static void campaign(Html page, RunDetails details, Instant now) {
        long over = details.cells().stream()
                .filter(cell -> cell.outcome().isPresent())
                .count();
        page.element(
                "p",
                Figures.count(over) + " of " + Figures.count(details.cells().size()) + " cells are over.",
                "class",
                "lead");
        page.element(
                "progress",
                "",
                "max",
                String.valueOf(Math.max(1, details.cells().size())),
                "value",
                String.valueOf(over),
                "aria-label",
                "cells that are over");
        for (RunDetails.Run run : details.underWay()) {
            var path = new ArrayList<>(details.path());
            path.add(run.folder());
            page.open("h2")
                    .element("a", run.folder(), "href", Links.folder(path))
                    .close("h2");
            silence(page, run.progress(), now);
            run(page, run.progress());
        }
    }
}
