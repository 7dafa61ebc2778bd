package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.ProgressJson;
import dev.skewer.results.summary.RunProgress;
import dev.skewer.results.summary.SummaryException;
import dev.skewer.results.summary.SummaryFiles;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a run that goes on says of itself, in a file. */
class ProgressFilesTest {
    private static final RunProgress BARE = new RunProgress(
            new RunProgress.Writer(7, Optional.empty()),
            Instant.parse("2026-11-23T09:45:01.123456Z"),
            RunProgress.Phase.OPENING,
            Optional.empty());

    private static final RunProgress FULL = new RunProgress(
            RunProgress.Writer.current(),
            Instant.parse("2026-11-23T09:45:02.250Z"),
            RunProgress.Phase.RUNNING,
            Optional.of(new RunProgress.Figures(
                    Duration.ofMillis(1_234),
                    Optional.of(Duration.ofSeconds(10)),
                    5_000,
                    100,
                    90,
                    5,
                    3,
                    Optional.of(new TreeMap<>(Map.of("read-skew\n", 3L))),
                    "kill, <pause>",
                    List.of(
                            new RunProgress.Moment(500, 10, 0, 0),
                            new RunProgress.Moment(1_200, 123, 1_500, 2_000_001)))));

    @TempDir
    private Path directory;

    private RunProgress read(String json) throws IOException {
        Path file = directory.resolve("progress.json");
        Files.writeString(file, json);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return SummaryFiles.progress(channel, "progress.json");
        }
    }

    @Test
    void whatWasStoredComesBackAndIsAsTheSchemaSays() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("..", "docs", "summary.schema.json")), InputFormat.JSON);
        for (RunProgress progress : List.of(BARE, FULL)) {
            String json = Json.oneLine(ProgressJson.of(progress));
            assertThat(read(json)).isEqualTo(progress);
            assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
        }
    }

    @Test
    void whatIsDamagedIsRefusedInOneLine() {
        for (String field : ProgressJson.of(FULL).propertyNames()) {
            ObjectNode json = ProgressJson.of(FULL);
            json.putArray(field).addObject();
            assertThatThrownBy(() -> read(Json.oneLine(json)))
                    .as(field)
                    .isInstanceOf(SummaryException.class)
                    .satisfies(e -> assertThat(e.getMessage())
                            .startsWith("progress.json")
                            .doesNotContain("\n"));
        }
        assertThatThrownBy(() -> read(Json.oneLine(ProgressJson.of(FULL)).replace("progress/1", "progress/2")))
                .isInstanceOf(SummaryException.class)
                .hasMessageContaining("later version");
        assertThatThrownBy(() -> read("")).isInstanceOf(SummaryException.class);
    }

    @Test
    void ofMoreMomentsThanAreShownTheLastAreTaken() throws IOException {
        ObjectNode json = ProgressJson.of(FULL);
        ArrayNode recent = json.putArray("recent");
        for (int i = 0; i < 1_000; i++) {
            recent.addObject()
                    .put("at_ms", i)
                    .put("ops_per_s", 1)
                    .put("p50_us", 1)
                    .put("p99_us", 1);
        }
        List<RunProgress.Moment> moments =
                read(Json.oneLine(json)).figures().orElseThrow().recent();
        assertThat(moments).hasSize(RunProgress.Figures.MAX_RECENT);
        assertThat(moments.get(moments.size() - 1).at()).isEqualTo(999);
    }

    @Test
    void aProcessIsKnownByItsBeginningToo() {
        RunProgress.Writer self = RunProgress.Writer.current();
        assertThat(self.isAlive()).isTrue();
        assertThat(new RunProgress.Writer(self.pid(), Optional.empty()).isAlive())
                .isTrue();
        assertThat(new RunProgress.Writer(self.pid(), Optional.of(Instant.EPOCH)).isAlive())
                .as("another process that had the number before")
                .isFalse();
        assertThat(new RunProgress.Writer(Long.MAX_VALUE, Optional.empty()).isAlive())
                .isFalse();
    }

    @Test
    void tellsHowMuchIsDone() {
        assertThat(figures(0, Optional.empty(), 10).fraction()).isEmpty();
        assertThat(figures(40, Optional.empty(), 10).fraction()).contains(0.25);
        assertThat(figures(0, Optional.of(Duration.ofSeconds(2)), 10).fraction())
                .contains(0.5);
        assertThat(figures(40, Optional.of(Duration.ofSeconds(2)), 10).fraction())
                .contains(0.5);
        assertThat(figures(5, Optional.of(Duration.ofSeconds(2)), 10).fraction())
                .contains(1.0);
    }

    private static RunProgress.Figures figures(long planned, Optional<Duration> limit, long ops) {
        return new RunProgress.Figures(
                Duration.ofSeconds(1), limit, planned, ops, ops, 0, 0, Optional.empty(), "", Collections.emptyList());
    }
}
