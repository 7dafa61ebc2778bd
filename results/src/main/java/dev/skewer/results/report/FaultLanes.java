package dev.skewer.results.report;

import dev.skewer.results.summary.FaultSpan;
import java.util.List;
import java.util.Locale;

/** Draws when which fault was on, a row for each, on the time axis of a chart. */
final class FaultLanes {
    private static final int ROW = 17;
    private static final int BAR = 11;
    /** Narrower than that, the nodes have no room in a bar. */
    private static final double LEAST_FOR_NODES = 26;

    private final List<FaultSpan> spans;
    private final List<String> rows;

    /** The lanes of what happened; a row for each fault, in the order in which they first happened. */
    FaultLanes(List<FaultSpan> spans) {
        this.spans = spans;
        rows = spans.stream().map(FaultSpan::fault).distinct().toList();
    }

    /** How high they are together. */
    int height() {
        return rows.size() * ROW;
    }

    /**
     * Draws them.
     *
     * @param svg the page
     * @param left where time begins
     * @param width of the whole time
     * @param top of the first row
     * @param total the whole time in nanoseconds
     */
    void draw(Html svg, int left, int width, int top, double total) {
        for (int row = 0; row < rows.size(); row++) {
            int middle = top + row * ROW + ROW / 2;
            svg.element(
                    "text",
                    rows.get(row),
                    "class",
                    "y",
                    "x",
                    String.valueOf(left - 8),
                    "y",
                    String.valueOf(middle + 4));
            svg.open(
                            "line",
                            "class",
                            "lane",
                            "x1",
                            String.valueOf(left),
                            "x2",
                            String.valueOf(left + width),
                            "y1",
                            String.valueOf(middle),
                            "y2",
                            String.valueOf(middle))
                    .close("line");
        }
        svg.line();
        for (FaultSpan span : spans) {
            double from = left + width * Math.min(1, span.from() / total);
            double to = Math.max(from + 1.5, left + width * Math.min(1, span.to() / total));
            int middle = top + rows.indexOf(span.fault()) * ROW + ROW / 2;
            svg.open("g").element("title", FaultText.span(span));
            svg.open(
                            "rect",
                            "class",
                            "span",
                            "rx",
                            "2",
                            "x",
                            number(from),
                            "y",
                            String.valueOf(middle - BAR / 2),
                            "width",
                            number(to - from),
                            "height",
                            String.valueOf(BAR))
                    .close("rect");
            String nodes = FaultText.nodes(span.nodes()).strip();
            if (!nodes.isEmpty() && to - from >= Math.max(LEAST_FOR_NODES, 5.5 * nodes.length())) {
                svg.element(
                        "text", nodes, "class", "where", "x", number((from + to) / 2), "y", String.valueOf(middle + 4));
            }
            svg.close("g");
        }
        svg.line();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
