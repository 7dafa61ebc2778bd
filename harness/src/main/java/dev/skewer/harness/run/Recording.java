package dev.skewer.harness.run;

import dev.skewer.checker.CheckSession;
import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.file.EdnWriter;
import dev.skewer.history.file.Histories;
import dev.skewer.results.measure.MetricsRecorder;
import dev.skewer.results.summary.OperationMetrics;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Takes the history of a run: into its file, so that a killed run can be checked; into memory, so that a finished one is
 * checked at once; and into the plots. Used by the runner's recording thread only, except for {@link #failure}.
 *
 * <p>When the file cannot be written (a full disk), the run must stop and what is in memory must still be judged. So the
 * first failure is remembered instead of thrown, and the file is left as it is.
 */
final class Recording implements EventSink, Flushable, Closeable {
    /** How many events are taken between two looks at the memory. */
    private static final int STRIDE = 1 << 14;

    private final EdnWriter file;
    private final long memoryBytes;
    /** Null when the history has become too large for it. */
    private @Nullable CheckSession memory;

    private final MetricsRecorder metrics = new MetricsRecorder();
    private volatile @Nullable IOException failure;
    private long events;

    /**
     * Begins a history.
     *
     * @param path the file, made new; compressed as its name says
     * @param check takes the events too
     * @param memoryBytes how much the history may take in memory; one that becomes larger goes on in the file alone
     * @throws IOException if it cannot be made
     */
    Recording(Path path, CheckSession check, long memoryBytes) throws IOException {
        memory = check;
        this.memoryBytes = memoryBytes;
        file = Histories.create(path);
    }

    @Override
    public void accept(Event event) throws IOException {
        keep(event);
        metrics.accept(event);
        events++;
        if (failure == null) {
            try {
                file.accept(event);
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    private void keep(Event event) {
        CheckSession kept = memory;
        if (kept == null) {
            return;
        }
        try {
            kept.accept(event);
        } catch (OutOfMemoryError e) {
            memory = null;
        }
        if (events % STRIDE == 0 && kept.bytes() > memoryBytes) {
            memory = null;
        }
    }

    @Override
    public void flush() {
        if (failure == null) {
            try {
                file.flush();
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            if (failure == null) {
                failure = e;
            }
        }
    }

    /** What kept the file from being written whole; null if nothing did. */
    @Nullable IOException failure() {
        return failure;
    }

    /** The check that has had all events so far; null if they are too many to be kept in memory. */
    @Nullable CheckSession check() {
        return memory;
    }

    /** Events taken so far. */
    long events() {
        return events;
    }

    /** What the plots need. */
    OperationMetrics metrics() {
        return metrics.metrics();
    }
}
