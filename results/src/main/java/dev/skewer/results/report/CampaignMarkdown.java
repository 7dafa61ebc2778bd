package dev.skewer.results.report;

import dev.skewer.checker.Example;
import dev.skewer.checker.StoryLayout;
import dev.skewer.checker.Validity;
import dev.skewer.results.Figures;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.FaultCounts;
import dev.skewer.results.summary.IsolationCost;
import dev.skewer.results.summary.Omission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A campaign as Markdown: the verdict first, then what is not as expected with its story, then what was found with how long that took, and what held with
 * what was done to it.
 */
final class CampaignMarkdown {
    private static final String NOTHING = "–";

    /** Names of cells that are not as expected in the second line; all of them are below. */
    private static final int NAMED = 5;

    private final CampaignSummary campaign;
    private final MarkdownPage page;

    private CampaignMarkdown(CampaignSummary campaign, int mostBytes) {
        this.campaign = campaign;
        page = new MarkdownPage(mostBytes);
    }

    static String render(CampaignSummary campaign, int mostBytes) {
        return new CampaignMarkdown(campaign, mostBytes).render();
    }

    private String render() {
        page.add("lines", head());
        campaign.gate().ifPresent(gate -> ComparisonMarkdown.gate(page, gate));
        List<CampaignSummary.Cell> wrong =
                cells().filter(cell -> !cell.isAsExpected()).toList();
        if (!wrong.isEmpty()) {
            page.add("lines", new Markdown().gap());
        }
        wrong.forEach(cell -> page.add("cells that are not as expected", new Markdown().line("* " + sentence(cell))));
        notRun();
        wrong.forEach(cell -> page.add("stories", story(cell)));
        detected();
        held();
        levels();
        skipped();
        cost();
        page.add("lines", new Markdown().gap().line("<sub>" + Markdown.text(campaign.producer()) + "</sub>"));
        return page.end("report.html and campaign.json of " + Markdown.code(campaign.folder()));
    }

    private Stream<CampaignSummary.Cell> cells() {
        return campaign.cells().stream().filter(cell -> !cell.isSkipped());
    }

    private Markdown head() {
        String shard = campaign.part().shard().isWhole()
                ? ""
                : ", shard " + campaign.part().shard();
        String word = "**" + campaign.word() + "**: ";
        String cells = Markdown.text(campaign.name()) + shard + ", " + campaign.asExpected() + " of "
                + campaign.planned() + " cells as expected"
                + (campaign.skipped() == 0 ? "" : ", " + campaign.skipped() + " skipped")
                + (campaign.isComplete() ? "" : ", not all run to the end");
        var lines = new Markdown();
        // Of a gate it matters first what got worse.
        campaign.gate()
                .ifPresentOrElse(
                        gate -> lines.line(word + Markdown.text(gate.headline()) + "  ")
                                .line(cells + "."),
                        () -> lines.line(word + cells + "  ").line(whatMatters()));
        if (campaign.gate().filter(gate -> gate.valid() == Validity.TRUE).isPresent()) {
            lines.gap().line(whatMatters());
        }
        return lines;
    }

    /** What is not as expected, by name; or what was done, if all is. */
    private String whatMatters() {
        List<CampaignSummary.Cell> wrong =
                cells().filter(cell -> !cell.isAsExpected()).toList();
        if (!wrong.isEmpty()) {
            return "Not as expected: "
                    + wrong.stream()
                            .limit(NAMED)
                            .map(cell -> Markdown.text(cell.name()) + " (" + found(cell) + ")")
                            .collect(Collectors.joining("; "))
                    + (wrong.size() > NAMED ? "; and " + (wrong.size() - NAMED) + " more" : "") + ".";
        }
        if (campaign.isEmpty()) {
            return "Nothing was run, so nothing was tested.";
        }
        FaultCounts faults = campaign.faults();
        List<Detection> detections = Detection.of(campaign);
        return Figures.count(campaign.ops()) + " operations, " + Figures.count(faults.total()) + " faults, "
                + Figures.count(faults.restarts()) + " restarts"
                + (detections.isEmpty()
                        ? ""
                        : "; "
                                + detections.stream()
                                        .filter(each -> each.cell().isAsExpected())
                                        .count() + " of " + detections.size() + " that were to be found are found")
                + ".";
    }

