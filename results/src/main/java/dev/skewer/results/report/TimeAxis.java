package dev.skewer.results.report;

import dev.skewer.results.Figures;
import dev.skewer.results.summary.FaultSpan;
import java.util.List;

/**
 * The time of a history along a drawing.
 *
 * @param left where it begins, in pixels
 * @param width of all of it, in pixels
 * @param total how long it is, in nanoseconds; more than 0
 */
record TimeAxis(int left, int width, double total) {
    private static final int MAX_TICKS = 8;
    /** The least that a fault is drawn with, so that it is seen. */
    private static final double LEAST_FAULT = 1.5;

    /** Where a time is, in pixels; one outside is at the nearer end. */
    double x(double nanos) {
        return left + width * Math.max(0, Math.min(1, nanos / total));
    }

    /** Names round times, their texts on a line at {@code y}. */
    void ticks(Html svg, int y) {
        double step = niceCeiling(total / MAX_TICKS);
        for (double time = 0; time <= total; time += step) {
            double x = x(time);
            // Its middle there would end beyond the drawing.
            String style = x > left + width - 30 ? "x last" : "x";
            String text = time == 0 ? "0" : Figures.time(Math.round(time));
            svg.element("text", text, "class", style, "x", Picture.number(x), "y", String.valueOf(y));
        }
    }

    /** Shades when a fault was on, from a line at {@code top} downwards. */
    void shade(Html svg, List<FaultSpan> faults, int top, int height) {
        for (FaultSpan fault : faults) {
            double from = x((double) fault.from());
            svg.open(
                    "rect",
                    "class",
                    "fault",
                    "x",
                    Picture.number(from),
                    "y",
                    String.valueOf(top),
                    "width",
                    Picture.number(Math.max(LEAST_FAULT, x((double) fault.to()) - from)),
                    "height",
                    String.valueOf(height));
            svg.element("title", FaultText.span(fault)).close("rect");
        }
        svg.line();
    }

    /** The least of 1, 2, 4, 5, 8, 10, 20, … that is not below the value. */
    static double niceCeiling(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, value))));
        for (double step : new double[] {1, 2, 4, 5, 8}) {
            if (value <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
