package dev.skewer.results.report;

import dev.skewer.results.view.HistoryView;
import dev.skewer.results.view.ViewJson;
import java.util.List;
import java.util.stream.Stream;

/** The interactive picture of a history as a part of a page, and the style and script that it needs there. A page has one at most. */
public final class ViewSection {
    /** The parts of the script, in the order in which they build on each other. */
    private static final List<String> SCRIPTS = List.of(
            "history.js",
            "orders.js",
            "layout.js",
            "camera.js",
            "drawing.js",
            "bands.js",
            "density.js",
            "arrows.js",
            "frame.js",
            "chart.js",
            "minimap.js",
            "gestures.js",
            "details.js",
            "view.js");

    private ViewSection() {}

    /** The style sheet that it needs. */
    public static String style() {
        return PageParts.resources(ViewJson.class, List.of("view.css"));
    }

    /** The script that it needs. */
    public static String script() {
        return PageParts.resources(ViewJson.class, SCRIPTS);
    }

    /**
     * The button that leads from a step of a story to its operation in the picture.
     *
     * @param story the story's {@link HistoryView.Story#key key}
     * @param step its place in the story
     */
    public static void stepButton(Html page, String story, int step, String label) {
        page.element(
                "button",
                label,
                "type",
                "button",
                "class",
                "show",
                "data-story",
                story,
                "data-step",
                String.valueOf(step),
                "title",
                "Show it in the picture");
    }

    /** Writes the picture and what one does with it. */
    public static void write(Html page, HistoryView view) {
        page.open("div", "id", "view").line();
        tools(page, view);
        page.open("div", "class", "scene").open("div", "class", "picture").line();
        page.open("div", "id", "lanes");
        page.open(
                        "canvas",
                        "id",
                        "plot",
                        "tabindex",
                        "0",
                        "role",
                        "application",
                        "aria-label",
                        "Operations in lanes, one a process. Arrow keys choose an operation, plus and minus zoom; the words stand beside"
                                + " the picture.")
                .close("canvas")
                .close("div")
                .line();
        page.open("canvas", "id", "map", "data-kind", "map", "aria-hidden", "true")
                .close("canvas")
                .line();
        page.element("p", "", "id", "left", "class", "soft", "data-kind", "left")
                .line();
        colours(page);
        page.close("div").line();
        page.open(
                        "div",
                        "id",
                        "details",
                        "role",
                        "region",
                        "tabindex",
                        "0",
                        "aria-live",
                        "polite",
                        "aria-label",
                        "The chosen operation")
                .close("div");
        page.close("div").line();
        hints(page);
        page.open("div", "id", "tip", "role", "tooltip", "hidden", "").close("div");
        page.open("noscript")
                .element("p", "The picture is drawn by a script within this page, and scripts are switched off.")
                .close("noscript");
        page.open("script", "type", "application/json", "id", "view-data")
                .raw(ViewJson.of(view))
                .close("script");
        page.close("div").line();
    }

    private static void tools(Html page, HistoryView view) {
        page.open("div", "class", "tools", "role", "toolbar", "aria-label", "Picture");
        page.open("select", "id", "stories", "data-kind", "stories", "aria-label", "Which story the picture tells");
        view.stories().forEach(story -> page.element("option", story.name()));
        page.close("select");
        button(page, "target", "bad", "story", "Go to what contradicts itself (c)", "The anomaly");
        toggle(page, "only", "story", "Show only the operations of the story (k)", "Story only", false);
        button(page, "fit", "", "", "Show everything (f)", "Fit all");
        page.open("span", "class", "group", "role", "group", "aria-label", "Zoom");
        button(page, "farther", "", "", "Zoom out (−)", "−");
        button(page, "closer", "", "", "Zoom in (+)", "+");
        page.close("span");
        page.open("span", "class", "group", "data-kind", "timed", "role", "group", "aria-label", "Horizontal axis");
        toggle(page, "events", "", "Events evenly, in their order (t)", "Event order", true);
        toggle(page, "time", "", "Real time (t)", "Time", false);
        page.close("span").close("div").line();
    }

    private static void button(Html page, String id, String style, String kind, String title, String text) {
        page.open("button", attributes(kind, "type", "button", "id", id, "class", style, "title", title))
                .text(text)
                .close("button");
    }

    private static void toggle(Html page, String id, String kind, String title, String text, boolean isPressed) {
        String pressed = String.valueOf(isPressed);
        page.open("button", attributes(kind, "type", "button", "id", id, "aria-pressed", pressed, "title", title))
                .text(text)
                .close("button");
    }

    /** Attributes of what is shown only where there is something of a kind to see; of what is always shown if that is empty. */
    private static String[] attributes(String kind, String... others) {
        return kind.isEmpty()
                ? others
                : Stream.concat(Stream.of("data-kind", kind), Stream.of(others)).toArray(String[]::new);
    }

    private static void colours(Html page) {
        page.open("ul", "class", "colours", "aria-label", "Colours");
        colour(page, "plain", "placed", "ended ok");
        colour(page, "placed", "placed", "in the order shown");
        colour(page, "loose", "loose", "not in it");
        colour(page, "unknown", "unknown", "unknown outcome: may take effect at any later time");
        colour(page, "failed", "failed", "failed, no effect");
        colour(page, "stuck", "stuck", "cannot be placed");
        colour(page, "story", "story", "of the story");
        colour(page, "fault", "fault", "a fault was on");
        colour(page, "density", "density", "how many operations ended then, where they are not listed");
        page.open("li", "data-kind", "path")
                .element("i", "1", "class", "path")
                .text("when it takes effect")
                .close("li");
        page.close("ul").line();
    }

    private static void colour(Html page, String kind, String style, String text) {
        page.open("li", "data-kind", kind)
                .element("i", "", "class", style)
                .text(text)
                .close("li");
    }

    private static void hints(Html page) {
        page.open("details", "class", "hints")
                .element("summary", "Mouse and keys")
                .open("p");
        hint(page, "", "pan", "drag");
        hint(page, "", "zoom, once the picture is clicked", "wheel");
        hint(page, "", "choose", "←", "→", "↑", "↓");
        hint(page, "path", "follow the order", ",", ".");
        hint(page, "", "zoom", "+", "−");
        hint(page, "", "fit all", "f");
        hint(page, "story", "the anomaly", "c");
        hint(page, "stories", "the next and the previous story", "n", "p");
        hint(page, "story", "story only", "k");
        hint(page, "timed", "time", "t");
        page.close("p").close("details").line();
    }

    private static void hint(Html page, String kind, String what, String... keys) {
        page.open("span", attributes(kind));
        for (String key : keys) {
            page.element("kbd", key);
        }
        page.text(" " + what).close("span").text(" ");
    }
}
