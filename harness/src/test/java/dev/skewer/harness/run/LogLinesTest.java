package dev.skewer.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.results.summary.LogExcerpt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of logs, what is near to an example or around a problem is kept. */
class LogLinesTest {
    private static final Instant ORIGIN = Instant.parse("2026-11-23T09:45:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    /** A verdict with an example that goes from 5 s to 8 s. */
    private static Verdict verdict() {
        var step =
                new Example.Step("T1", 1, "0", 5_000_000_000L, 8_000_000_000L, "read", Example.Kind.READ, "read", "");
        var anomaly =
                new Anomaly("read-skew", 1, new TreeMap<>(), List.of(new Example("", List.of(step), List.of(), "")));
        return new Verdict(
                Validity.FALSE,
                "journal",
                new TreeMap<>(Map.of("read-skew", anomaly)),
                List.of(),
                List.of(),
                1,
                1,
                List.of());
    }

    private static Verdict clean() {
        return new Verdict(Validity.TRUE, "journal", new TreeMap<>(), List.of(), List.of(), 1, 1, List.of());
    }

    private LogExcerpt around(Verdict verdict, String log) throws IOException {
        Path file = Files.writeString(directory.resolve("log"), log);
        var lines = new LogLines(ORIGIN, ZoneOffset.UTC);
        lines.add("node-0", file);
        return lines.around(verdict);
    }

    private static String line(double second, String text) {
        return ORIGIN.plusMillis(Math.round(second * 1_000)) + " " + text + "\n";
    }

    @Test
    void whatWasWrittenNearAnExampleIsKeptWithItsTime() throws IOException {
        LogExcerpt log = around(
                verdict(),
                line(1, "early") + line(4.75, "near") + "  and what goes on below\n" + line(6.5, "between")
                        + line(8.25, "after") + line(9, "late"));
        assertThat(log.lines())
                .containsExactly(
                        new LogExcerpt.Line("node-0", 4_750_000_000L, "2026-11-23T09:45:04.750Z near"),
                        new LogExcerpt.Line("node-0", 4_750_000_000L, "  and what goes on below"),
                        new LogExcerpt.Line("node-0", 8_250_000_000L, "2026-11-23T09:45:08.250Z after"));
        assertThat(log.leftOut()).isZero();
    }

    @Test
    void whatALogCallsAProblemIsKeptWithWhatIsAround() throws IOException {
        var text = new StringBuilder("no time\n");
        for (int i = 0; i < 20; i++) {
            text.append(line(i, i == 10 ? "FATAL: the database is gone" : "line " + i));
        }
        assertThat(around(clean(), text.toString()).lines())
                .extracting(LogExcerpt.Line::text)
                .hasSize(7)
                .anyMatch(line -> line.endsWith("line 7"))
                .anyMatch(line -> line.endsWith("FATAL: the database is gone"))
                .anyMatch(line -> line.endsWith("line 13"));
        assertThat(around(clean(), line(1, "an error is a word like another")).lines())
                .isEmpty();
    }

    @Test
    void ofTooManyLinesTheNearestAreKeptAndTheOthersCounted() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            text.append(line(4.5 + i / 1_000.0, "line"));
        }
        LogExcerpt log = around(verdict(), text.toString());
        assertThat(log.lines()).hasSize(150);
        assertThat(log.leftOut()).isEqualTo(1_000 - 150);
        assertThat(log.lines().get(0).at()).isBetween(4_920_000_000L, 4_930_000_000L);
        assertThat(log.lines().get(149).at()).isBetween(5_070_000_000L, 5_080_000_000L);
    }

    @Test
    void aLogIsHostile() throws IOException {
        LogExcerpt log = around(
                verdict(),
                line(5, "connected to jdbc:x://host/db?user=a&password=geheim") + line(5, "x".repeat(100_000))
                        + "-999999999-01-01T00:00:00Z 0000-00-00 00:00:00\n");
        assertThat(log.lines()).hasSize(3);
        assertThat(log.lines().get(0).text()).contains("password=***").doesNotContain("geheim");
        assertThat(log.lines().get(1).text()).hasSize(400).endsWith("…");
    }

    @Test
    void ofALargeLogTheEndIsRead() throws IOException {
        Path file = directory.resolve("large");
        Files.writeString(file, line(5, "x").repeat(60_000) + line(5, "the last"), StandardCharsets.UTF_8);
        var lines = new LogLines(ORIGIN, ZoneOffset.UTC);
        lines.add("node-0", file);
        LogExcerpt log = lines.around(verdict());
        assertThat(log.lines().size() + log.leftOut()).isBetween(45_000L, 46_000L);
        assertThat(log.lines()).allMatch(line -> line.text().startsWith("2026-"));
    }

    @Test
    void aLogThatIsNotThereHasNoLines() {
        var lines = new LogLines(ORIGIN, ZoneOffset.UTC);
        lines.add("node-0", directory.resolve("nowhere"));
        lines.add("node-1", directory);
        assertThat(lines.around(verdict())).isEqualTo(LogExcerpt.NONE);
    }
}
