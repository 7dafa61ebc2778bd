package dev.skewer.harness;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What libraries print, such as the drivers of databases and plugins: it goes line by line to the log of the run, so that standard
 * output has results and nothing else. Used by one thread at a time, as a {@link java.io.PrintStream} does.
 */
final class PrintLog extends OutputStream {
    /** So many lines are kept: HSQLDB prints one for most transactions. */
    static final int MAX_LINES = 1000;
    /** The most that is kept of a line, in bytes. */
    static final int MAX_LINE_BYTES = 4096;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int lines;

    @Override
    public void write(int b) {
        if (lines > MAX_LINES) {
            return;
        }
        if (b != '\n') {
            if (line.size() < MAX_LINE_BYTES) {
                line.write(b);
            }
            return;
        }
        lines++;
        if (lines <= MAX_LINES) {
            log().info("{}", line.toString(StandardCharsets.UTF_8).stripTrailing());
        } else {
            log().info("what more is printed is left out");
        }
        line.reset();
    }

    /** Asked for when there is a line: most commands print none, and need not wait for the log to be set up. */
    private static Logger log() {
        return LoggerFactory.getLogger("standard-output");
    }
}
