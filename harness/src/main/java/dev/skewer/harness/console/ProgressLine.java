package dev.skewer.harness.console;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;

/** Progress for a person: one line that redraws itself, and is gone when the work is done. */
final class ProgressLine implements Progress {
    private static final int STEPS = 1_000;
    private static final int BAR_WIDTH = 20;
    private static final int REDRAW_MILLIS = 200;

    private final ProgressBar bar;

    ProgressLine(Surroundings surroundings, String task) {
        int columns = Math.max(20, surroundings.columns());
        bar = new ProgressBarBuilder()
                .setInitialMax(STEPS)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .clearDisplayOnFinish()
                // Rendered here: the library's own line has a unit and a guess of the end, ours knows better.
                .setRenderer((state, width) -> fit(
                        task + " " + bar(state.getNormalizedProgress()) + " " + state.getExtraMessage(), columns - 1))
                .setConsumer(new Line(surroundings.err(), columns))
                .build();
    }

    @Override
    public void show(double fraction, String text) {
        bar.stepTo(Math.round(Math.min(1, Math.max(0, fraction)) * STEPS));
        bar.setExtraMessage(text);
    }

    @Override
    public void close() {
        bar.close();
    }

    private static String bar(double fraction) {
        int full = (int) Math.round(fraction * BAR_WIDTH);
        return "[" + "=".repeat(full) + " ".repeat(BAR_WIDTH - full) + "]";
    }

    private static String fit(String text, int columns) {
        return text.length() <= columns ? text : text.substring(0, columns);
    }

    /**
     * The line on the screen.
     *
     * @param out the terminal
     * @param columns its width
     */
    private record Line(PrintStream out, int columns) implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return columns;
        }

        @Override
        public void accept(String text) {
            // Padded, so that a shorter text leaves nothing of a longer one.
            out.print("\r" + text + " ".repeat(Math.max(0, columns - 1 - text.length())));
            out.flush();
        }

        @Override
        public void clear() {
            out.print("\r" + " ".repeat(columns - 1) + "\r");
            out.flush();
        }

        @Override
        public void close() {
            clear();
        }
    }
}
