package dev.skewer.harness.console;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

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
                .setConsumer(new ConsoleProgressBarConsumer(surroundings.err(), columns))
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
}
