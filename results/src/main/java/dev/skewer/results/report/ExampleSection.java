package dev.skewer.results.report;

import dev.skewer.checker.Example;
import dev.skewer.checker.StoryLayout;
import java.util.List;

/** The story of an anomaly as a part of a page: its picture, its operations, and why they cannot all be as they are. */
final class ExampleSection {
    private ExampleSection() {}

    /**
     * Writes a story.
     *
     * @param label what stands above it; may be empty
     * @param clock says when its operations began and ended
     */
    static void write(Html page, Example example, String label, StoryLayout.Clock clock) {
        page.open("div", "class", "example");
        if (!label.isEmpty()) {
            page.element("p", label, "class", "label");
        }
        page.element("p", example.title(), "class", "title").line();
        page.open("div", "class", "wide");
        StoryTimeline.draw(page, example, clock);
        page.close("div");
        page.open("table", "class", "steps").open("thead").open("tr");
        page.element("th", "op").element("th", "called", "class", "n").element("th", "returned", "class", "n");
        page.element("th", "process", "class", "n").element("th", "what it did and saw");
        page.close("tr").close("thead").open("tbody").line();
        for (StoryLayout.Row row : StoryLayout.rows(example, clock)) {
            page.open("tr").element("td", row.op(), "class", "key");
            page.element("td", row.called(), "class", "n").element("td", row.returned(), "class", "n");
            page.element("td", row.process().replace("process ", ""), "class", "n");
            page.open("td").text(row.text());
            if (!row.role().isEmpty()) {
                page.element("small", row.role());
            }
            page.close("td").close("tr").line();
        }
        page.close("tbody").close("table");
        edges(page, example.edges());
        page.element("p", example.contradiction(), "class", "why").close("div").line();
    }

    /** What puts the operations in an order that cannot be. */
    private static void edges(Html page, List<Example.Edge> edges) {
        if (edges.isEmpty()) {
            return;
        }
        page.open("ul", "class", "edges");
        for (Example.Edge edge : edges) {
            page.open("li").element("b", edge.from()).text(" ");
            page.element("span", edge.type().label() + " →", "class", "edge").text(" ");
            page.element("b", edge.to()).text(" " + edge.reason()).close("li");
        }
        page.close("ul").line();
    }
}
