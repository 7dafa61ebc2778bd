package dev.skewer.harness.run;

import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Sends everything that is logged, by anybody, into the log file of one run while it is open. That takes Logback behind SLF4J, as it is
 * behind the command line; in a program that logs by other means there is no such file.
 */
public final class RunLog implements AutoCloseable {
    private static final String LOGBACK = "ch.qos.logback.classic.LoggerContext";

    private final Path file;
    private final Runnable end;

    private RunLog(Path file, Runnable end) {
        this.file = file;
        this.end = end;
    }

    /**
     * Opens a log. A log that cannot be written is no reason to stop: then nothing is logged.
     *
     * @param file the file, made new or appended to
     */
    public static RunLog open(Path file) {
        boolean isLogback =
                LoggerFactory.getILoggerFactory().getClass().getName().equals(LOGBACK);
        // Logback need not be there, so nothing of it is named here.
        return new RunLog(file, isLogback ? LogbackFile.open(file) : () -> {});
    }

    /** The file. */
    public Path file() {
        return file;
    }

    @Override
    public void close() {
        end.run();
    }
}