    private static String found(CampaignSummary.Cell cell) {
        if (cell.failed() != null) {
            return "its target could not be opened";
        }
        if (!cell.expected().isValid()) {
            return Markdown.text(cell.expected().text()) + " expected, "
                    + (cell.anomalies().isEmpty()
                            ? cell.verdict().toString()
                            : Markdown.text(Figures.counts(cell.anomalies())));
        }
        return cell.anomalies().isEmpty()
                ? cell.verdict() + (cell.isComplete() ? "" : ", cut short")
                : Markdown.text(Figures.counts(cell.anomalies()));
    }

    // ── what is not as expected ─────────────────────────────────────────────────────────────────────────────────

    private static String sentence(CampaignSummary.Cell cell) {
        String failed = cell.failed();
        return "**" + Markdown.text(cell.name()) + "**: expected "
                + Markdown.text(cell.expected().text()) + ", was "
                + cell.verdict() + (cell.isComplete() ? "" : ", but cut short") + anomalies(", ", cell)
                + (failed == null ? "" : ". Failed: " + Markdown.text(failed));
    }

    private static Markdown story(CampaignSummary.Cell cell) {
        var part = new Markdown();
        part.details("<b>" + Markdown.text(cell.name()) + "</b>: "
                + cell.runs().stream()
                        .flatMap(run -> run.story().stream())
                        .findFirst()
                        .map(story -> Markdown.text(story.title()))
                        .orElse("what was noted, and how to see it again"));
        cell.runs().stream()
                .flatMap(run -> Stream.concat(run.problems().stream(), run.notes().stream()))
                .distinct()
                .forEach(sentence -> part.line("* " + Markdown.text(sentence)));
        cell.runs().stream().filter(run -> run.story().isPresent()).findFirst().ifPresent(run -> {
            Example story = run.story().orElseThrow();
            part.gap()
                    .line("**" + Markdown.text(story.title()) + "** (seed " + run.seed() + ")")
                    .gap();
            StoryMarkdown.write(part, story, StoryLayout.Clock.ELAPSED);
        });
        cell.runs().stream()
                .filter(run -> run.valid() != Validity.TRUE)
                .findFirst()
                .or(() -> cell.runs().stream().findFirst())
                .ifPresent(run -> {
                    part.gap().line("Check its history again, run it again:").gap();
                    part.command(run.check()).gap().command(run.again());
                });
        return part.endOfDetails();
    }

    private void notRun() {
        List<Omission> missing = campaign.part().omitted().stream()
                .filter(omission -> !omission.isByTimeLimit())
                .toList();
        List<String> notes = campaign.part().notes();
        if (!missing.isEmpty() || !notes.isEmpty()) {
            page.add("lines", new Markdown().gap());
        }
        notes.forEach(note -> page.add("notes", new Markdown().line("* " + Markdown.text(note))));
        missing.forEach(omission -> page.add(
                "cells that were not run",
                new Markdown()
                        .line("* not run: " + Markdown.text(omission.name()) + ": "
                                + Markdown.text(omission.reason()))));
    }

    // ── what was found, and what held ───────────────────────────────────────────────────────────────────────────

    private void detected() {
        List<Detection> detections = Detection.of(campaign);
        page.table(
                "rows of what was found",
                "What was to be found: "
                        + detections.stream()
                                .filter(each -> each.cell().isAsExpected())
                                .count() + " of " + detections.size() + " found",
                new Markdown()
                        .head(
                                "lllrrrrl",
                                List.of(
                                        "test",
                                        "to be found",
                                        "with seeds",
                                        "operations, median",
                                        "most",
                                        "time, median",
                                        "most",
                                        "as expected")),
                detections.stream()
                        .map(each -> {
                            var row = new ArrayList<>(List.of(
                                    Markdown.text(each.cell().name()), Markdown.text(each.wanted()), each.found()));
                            row.addAll(each.figures());
                            row.add(outcome(each.cell()));
                            return (List<String>) row;
                        })
                        .toList());
    }

