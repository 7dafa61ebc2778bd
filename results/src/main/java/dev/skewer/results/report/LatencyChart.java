package dev.skewer.results.report;

import dev.skewer.results.Figures;
import dev.skewer.results.summary.FunctionStats;
import dev.skewer.results.summary.OperationMetrics;
import java.util.List;
import java.util.Optional;

/** Draws the latencies of each function, a row each, on a logarithmic axis: from the median to the largest, with a mark for each percentile. */
final class LatencyChart {
    private static final int WIDTH = 960;
    private static final int LEFT = 150;
    private static final int RIGHT = 24;
    private static final int ROW = 34;
    private static final int BAR = 10;
    private static final int BOTTOM = 40;
    private static final int LONGEST_NAME = 20;

    private LatencyChart() {}

    /** The latencies of operations that ended ok, as a picture; nothing if there are none, or the history has no clock. */
    static Optional<Picture> picture(OperationMetrics metrics) {
        List<FunctionStats> functions = metrics.functions().stream()
                .filter(stats -> stats.ok() > 0 && stats.max() > 0)
                .toList();
        return functions.isEmpty() || !metrics.hasClock()
                ? Optional.empty()
                : Optional.of(new Picture(
                        "Latencies of operations that ended ok: p50, p90, p99, p99.9 and the largest",
                        WIDTH,
                        ROW * functions.size() + BOTTOM,
                        svg -> content(svg, functions)));
    }

    private static void content(Html svg, List<FunctionStats> functions) {
        long fastest = functions.stream()
                .mapToLong(stats -> Math.max(1, stats.p50()))
                .min()
                .orElse(1);
        long slowest = functions.stream().mapToLong(FunctionStats::max).max().orElse(1);
        int least = (int) Math.floor(Math.log10((double) fastest));
        int most = (int) Math.ceil(Math.log10((double) slowest));
        var axis = new Axis(least, Math.max(most, least + 1));
        int bottom = ROW * functions.size();
        for (int decade = axis.least(); decade <= axis.most(); decade++) {
            double x = axis.x(Math.round(Math.pow(10, decade)));
            line(svg, "grid", x, 0, x, bottom);
            svg.element(
                    "text",
                    Figures.time(Math.round(Math.pow(10, decade))),
                    "class",
                    decade == axis.most() ? "x last" : "x",
                    "x",
                    Picture.number(x),
                    "y",
                    String.valueOf(bottom + 18));
        }
        svg.line();
        for (int i = 0; i < functions.size(); i++) {
            row(svg, functions.get(i), axis, ROW * i + ROW / 2);
        }
    }

    private static void row(Html svg, FunctionStats stats, Axis axis, int middle) {
        String name = stats.function();
        String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME - 1) + "…" : name;
        svg.element("text", shown, "class", "y", "x", String.valueOf(LEFT - 10), "y", String.valueOf(middle + 4));
        double from = axis.x(stats.p50());
        svg.open(
                        "rect",
                        "class",
                        "range",
                        "x",
                        Picture.number(from),
                        "y",
                        String.valueOf(middle - BAR / 2),
                        "width",
                        Picture.number(Math.max(2, axis.x(stats.max()) - from)),
                        "height",
                        String.valueOf(BAR))
                .close("rect");
        mark(svg, "p50", stats.p50(), axis, middle);
        mark(svg, "p90", stats.p90(), axis, middle);
        mark(svg, "p99", stats.p99(), axis, middle);
        mark(svg, "p99.9", stats.p999(), axis, middle);
        mark(svg, "max", stats.max(), axis, middle);
        svg.line();
    }

    private static void mark(Html svg, String what, long nanos, Axis axis, int middle) {
        svg.open("g").element("title", what + " " + Figures.time(nanos));
        svg.open(
                        "circle",
                        "class",
                        "point",
                        "cx",
                        Picture.number(axis.x(nanos)),
                        "cy",
                        String.valueOf(middle),
                        "r",
                        what.equals("p50") ? "5" : "3.5")
                .close("circle");
        svg.close("g");
    }

    private static void line(Html svg, String style, double x1, double y1, double x2, double y2) {
        svg.open(
                        "line",
                        "class",
                        style,
                        "x1",
                        Picture.number(x1),
                        "y1",
                        Picture.number(y1),
                        "x2",
                        Picture.number(x2),
                        "y2",
                        Picture.number(y2))
                .close("line");
    }

    /**
     * A logarithmic axis.
     *
     * @param least power of ten at its left end, in nanoseconds
     * @param most power of ten at its right end
     */
    private record Axis(int least, int most) {
        double x(long nanos) {
            double at = (Math.log10((double) Math.max(1, nanos)) - least) / (most - least);
            return LEFT + (WIDTH - LEFT - RIGHT) * Math.max(0, Math.min(1, at));
        }
    }
}
