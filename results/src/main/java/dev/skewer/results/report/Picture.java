package dev.skewer.results.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A drawing that a page shows, or that stands by itself as a file.
 *
 * @param title what it shows
 * @param width in pixels
 * @param height in pixels
 * @param content draws it, with classes of the style sheet
 */
record Picture(String title, double width, double height, Consumer<Html> content) {
    /** Around it, in a file of its own. */
    private static final int MARGIN = 16;

    private static final int CAPTION = 22;

    /** Which of them there is differs little in width. Inherited, as not all who draw SVG rank a class above an element. */
    private static final String FONTS = "DejaVu Sans, Liberation Sans, Arial, Helvetica, sans-serif";

    /**
     * As an SVG document that needs nothing beside itself: on white, in the colours of the page by day, with fonts that are everywhere. No script,
     * no reference to another file.
     */
    String svg() {
        String all = number(width + 2 * MARGIN);
        String high = number(height + 2 * MARGIN + CAPTION);
        var svg = new Html();
        svg.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "role",
                "img",
                "width",
                all,
                "height",
                high,
                "viewBox",
                "0 0 " + all + " " + high,
                "font-family",
                FONTS,
                "font-size",
                "12",
                "fill",
                "#1d2026");
        svg.element("title", title).line();
        svg.open("style")
                .line()
                .raw(PageParts.resources(Picture.class, List.of("picture.css")))
                .close("style")
                .line();
        svg.open("rect", "class", "ground", "width", all, "height", high)
                .close("rect")
                .line();
        svg.element(
                "text", caption(), "class", "caption", "x", String.valueOf(MARGIN), "y", String.valueOf(MARGIN + 8));
        svg.line()
                .open("g", "transform", "translate(" + MARGIN + " " + (MARGIN + CAPTION) + ")")
                .line();
        content.accept(svg);
        svg.close("g").close("svg").line();
        return svg.toString();
    }

    /** So much of the title as has room above it. */
    private String caption() {
        int most = (int) (width / 7);
        return title.length() <= most ? title : title.substring(0, Math.max(1, most - 1)) + "…";
    }

    /** A length, to a tenth of a pixel. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
