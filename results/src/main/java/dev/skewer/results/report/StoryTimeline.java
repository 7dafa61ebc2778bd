package dev.skewer.results.report;

import dev.skewer.checker.Example;
import dev.skewer.checker.Example.Kind;
import dev.skewer.checker.Example.Step;
import dev.skewer.checker.StoryLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Draws the operations of a story as a picture: a lane for each process, a bar for each operation from its invocation to
 * its completion.
 *
 * <p>The operations of a story last microseconds and may lie seconds apart, so time is not drawn to scale: what lies
 * between two neighbouring moments is as wide as the logarithm of its duration, and every bar is wide enough to be seen.
 * The order of all moments is exact, and that is what a story is about. A paired read is drawn as its two halves,
 * metadata and then journal; where in the bar the first ended nobody recorded.
 */
final class StoryTimeline {
    private static final int LEFT = 92;
    private static final int RIGHT = 40;
    private static final int LANE = 46;
    private static final int BAR = 28;
    private static final int TOP = 14;
    private static final double MIN_GAP = 18;
    private static final double GAP_PER_DECADE = 12;
    private static final double MIN_READ = 230;
    private static final double MIN_BAR = 112;
    /** A story of few moments is stretched to this, so that all pictures of a page are of one size. */
    private static final double MIN_WIDTH = 780;

    private static final double LABEL_ROOM = 66;

    private final List<Step> steps;
    private final List<String> processes = new ArrayList<>();
    private final long[] moments;
    private final double[] x;

    private final StoryLayout.Clock clock;

    private StoryTimeline(List<Step> steps, StoryLayout.Clock clock) {
        this.steps = steps;
        this.clock = clock;
        var distinct = new TreeSet<Long>();
        for (Step step : steps) {
            distinct.add(step.invoked());
            if (step.completed() >= 0) {
                distinct.add(step.completed());
            }
            if (!processes.contains(step.process())) {
                processes.add(step.process());
            }
        }
        moments = distinct.stream().mapToLong(Long::longValue).toArray();
        x = positions();
    }

    /**
     * Draws a story.
     *
     * @param into the page
     * @param example at least one step, or nothing is drawn
     * @param clock says when its operations began and ended
     */
    static void draw(Html into, Example example, StoryLayout.Clock clock) {
        if (!example.steps().isEmpty()) {
            new StoryTimeline(example.steps(), clock).draw(into, example.title());
        }
    }

    /** A story as a picture by itself; nothing if it has no operations. */
    static Optional<Picture> picture(Example example, StoryLayout.Clock clock) {
        if (example.steps().isEmpty()) {
            return Optional.empty();
        }
        var timeline = new StoryTimeline(example.steps(), clock);
        return Optional.of(new Picture(example.title(), timeline.width(), timeline.bottom() + 26, timeline::content));
    }

    private double width() {
        return x[x.length - 1] + RIGHT + (hasOpenStep() ? 40 : 0);
    }

    private int bottom() {
        return TOP + LANE * processes.size();
    }

    private void draw(Html svg, String title) {
        double width = width();
        svg.open(
                "svg",
                "class",
                "story",
                "role",
                "img",
                "viewBox",
                "0 0 " + number(width) + " " + (bottom() + 26),
                "width",
                number(width),
                "height",
                String.valueOf(bottom() + 26));
        svg.element("title", title).line();
        content(svg);
        svg.close("svg").line();
    }

    private void content(Html svg) {
        double width = width();
        int bottom = bottom();
        for (int lane = 0; lane < processes.size(); lane++) {
            double y = TOP + LANE * lane + LANE / 2.0;
            line(svg, "lane", LEFT, y, width, y);
            svg.element("text", "process " + processes.get(lane), "class", "who", "x", "0", "y", number(y + 4));
            svg.line();
        }
        for (Step step : steps) {
            if (!isRead(step)) {
                line(svg, "moment", end(step, width), TOP, end(step, width), bottom);
            }
        }
        for (Step step : steps) {
            bar(svg, step, width);
        }
        axis(svg, bottom);
    }

