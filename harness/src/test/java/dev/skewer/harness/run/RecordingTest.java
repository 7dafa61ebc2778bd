package dev.skewer.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.EventType;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.Token;
import dev.skewer.history.file.Histories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    private static final int OPERATIONS = 50_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    /** Reads of an invocation that does not exist, one after the other. */
    private static void record(Recording recording) throws Exception {
        var event = new Event(new Symbols());
        for (int i = 0; i < 2 * OPERATIONS; i++) {
            event.clear();
            event.index = i;
            event.time = i * 1_000L;
            event.type = i % 2 == 0 ? EventType.INVOKE : EventType.OK;
            event.f = event.symbols.intern("read-metadata");
            int map = event.value.begin(Token.MAP);
            event.value.addKeyword(event.symbols.intern("id"));
            event.value.addInt(1);
            if (i % 2 == 1) {
                event.value.addKeyword(event.symbols.intern("metadata"));
                event.value.addNil();
            }
            event.value.end(map);
            recording.accept(event);
        }
        recording.flush();
    }

    @Test
    void keepsTheHistoryInFileAndMemory() throws Exception {
        Path file = directory.resolve("history.edn");
        try (Recording recording =
                new Recording(file, new JournalChecker().open(CheckOptions.none()), Long.MAX_VALUE)) {
            record(recording);
            assertThat(recording.failure()).isNull();
            assertThat(Objects.requireNonNull(recording.check())
                            .verdict(Budget.unlimited())
                            .ops())
                    .isEqualTo(OPERATIONS);
            assertThat(Files.readAllLines(file)).hasSize(2 * OPERATIONS);
            assertThat(recording.metrics().throughput().completions().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(OPERATIONS);
        }
    }

    @Test
    void whatWasFlushedCanBeReadFromACompressedFileThatStillGrows() throws Exception {
        Path file = directory.resolve("history.edn.zst");
        try (Recording recording =
                new Recording(file, new JournalChecker().open(CheckOptions.none()), Long.MAX_VALUE)) {
            record(recording);
            assertThat(read(file)).as("events, and a cut").isEqualTo(-2 * OPERATIONS);
        }
        assertThat(read(file)).isEqualTo(2 * OPERATIONS);
        assertThat(Files.size(file)).isLessThan(2 * OPERATIONS * 10L);
    }

    /** How many events a file has; negative if it is cut off behind them. */
    private static int read(Path file) throws Exception {
        int events = 0;
        try (EventReader reader = Histories.open(file, Format.EDN)) {
            var event = new Event(reader.symbols());
            while (reader.next(event)) {
                events++;
            }
            return events;
        } catch (HistoryException e) {
            assertThat(e.isTruncated()).isTrue();
            return -events;
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsRememberedAndTheHistoryGoesOnInMemory() throws Exception {
        Recording recording =
                new Recording(Path.of("/dev/full"), new JournalChecker().open(CheckOptions.none()), Long.MAX_VALUE);
        try (recording) {
            record(recording);
            assertThat(Objects.requireNonNull(recording.check())
                            .verdict(Budget.unlimited())
                            .ops())
                    .isEqualTo(OPERATIONS);
        }
        assertThat(recording.events()).isEqualTo(2 * OPERATIONS);
        assertThat(recording.failure()).isNotNull().hasMessageContaining("No space left");
    }
}
