package dev.skewer.results.report;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.StoryLayout;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.CheckedHistory;
import dev.skewer.results.summary.OperationMetrics;
import dev.skewer.results.summary.Summary;
import java.util.List;
import java.util.Optional;

/** The pictures of a summary, for documents: SVG documents by name. */
public final class Pictures {
    private static final String STORY = "story";
    private static final String THROUGHPUT = "throughput";
    private static final String LATENCY = "latency";
    private static final String MATRIX = "matrix";

    /** All that a summary may have: of a campaign its matrix; the story of the most telling anomaly; what was measured. */
    public static final List<String> NAMES = List.of(MATRIX, STORY, THROUGHPUT, LATENCY);

    private Pictures() {}

    /** One of them as an SVG document; nothing if the summary does not have it. */
    public static Optional<String> svg(Summary summary, String name) {
        return picture(summary, name).map(Picture::svg);
    }

    private static Optional<Picture> picture(Summary summary, String name) {
        if (summary instanceof CampaignSummary campaign) {
            return switch (name) {
                case MATRIX -> MatrixPicture.of(campaign);
                case STORY -> story(campaign);
                default -> Optional.empty();
            };
        }
        CheckedHistory history = (CheckedHistory) summary;
        return switch (name) {
            case STORY -> story(history);
            case THROUGHPUT ->
                history.metrics()
                        .filter(OperationMetrics::hasClock)
                        .flatMap(metrics -> ThroughputChart.picture(metrics.throughput()));
            // Of a run that was stored before they were kept over time, those of the whole run.
            case LATENCY ->
                history.metrics()
                        .flatMap(metrics -> LatencyTimeline.picture(metrics).or(() -> LatencyChart.picture(metrics)));
            default -> Optional.empty();
        };
    }

    private static Optional<Picture> story(CheckedHistory history) {
        boolean hasClock = history.metrics().map(OperationMetrics::hasClock).orElse(true);
        return history.verdict().anomalies().values().stream()
                .map(Anomaly::smallest)
                .flatMap(Optional::stream)
                .findFirst()
                .flatMap(story ->
                        StoryTimeline.picture(story, hasClock ? StoryLayout.Clock.ELAPSED : StoryLayout.Clock.EVENTS));
    }

    /** Of a campaign the story of the first cell that is not as expected. */
    private static Optional<Picture> story(CampaignSummary campaign) {
        return campaign.cells().stream()
                .filter(cell -> !cell.isSkipped() && !cell.isAsExpected())
                .flatMap(cell -> cell.runs().stream())
                .flatMap(run -> run.story().stream())
                .findFirst()
                .flatMap(story -> StoryTimeline.picture(story, StoryLayout.Clock.ELAPSED));
    }
}