    private void bar(Html svg, Step step, double width) {
        double from = at(step.invoked());
        double to = end(step, width);
        double y = TOP + LANE * processes.indexOf(step.process()) + (LANE - BAR) / 2.0;
        svg.open("g");
        svg.element("title", step.op() + " " + step.text());
        if (isPaired(step)) {
            double middle = (from + to) / 2;
            rect(svg, "half metadata", from, y, middle - 2);
            rect(svg, "half journal", middle + 2, y, to);
            label(svg, "in", (from + middle) / 2, y + BAR / 2.0 + 4, step.op() + " reads metadata");
            label(svg, "in", (middle + to) / 2, y + BAR / 2.0 + 4, "then journal");
        } else {
            rect(svg, step.completed() < 0 ? "bar open" : "bar " + style(step), from, y, to);
            label(svg, "in", (from + to) / 2, y + BAR / 2.0 + 4, step.op() + " " + name(step));
        }
        svg.close("g").line();
    }

    private void axis(Html svg, int bottom) {
        double free = 0;
        for (int i = 0; i < moments.length; i++) {
            if (x[i] >= free) {
                String time = clock.text(moments[i], moments[0]);
                svg.element("text", time, "class", "time", "x", number(x[i]), "y", String.valueOf(bottom + 16));
                free = x[i] + LABEL_ROOM;
            }
            line(svg, "tick", x[i], bottom, x[i], bottom + 4);
        }
        svg.line();
    }

    /** Where each moment is drawn: log-spaced first, then stretched where a bar would be too narrow. */
    private double[] positions() {
        double[] gap = new double[moments.length];
        for (int i = 1; i < moments.length; i++) {
            gap[i] = MIN_GAP + GAP_PER_DECADE * Math.log10(1 + (moments[i] - moments[i - 1]) / 1_000.0);
        }
        for (Step step : steps) {
            int from = indexOf(step.invoked());
            int to = step.completed() < 0 ? moments.length - 1 : indexOf(step.completed());
            double width = 0;
            for (int i = from + 1; i <= to; i++) {
                width += gap[i];
            }
            double wanted = isPaired(step) ? MIN_READ : MIN_BAR;
            for (int i = from + 1; i <= to && width < wanted; i++) {
                gap[i] *= wanted / width;
            }
        }
        double total = 0;
        for (double width : gap) {
            total += width;
        }
        double stretch = total > 0 ? Math.max(1, MIN_WIDTH / total) : 1;
        double[] positions = new double[moments.length];
        positions[0] = LEFT + 10;
        for (int i = 1; i < moments.length; i++) {
            positions[i] = positions[i - 1] + gap[i] * stretch;
        }
        return positions;
    }

    private double at(long moment) {
        return x[indexOf(moment)];
    }

    private double end(Step step, double width) {
        return step.completed() < 0 ? width - 8 : Math.max(at(step.completed()), at(step.invoked()) + 6);
    }

    private int indexOf(long moment) {
        return java.util.Arrays.binarySearch(moments, moment);
    }

    private boolean hasOpenStep() {
        return steps.stream().anyMatch(step -> step.completed() < 0);
    }

    private static boolean isRead(Step step) {
        return step.kind() == Kind.READ || step.kind() == Kind.PAIRED_READ;
    }

    private static boolean isPaired(Step step) {
        return step.kind() == Kind.PAIRED_READ;
    }

    /** The class of a bar: what the operation does to the object decides its colour. */
    private static String style(Step step) {
        return switch (step.kind()) {
            case ADD -> "adds";
            case DROP -> "drops";
            case READ, PAIRED_READ -> "metadata";
            case OTHER -> "other";
        };
    }

    private static String name(Step step) {
        String name = step.function();
        return name.length() > 14 ? name.substring(0, 13) + "…" : name;
    }

    private static void rect(Html svg, String style, double from, double y, double to) {
        svg.open(
                "rect",
                "class",
                style,
                "x",
                number(from),
                "y",
                number(y),
                "width",
                number(Math.max(2, to - from)),
                "height",
                String.valueOf(BAR),
                "rx",
                "5");
        svg.close("rect");
    }

    private static void label(Html svg, String style, double x, double y, String text) {
        svg.element("text", text, "class", style, "x", number(x), "y", number(y));
    }

    private static void line(Html svg, String style, double x1, double y1, double x2, double y2) {
        svg.open("line", "class", style, "x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2));
        svg.close("line");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
