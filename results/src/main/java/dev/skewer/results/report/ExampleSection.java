package dev.skewer.results.report;

import dev.skewer.checker.Example;
import dev.skewer.checker.StoryLayout;
import java.util.List;

/** The story of an anomaly as a part of a page: its picture, its operations, and why they cannot all be as they are. */
final class ExampleSection {
    private ExampleSection() {}

    /**
     * Writes a story on a page without a script: with a picture of it alone.
     *
     * @param label what stands above it; may be empty
     * @param clock says when its operations began and ended
     */
    static void write(Html page, Example example, String label, StoryLayout.Clock clock) {
        begin(page, example, label);
        // No region: a page may have many, and regions are landmarks, of which each has a name of its own.
        page.open("div", "class", "wide", "tabindex", "0", "role", "group", "aria-label", "Picture of the operations");
        StoryTimeline.draw(page, example, clock);
        page.close("div");
        steps(page, example, "", clock);
        end(page, example);
    }

    /**
     * Writes a story on a page with a {@link ViewSection}, to which its operations lead.
     *
     * @param key what the view calls the story
     * @param label what stands above it; may be empty
     * @param clock says when its operations began and ended
     * @param picture writes the view, if this is where it goes
     */
    static void write(Html page, Example example, String key, String label, StoryLayout.Clock clock, Runnable picture) {
        begin(page, example, label);
        picture.run();
        steps(page, example, key, clock);
        end(page, example);
    }

    private static void begin(Html page, Example example, String label) {
        page.open("div", "class", "example");
        if (!label.isEmpty()) {
            page.element("p", label, "class", "label");
        }
        page.element("p", example.title(), "class", "title").line();
        if (!example.contradiction().isEmpty()) {
            page.element("p", example.contradiction(), "class", "why").line();
        }
    }

    private static void end(Html page, Example example) {
        edges(page, example.edges());
        page.close("div").line();
    }

    /** The operations, each with a button that leads to it if the story has a key. */
    private static void steps(Html page, Example example, String key, StoryLayout.Clock clock) {
        page.open("table", "class", "steps").open("thead").open("tr");
        page.element("th", "op", "scope", "col");
        for (String column : List.of("called", "returned", "process")) {
            page.element("th", column, "class", "n", "scope", "col");
        }
        page.element("th", "what it did and saw", "scope", "col");
        page.close("tr").close("thead").open("tbody").line();
        List<StoryLayout.Row> rows = StoryLayout.rows(example, clock);
        for (int step = 0; step < rows.size(); step++) {
            StoryLayout.Row row = rows.get(step);
            page.open("tr").open("td", "class", "key");
            if (key.isEmpty()) {
                page.text(row.op());
            } else {
                ViewSection.stepButton(page, key, step, row.op());
            }
            page.close("td");
            page.element("td", row.called(), "class", "n").element("td", row.returned(), "class", "n");
            page.element("td", row.process().replace("process ", ""), "class", "n");
            page.open("td").text(row.text());
            if (!row.role().isEmpty()) {
                page.element("small", row.role());
            }
            page.close("td").close("tr").line();
        }
        page.close("tbody").close("table");
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