    private void held() {
        List<CampaignSummary.Cell> cells =
                cells().filter(cell -> cell.expected().isValid()).toList();
        page.table(
                "rows of what held",
                "What was to hold: "
                        + cells.stream()
                                .filter(CampaignSummary.Cell::isAsExpected)
                                .count() + " of " + cells.size() + " held",
                new Markdown()
                        .head(
                                "lrlrrll",
                                List.of(
                                        "test",
                                        "operations",
                                        "faults",
                                        "restarts",
                                        "undone, as allowed",
                                        "verdict",
                                        "as expected")),
                cells.stream()
                        .map(cell -> List.of(
                                Markdown.text(cell.name()),
                                Figures.count(cell.ops()),
                                injected(cell.faults()),
                                count(cell.faults().restarts()),
                                count(cell.faults().undone()),
                                cell.verdict() + anomalies(": ", cell),
                                outcome(cell)))
                        .toList());
    }

    private void levels() {
        page.table(
                "rows of what transactions are kept",
                "What transactions are kept",
                new Markdown().head("llllllr", ObservedLevel.COLUMNS),
                ObservedLevel.of(campaign).stream()
                        .map(level -> level.texts().stream().map(Markdown::text).toList())
                        .toList());
    }

    private void skipped() {
        List<List<String>> rows = new ArrayList<>();
        campaign.cells().stream()
                .filter(CampaignSummary.Cell::isSkipped)
                .forEach(cell ->
                        rows.add(List.of(Markdown.text(cell.name()), Markdown.text("skipped: " + cell.skipped()))));
        campaign.leftOutForTime()
                .forEach(omission ->
                        rows.add(List.of(Markdown.text(omission.name()), Markdown.text(omission.reason()))));
        page.table(
                "rows of what was skipped",
                "Not run, and why: " + rows.size(),
                new Markdown().head("ll", List.of("test", "why")),
                rows);
    }

    private void cost() {
        page.table(
                "rows of what isolation costs",
                "The cost of isolation",
                new Markdown()
                        .head(
                                "lrrrr",
                                List.of("isolation", "reads per second", "p50", "p99", "writes per second meanwhile")),
                campaign.costOfIsolation().stream()
                        .map(row -> List.of(
                                Markdown.text(row.isolation()),
                                rate(row.readsPerSecond()),
                                time(row.p50Nanos()),
                                time(row.p99Nanos()),
                                rate(row.writesPerSecond())))
                        .toList());
    }

    // ── cells of the tables ─────────────────────────────────────────────────────────────────────────────────────

    private static String rate(IsolationCost.Spread spread) {
        return Figures.count(spread.median()) + " <sub>" + Figures.count(spread.low()) + " to "
                + Figures.count(spread.high()) + "</sub>";
    }

    private static String time(IsolationCost.Spread spread) {
        return Figures.time(Math.round(spread.median())) + " <sub>" + Figures.time(Math.round(spread.low())) + " to "
                + Figures.time(Math.round(spread.high())) + "</sub>";
    }

    private static String injected(FaultCounts faults) {
        return faults.injected().isEmpty() ? NOTHING : Markdown.text(Figures.counts(faults.injected()));
    }

    private static String count(long value) {
        return value == 0 ? NOTHING : Figures.count(value);
    }

    private static String anomalies(String before, CampaignSummary.Cell cell) {
        Map<String, Long> found = cell.anomalies();
        return found.isEmpty() ? "" : before + Markdown.text(Figures.counts(found));
    }

    private static String outcome(CampaignSummary.Cell cell) {
        return cell.isAsExpected() ? "yes" : cell.isComplete() ? "**no**" : "**cut short**";
    }
}
