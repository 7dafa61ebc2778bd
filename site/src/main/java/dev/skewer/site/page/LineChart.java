package dev.skewer.site.page;

import dev.skewer.results.report.Html;
import java.util.List;
import java.util.Locale;

/** A small chart of one or two figures over time, drawn anew each time it is shown; its numbers stand beside it as text. */
final class LineChart {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 110;
    /** Kept free at the top, so that a line of full height is not cut. */
    private static final int MARGIN = 4;

    private LineChart() {}

    /**
     * Draws lines that share their scale, from zero to the largest value of all.
     *
     * @param label what it shows, for those who do not see it
     * @param lines one or two, with as many values each
     */
    static void draw(Html page, String label, List<double[]> lines) {
        svg(page, label, "chart", lines);
    }

    /** Draws one line as high as text. */
    static void spark(Html page, String label, double[] line) {
        svg(page, label, "spark", List.of(line));
    }

    private static void svg(Html page, String label, String style, List<double[]> lines) {
        double most = 0;
        for (double[] line : lines) {
            for (double value : line) {
                most = Math.max(most, value);
            }
        }
        page.open(
                "svg",
                "class",
                style,
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "preserveAspectRatio",
                "none",
                "role",
                "img",
                "aria-label",
                label);
        page.open("path", "class", "base", "d", "M0 " + HEIGHT + "H" + WIDTH).close("path");
        for (int i = 0; i < lines.size(); i++) {
            page.open("polyline", "class", i == 0 ? "line" : "line second", "points", points(lines.get(i), most))
                    .close("polyline");
        }
        page.close("svg").line();
    }

    private static String points(double[] line, double most) {
        var points = new StringBuilder();
        double step = line.length > 1 ? (double) WIDTH / (line.length - 1) : 0;
        for (int i = 0; i < line.length; i++) {
            double height = most > 0 ? line[i] / most * (HEIGHT - MARGIN) : 0;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", i * step, HEIGHT - height));
        }
        if (line.length == 1) {
            points.append(String.format(Locale.ROOT, "%d,%s", WIDTH, points.substring(points.indexOf(",") + 1)));
        }
        return points.toString().strip();
    }
}
