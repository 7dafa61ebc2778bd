package dev.skewer.results.report;

import dev.skewer.results.Figures;
import dev.skewer.results.summary.FaultSpan;
import dev.skewer.results.summary.LatencySeries;
import dev.skewer.results.summary.OperationMetrics;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Draws how the latencies of each function went over the run: its percentiles as lines, on logarithmic axes that are the same for all, above
 * each other along one time, with the faults behind them and below a row for each fault.
 */
final class LatencyTimeline {
    private static final int WIDTH = 960;
    private static final int LEFT = 112;
    private static final int PLOT_WIDTH = WIDTH - LEFT - 10;
    private static final int LEGEND = 24;
    /** The name of a function, above its panel. */
    private static final int NAME = 20;

    private static final int PANEL = 84;
    private static final int BELOW_PANEL = 8;
    private static final int BOTTOM = 26;
    /** More functions than this are told of by the title alone. */
    private static final int MAX_FUNCTIONS = 12;

    private static final List<Line> LINES = List.of(
            new Line("p50", "p50", LatencySeries.Bucket::p50),
            new Line("p90", "p90", LatencySeries.Bucket::p90),
            new Line("p99", "p99", LatencySeries.Bucket::p99),
            new Line("max", "slowest", LatencySeries.Bucket::max));

    private final List<LatencySeries> shown;
    private final List<FaultSpan> faults;
    private final FaultLanes lanes;
    private final TimeAxis time;
    /** The powers of ten at the lower and the upper end of each panel, in nanoseconds. */
    private final int least;

    private final int most;

    /** A line of a panel: its class, its name, and the figure of each bucket. */
    private record Line(String style, String name, ToLongFunction<LatencySeries.Bucket> figure) {}

    private LatencyTimeline(List<LatencySeries> shown, List<FaultSpan> faults, long length) {
        this.shown = shown;
        this.faults = faults;
        lanes = new FaultLanes(faults);
        time = new TimeAxis(LEFT, PLOT_WIDTH, length);
        long fastest = extreme(LatencySeries.Bucket::p50, true);
        long slowest = extreme(LatencySeries.Bucket::max, false);
        least = (int) Math.floor(Math.log10((double) Math.max(1, fastest)));
        most = Math.max(least + 1, (int) Math.ceil(Math.log10((double) Math.max(1, slowest))));
    }

    private long extreme(ToLongFunction<LatencySeries.Bucket> figure, boolean isLeast) {
        var figures = shown.stream()
                .flatMap(series -> series.buckets().stream())
                .mapToLong(figure)
                .filter(nanos -> nanos != LatencySeries.NONE);
        return (isLeast ? figures.min() : figures.max()).orElse(1);
    }

    /** The latencies over time of operations that ended ok, as a picture; nothing if there are none. */
    static Optional<Picture> picture(OperationMetrics metrics) {
        List<LatencySeries> all = metrics.latencies().stream()
                .filter(series -> series.buckets().stream().anyMatch(bucket -> bucket.ok() > 0))
                .toList();
        long length = metrics.throughput().lastNanos();
        if (all.isEmpty() || length <= 0) {
            return Optional.empty();
        }
        List<LatencySeries> shown = all.subList(0, Math.min(MAX_FUNCTIONS, all.size()));
        String which =
                shown.size() == all.size() ? "" : ", the first " + shown.size() + " of " + all.size() + " functions";
        var timeline = new LatencyTimeline(shown, metrics.throughput().faults(), length);
        return Optional.of(new Picture(
                "Latencies of operations that ended ok, over the run" + which,
                WIDTH,
                timeline.height(),
                timeline::content));
    }

    private int panel(int row) {
        return LEGEND + NAME + row * (NAME + PANEL + BELOW_PANEL);
    }

    private int height() {
        return panel(shown.size()) - NAME + lanes.height() + BOTTOM;
    }

    private void content(Html svg) {
        legend(svg);
        for (int row = 0; row < shown.size(); row++) {
            LatencySeries series = shown.get(row);
            int top = panel(row);
            svg.element(
                    "text", series.function(), "class", "who", "x", String.valueOf(LEFT), "y", String.valueOf(top - 6));
            time.shade(svg, faults, top, PANEL);
            grid(svg, top);
            for (Line line : LINES) {
                svg.open("path", "class", "line " + line.style(), "d", path(series, line, top))
                        .close("path")
                        .line();
            }
        }
        lanes.draw(svg, LEFT, PLOT_WIDTH, panel(shown.size()) - NAME, time.total());
        time.ticks(svg, height() - 8);
    }

    private static void legend(Html svg) {
        int x = LEFT;
        for (Line line : LINES) {
            svg.open("path", "class", "line " + line.style(), "d", "M" + x + " 6 h18")
                    .close("path");
            svg.element("text", line.name(), "class", "soft", "x", String.valueOf(x + 24), "y", "10");
            x += 90;
        }
        svg.line();
    }

    /** A line at each power of ten; more than three are named at every other. */
    private void grid(Html svg, int top) {
        int every = most - least > 3 ? 2 : 1;
        for (int decade = least; decade <= most; decade++) {
            String y = Picture.number(y(Math.pow(10, decade), top));
            svg.open(
                            "line",
                            "class",
                            "grid",
                            "x1",
                            String.valueOf(LEFT),
                            "x2",
                            String.valueOf(LEFT + PLOT_WIDTH),
                            "y1",
                            y,
                            "y2",
                            y)
                    .close("line");
            if ((decade - least) % every == 0) {
                svg.element(
                        "text",
                        Figures.time(Math.round(Math.pow(10, decade))),
                        "class",
                        "y",
                        "x",
                        String.valueOf(LEFT - 8),
                        "y",
                        Picture.number(y(Math.pow(10, decade), top) + 4));
            }
        }
        svg.line();
    }

    private double y(double nanos, int top) {
        double part = (Math.log10(Math.max(1, nanos)) - least) / (most - least);
        return top + PANEL * (1 - Math.max(0, Math.min(1, part)));
    }

    /** From bucket to bucket, interrupted where nothing ended ok; a bucket between two such is a dot. */
    private String path(LatencySeries series, Line line, int top) {
        var path = new StringBuilder();
        boolean isDrawing = false;
        for (int i = 0; i < series.buckets().size(); i++) {
            long nanos = line.figure().applyAsLong(series.buckets().get(i));
            if (nanos == LatencySeries.NONE) {
                isDrawing = false;
                continue;
            }
            double x = time.x((i + 0.5) * (double) series.bucketNanos());
            path.append(isDrawing ? " L" : " M")
                    .append(Picture.number(x))
                    .append(' ')
                    .append(Picture.number(y((double) nanos, top)));
            if (!isDrawing) {
                path.append(" h0.1");
            }
            isDrawing = true;
        }
        return path.toString().strip();
    }
}
