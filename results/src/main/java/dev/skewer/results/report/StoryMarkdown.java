package dev.skewer.results.report;

import dev.skewer.checker.Example;
import dev.skewer.checker.StoryLayout;
import java.util.List;

/** The story of an anomaly in Markdown: its operations as a table, what puts them in order, and why they cannot all be as they are. */
final class StoryMarkdown {
    private StoryMarkdown() {}

    /** Writes a story without its title. */
    static void write(Markdown page, Example story, StoryLayout.Clock clock) {
        page.head("lrrll", List.of("", "called", "returned", "process", "operation"));
        for (StoryLayout.Row row : StoryLayout.rows(story, clock)) {
            page.row(List.of(
                    Markdown.text(row.op()),
                    Markdown.text(row.called()),
                    Markdown.text(row.returned()),
                    Markdown.text(row.process().replaceFirst("^process ", "")),
                    Markdown.text(row.text())
                            + (row.role().isEmpty() ? "" : " <sub>" + Markdown.text(row.role()) + "</sub>")));
        }
        page.gap();
        story.edges()
                .forEach(edge -> page.line(
                        "* " + Markdown.text(edge.from()) + " " + edge.type().label() + " → " + Markdown.text(edge.to())
                                + ": " + Markdown.text(edge.reason())));
        if (!story.edges().isEmpty()) {
            page.gap();
        }
        page.line(Markdown.text(story.contradiction()));
    }
}
