package dev.skewer.harness.console;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Progress for a log file: a plain line every five seconds. */
final class ProgressLog implements Progress {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream out;
    private final String task;
    private long next = System.nanoTime() + INTERVAL_NANOS;

    ProgressLog(PrintStream out, String task) {
        this.out = out;
        this.task = task;
    }

    @Override
    public void show(double fraction, String text) {
        long now = System.nanoTime();
        if (now - next >= 0) {
            next = now + INTERVAL_NANOS;
            out.println(task + ": " + text);
        }
    }

    @Override
    public void close() {}
}
