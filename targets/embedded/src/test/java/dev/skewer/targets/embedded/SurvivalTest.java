package dev.skewer.targets.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.EventType;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.OpenOperations;
import dev.skewer.history.file.Histories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a run whose JVM ends before it does. */
@Tag("slow")
class SurvivalTest {
    @TempDir
    Path folder;

    private record Remains(long events, Duration last) {}

    private Process start(Path file, Path scratch) throws IOException {
        Files.createDirectories(scratch);
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        classPath,
                        RunningChild.class.getName(),
                        file.toString(),
                        scratch.toString(),
                        "60")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    /** Waits until the history has begun, then so long; returns how long it has been written. */
    private static Duration letRun(Process child, Path file, Duration time) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while ((!Files.exists(file) || Files.size(file) == 0) && child.isAlive() && System.nanoTime() < deadline) {
            Thread.sleep(2);
        }
        long begun = System.nanoTime();
        Thread.sleep(time.toMillis());
        assertThat(child.isAlive()).isTrue();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Reads what can be read; each event must follow from those before. */
    private static Remains read(Path file) throws IOException {
        long events = 0;
        long last = 0;
        OpenOperations open = new OpenOperations();
        try (EventReader reader = Histories.open(file, Format.EDN)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                assertThat(event.index).isEqualTo(events++);
                assertThat(event.time).isGreaterThanOrEqualTo(last);
                last = event.time;
                if (event.type == EventType.INVOKE) {
                    open.invoke(event, (int) events);
                } else if (event.process >= 0) {
                    open.complete(event);
                }
            }
        } catch (HistoryException e) {
            assertThat(e.isTruncated()).as(e.getMessage()).isTrue();
        }
        return new Remains(events, Duration.ofNanos(last));
    }

    @Test
    void aKilledRunIsReadableUpToItsLastSecond() throws Exception {
        Path file = folder.resolve("history.edn");
        Process child = start(file, folder.resolve("scratch"));
        Duration written = letRun(child, file, Duration.ofSeconds(3));
        child.destroyForcibly().waitFor();
        Remains history = read(file);
        assertThat(history.events()).isGreaterThan(1_000);
        assertThat(history.last()).isGreaterThan(written.minusSeconds(1));
    }

    @Test
    void aTerminatedRunEndsInGoodOrder() throws Exception {
        Path file = folder.resolve("history.edn");
        Path scratch = folder.resolve("scratch");
        Process child = start(file, scratch);
        letRun(child, file, Duration.ofSeconds(1));
        child.destroy();
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(read(file).events()).isGreaterThan(500);
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
        String text = Files.readString(file);
        assertThat(text).endsWith("}\n");
        assertThat(count(text, ":phase :heal")).isEqualTo(count(text, ":phase :start"));
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }
}
