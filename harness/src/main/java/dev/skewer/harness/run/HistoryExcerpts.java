package dev.skewer.harness.run;

import dev.skewer.checker.Verdict;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.file.Histories;
import dev.skewer.results.measure.ExcerptCollector;
import dev.skewer.results.summary.Excerpt;
import dev.skewer.results.summary.Highlight;
import dev.skewer.results.summary.OperationMetrics;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Goes through the file of a history once more, for what all clients did around the examples of its verdict, or around its {@link Highlight}
 * if there are none. Only what is to be shown is
 * taken, so this is possible of any history, whatever its checker kept in memory.
 */
public final class HistoryExcerpts {
    private HistoryExcerpts() {}

    /**
     * Cuts the excerpts out. A file that ends inside an event, or damaged, is read up to there. An interrupt of the thread ends it with none.
     *
     * @param file the history
     * @param name its name in complaints
     * @param format its format
     * @param verdict on it
     * @param metrics of it; of a history of which none are known and whose verdict has no examples nothing is read
     * @throws IOException if it cannot be read
     */
    public static List<Excerpt> of(
            Path file, String name, Format format, Verdict verdict, Optional<OperationMetrics> metrics)
            throws IOException {
        var collector = new ExcerptCollector(verdict, metrics.flatMap(Highlight::of));
        if (collector.isEmpty()) {
            return List.of();
        }
        try (EventReader reader = Histories.read(Files.newInputStream(file), name, format)) {
            var event = new Event(reader.symbols());
            while (reader.next(event)) {
                collector.accept(event);
            }
        } catch (ClosedByInterruptException e) {
            return List.of();
        } catch (HistoryException e) {
            // It was told with the verdict.
            return collector.excerpts();
        }
        return collector.excerpts();
    }
}
