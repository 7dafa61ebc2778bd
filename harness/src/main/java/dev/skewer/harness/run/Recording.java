package dev.skewer.harness.run;

import dev.skewer.checker.journal.JournalHistory;
import dev.skewer.checker.journal.JournalHistoryBuilder;
import dev.skewer.history.EdnWriter;
import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.results.Throughput;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.nio.file.Files;
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
    private final EdnWriter file;
    private final JournalHistoryBuilder memory = new JournalHistoryBuilder();
    private final Throughput throughput = new Throughput();
    private volatile @Nullable IOException failure;
    private long events;

    /**
     * Begins a history.
     *
     * @param path the file, made new
     * @throws IOException if it cannot be made
     */
    Recording(Path path) throws IOException {
        file = new EdnWriter(Files.newOutputStream(path));
    }

    @Override
    public void accept(Event event) throws IOException {
        memory.accept(event);
        throughput.accept(event);
        events++;
        if (failure == null) {
            try {
                file.accept(event);
            } catch (IOException e) {
                failure = e;
            }
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

    /** The history so far. */
    JournalHistory history() {
        return memory.build();
    }

    /** Events taken so far. */
    long events() {
        return events;
    }

    /** What the plots need. */
    Throughput.Series throughput() {
        return throughput.series();
    }
}
