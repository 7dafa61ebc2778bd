package dev.skewer.results.report;

import dev.skewer.results.Figures;
import dev.skewer.results.summary.Throughput;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Draws completions per second over the run, with the faults behind them, and below a row for each fault. */
final class ThroughputChart {
    private static final int WIDTH = 960;
    /** As much as the names of faults need. */
    private static final int LEFT = 112;

    private static final int TOP = 10;
    private static final int BOTTOM = 26;
    private static final int PLOT_WIDTH = WIDTH - LEFT - 10;
    private static final int PLOT_HEIGHT = 134;
    private static final int ABOVE_LANES = 8;

    private ThroughputChart() {}

    /** The series as a picture by itself; nothing if it has no bucket. */
    static Optional<Picture> picture(Throughput.Series series) {
        return series.completions().isEmpty() || series.lastNanos() <= 0
                ? Optional.empty()
                : Optional.of(new Picture(
                        "Completed operations per second over the run",
                        WIDTH,
                        height(new FaultLanes(series.faults())),
                        svg -> content(svg, series)));
    }

    private static int height(FaultLanes lanes) {
        return TOP + PLOT_HEIGHT + (lanes.height() == 0 ? 0 : ABOVE_LANES + lanes.height()) + BOTTOM;
    }

    private static void content(Html svg, Throughput.Series series) {
        List<Long> counts = series.completions();
        double perSecond = 1e9 / series.bucketNanos();
        double top = TimeAxis.niceCeiling(
                counts.stream().mapToLong(Long::longValue).max().orElse(1) * perSecond);
        double total = Math.max(series.lastNanos(), series.bucketNanos());
        var lanes = new FaultLanes(series.faults());
        int height = height(lanes);
        var time = new TimeAxis(LEFT, PLOT_WIDTH, total);
        time.shade(svg, series.faults(), TOP, PLOT_HEIGHT);
        for (int i = 0; i <= 2; i++) {
            double y = TOP + PLOT_HEIGHT * (1 - i / 2.0);
            svg.open(
                            "line",
                            "class",
                            "grid",
                            "x1",
                            String.valueOf(LEFT),
                            "x2",
                            String.valueOf(WIDTH - 10),
                            "y1",
                            number(y),
                            "y2",
                            number(y))
                    .close("line");
            svg.element(
                    "text",
                    Figures.count(top * i / 2),
                    "class",
                    "y",
                    "x",
                    String.valueOf(LEFT - 8),
                    "y",
                    number(y + 4));
        }
        var path = new StringBuilder("M" + LEFT + " " + (TOP + PLOT_HEIGHT));
        for (int i = 0; i < counts.size(); i++) {
            double from = Math.min(1, i * series.bucketNanos() / total);
            double to = Math.min(1, (i + 1) * series.bucketNanos() / total);
            // The last bucket covers less than the others, so its count stands for a higher rate.
            double covered = Math.max((to - from) * total / series.bucketNanos(), 0.2);
            double y = TOP + PLOT_HEIGHT * (1 - Math.min(1, counts.get(i) * perSecond / covered / top));
            path.append(" L")
                    .append(number(LEFT + PLOT_WIDTH * from))
                    .append(' ')
                    .append(number(y));
            path.append(" L").append(number(LEFT + PLOT_WIDTH * to)).append(' ').append(number(y));
        }
        path.append(" L")
                .append(LEFT + PLOT_WIDTH)
                .append(' ')
                .append(TOP + PLOT_HEIGHT)
                .append(" Z");
        svg.open("path", "class", "area", "d", path.toString()).close("path").line();
        lanes.draw(svg, LEFT, PLOT_WIDTH, TOP + PLOT_HEIGHT + ABOVE_LANES, total);
        time.ticks(svg, height - 8);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
