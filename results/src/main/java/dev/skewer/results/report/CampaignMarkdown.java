package dev.skewer.results.report;

import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.results.Figures;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.FaultCounts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * A campaign as Markdown, for a comment or a job's summary on GitHub, or for a document: the verdict first, then what is not as expected with its
 * story, then what held with what was done to it, and what was found with how long that took.
 */
public final class CampaignMarkdown {
    private static final String NOTHING = "–";

    private final CampaignSummary campaign;
    private final Markdown page = new Markdown();

    private CampaignMarkdown(CampaignSummary campaign) {
        this.campaign = campaign;
    }

    /** Renders it. */
    public static String render(CampaignSummary campaign) {
        return new CampaignMarkdown(campaign).render();
    }

    private String render() {
        campaign.gate()
                .ifPresent(gate -> page.line("**" + campaign.word() + "**: " + Markdown.text(gate.headline()))
                        .gap());
        head();
        campaign.gate().ifPresent(gate -> ComparisonMarkdown.gate(page, gate));
        disappointments();
        held();
        detected();
        skipped();
        page.gap().line("<sub>" + Markdown.text(campaign.producer()) + "</sub>");
        return page.toString();
    }

    private Stream<CampaignSummary.Cell> cells() {
        return campaign.cells().stream().filter(cell -> !cell.isSkipped());
    }

    private void head() {
        FaultCounts faults = campaign.faults();
        page.line("**" + campaign.word() + "**: " + Markdown.text(campaign.name()) + ", " + campaign.asExpected()
                        + " of "
                        + campaign.planned() + " cells as expected"
                        + (campaign.skipped() == 0 ? "" : ", " + campaign.skipped() + " skipped")
                        + (campaign.isComplete() ? "" : ", not all run to the end"))
                .gap()
                .line(Figures.count(campaign.ops()) + " operations, " + Figures.count(faults.total()) + " faults, "
                        + Figures.count(faults.restarts()) + " restarts.");
    }

    // ── what is not as expected ─────────────────────────────────────────────────────────────────────────────────

    private void disappointments() {
        cells().filter(cell -> !cell.isAsExpected()).forEach(cell -> {
            page.gap()
                    .line("**" + Markdown.text(cell.name()) + "**: expected "
                            + Markdown.text(cell.expected().text()) + ", was " + cell.verdict()
                            + (cell.isComplete() ? "" : ", but cut short") + anomalies(", ", cell));
            String failed = cell.failed();
            if (failed != null) {
                page.gap().line("Failed: " + Markdown.text(failed));
            }
            page.gap();
            cell.runs().stream()
                    .flatMap(run -> Stream.concat(run.problems().stream(), run.notes().stream()))
                    .distinct()
                    .forEach(sentence -> page.line("* " + Markdown.text(sentence)));
            cell.runs().stream()
                    .filter(run -> run.story().isPresent())
                    .findFirst()
                    .ifPresent(run -> story(run, run.story().orElseThrow()));
            cell.runs().stream()
                    .filter(run -> run.valid() != Validity.TRUE)
                    .findFirst()
                    .ifPresent(run -> page.line("* again: " + Markdown.code(run.again())));
        });
    }

    private void story(CampaignSummary.Run run, Example story) {
        page.gap()
                .line("<details><summary>" + Markdown.text(story.title()) + " (seed " + run.seed() + ")</summary>")
                .gap();
        page.head("lll", List.of("", "operation", ""));
        story.steps()
                .forEach(step -> page.row(
                        List.of(Markdown.text(step.op()), Markdown.text(step.text()), Markdown.text(step.role()))));
        page.gap()
                .line(Markdown.text(story.contradiction()))
                .gap()
                .line("</details>")
                .gap();
    }

    // ── what held, and what was found ───────────────────────────────────────────────────────────────────────────

    private void held() {
        List<CampaignSummary.Cell> cells =
                cells().filter(cell -> cell.expected().isValid()).toList();
        if (cells.isEmpty()) {
            return;
        }
        page.gap()
                .head(
                        "lrlrrll",
                        List.of(
                                "test",
                                "operations",
                                "faults",
                                "restarts",
                                "undone, as allowed",
                                "verdict",
                                "as expected"));
        for (CampaignSummary.Cell cell : cells) {
            page.row(List.of(
                    Markdown.text(cell.name()),
                    Figures.count(cell.ops()),
                    injected(cell.faults()),
                    count(cell.faults().restarts()),
                    count(cell.faults().undone()),
                    cell.verdict() + anomalies(": ", cell),
                    outcome(cell)));
        }
    }

    private void detected() {
        List<CampaignSummary.Cell> cells =
                cells().filter(cell -> !cell.expected().isValid()).toList();
        if (cells.isEmpty()) {
            return;
        }
        page.gap()
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
                                "as expected"));
        for (CampaignSummary.Cell cell : cells) {
            List<CampaignSummary.Run> found = cell.runs().stream()
                    .filter(run -> isFoundBy(cell.expected(), run))
                    .toList();
            long[] ops = sorted(found, CampaignSummary.Run::ops);
            long[] nanos = sorted(found, run -> run.elapsed().toNanos());
            page.row(List.of(
                    Markdown.text(cell.name()),
                    Markdown.text(String.join(", ", cell.expected().anomalies())),
                    found.size() + " of " + cell.runs().size(),
                    found.isEmpty() ? NOTHING : Figures.count(ops[ops.length / 2]),
                    found.isEmpty() ? NOTHING : Figures.count(ops[ops.length - 1]),
                    found.isEmpty() ? NOTHING : Figures.time(nanos[nanos.length / 2]),
                    found.isEmpty() ? NOTHING : Figures.time(nanos[nanos.length - 1]),
                    outcome(cell)));
        }
    }

    private static boolean isFoundBy(Expectation expected, CampaignSummary.Run run) {
        return run.anomalies().keySet().containsAll(expected.anomalies());
    }

    private static long[] sorted(List<CampaignSummary.Run> runs, ToLongFunction<CampaignSummary.Run> figure) {
        long[] figures = runs.stream().mapToLong(figure).toArray();
        Arrays.sort(figures);
        return figures;
    }

    private void skipped() {
        campaign.cells().stream()
                .filter(CampaignSummary.Cell::isSkipped)
                .forEach(cell -> page.gap()
                        .line("Skipped: " + Markdown.text(cell.name()) + ": "
                                + Markdown.text(String.valueOf(cell.skipped()))));
    }

    // ── cells of the tables ─────────────────────────────────────────────────────────────────────────────────────

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
