package dev.skewer.history.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.EventType;
import dev.skewer.history.Format;
import dev.skewer.history.OpenOperations;
import dev.skewer.history.examples.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Histories that other tools ship, in Jepsen's form or as texts of sessions: all are read to their end, and written and read again. */
class PeerHistoriesTest {
    /** The folder beside the project, or {@code -Dskewer.shared=}. */
    private static Path folder() {
        String shared = System.getProperty("skewer.shared", "../../shared");
        return Path.of(shared, "peer-histories");
    }

    @TestFactory
    Stream<DynamicTest> everyHistoryIsRead() throws IOException {
        Path folder = folder();
        assumeTrue(
                Files.isDirectory(folder),
                () -> folder.toAbsolutePath().normalize() + " is missing; -Dskewer.shared= says where it is");
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile)
                    .filter(PeerHistoriesTest::isHistory)
                    .sorted()
                    .toList();
        }
        assertThat(files).as("histories in %s", folder).isNotEmpty();
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(folder.relativize(file).toString(), () -> readTwice(file)));
    }

    private static boolean isHistory(Path file) {
        String name = file.toString();
        return name.endsWith(".edn")
                || name.endsWith(".edn.gz")
                || name.endsWith(".json")
                || name.contains("porcupine/kv/")
                || name.contains("/polysi/")
                || name.contains("/awdit/");
    }

    private static void readTwice(Path file) throws IOException {
        List<Recorded> events = Recorded.read(Files.newInputStream(file), Format.AUTO);
        assertThat(events).isNotEmpty();
        assertThat(Recorded.read(Recorded.write(events, Format.EDN), Format.AUTO))
                .isEqualTo(events);

        OpenOperations operations = new OpenOperations();
        int paired = 0;
        try (EventReader reader = Histories.open(file, Format.AUTO)) {
            Event event = new Event(reader.symbols());
            for (int op = 0; reader.next(event); ) {
                if (event.type == EventType.INVOKE) {
                    operations.invoke(event, op++);
                } else if (operations.complete(event) != OpenOperations.NONE) {
                    paired++;
                }
            }
        }
        assertThat(paired).as("operations with both ends").isPositive();
    }
}
