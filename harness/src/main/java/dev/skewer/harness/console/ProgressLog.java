package dev.skewer.harness.console;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Progress for a log file: a plain line every five seconds. */
final class ProgressLog implements Progress {
    private final PrintStream out;
    private final String task;
    private final Pace pace;

    /** When the next line is due, for tasks that follow each other. */
    static final class Pace {
        private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);

        private long next = System.nanoTime() + INTERVAL_NANOS;

        private synchronized boolean isDue() {
            long now = System.nanoTime();
            if (now - next < 0) {
                return false;
            }
            next = now + INTERVAL_NANOS;
            return true;
        }
    }

    ProgressLog(PrintStream out, String task, Pace pace) {
        this.out = out;
        this.task = task;
        this.pace = pace;
    }

    @Override
    public void show(double fraction, String text) {
        if (pace.isDue()) {
            out.println(task + ": " + text);
        }
    }

    @Override
    public void close() {}
}
