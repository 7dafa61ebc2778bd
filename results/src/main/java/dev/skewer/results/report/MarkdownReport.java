package dev.skewer.results.report;

import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.CheckSeries;
import dev.skewer.results.summary.CheckedHistory;
import dev.skewer.results.summary.Summary;

/** A summary as Markdown, for a comment or a job's summary on GitHub, or for a document. */
public final class MarkdownReport {
    /** What a comment on GitHub may have: 65,536 characters, each of them a byte at least. */
    public static final int COMMENT_BYTES = 65_536;

    /** What the summary of one step of a workflow may have in all. */
    public static final int STEP_SUMMARY_BYTES = 1 << 20;

    private MarkdownReport() {}

    /**
     * Renders a summary; its first two lines say what matters.
     *
     * @param mostBytes how long it may be in UTF-8, at least 2,000; what does not fit is left out, which is told
     */
    public static String render(Summary summary, int mostBytes) {
        if (summary instanceof CheckSeries series) {
            return SeriesMarkdown.render(series, mostBytes);
        }
        return summary instanceof CampaignSummary campaign
                ? CampaignMarkdown.render(campaign, mostBytes)
                : HistoryMarkdown.render((CheckedHistory) summary, mostBytes);
    }
}
