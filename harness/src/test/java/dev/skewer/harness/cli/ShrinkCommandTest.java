package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.results.summary.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** From a failing run to a smaller one, and to steps that fail each time: on the real store, as a user does it. */
class ShrinkCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    private void fail(String... options) {
        var command = new ArrayList<>(List.of("test", "--time-limit", "2m", "--fail-fast", "--seed", "1"));
        command.addAll(List.of(options));
        Shell.Done done = new Shell(directory).run(command.toArray(String[]::new));
        assertThat(done.code()).as(done.out() + done.err()).isEqualTo(1);
    }

    private List<String> runs() throws IOException {
        try (Stream<Path> runs = Files.list(directory.resolve("results/runs/journal"))) {
            return runs.map(run -> String.valueOf(run.getFileName())).sorted().toList();
        }
    }

    /** Shrinks without time for smaller tests: what is left are the steps. */
    private JsonNode steps() {
        Shell.Done done = new Shell(directory).run("shrink", "--time-limit", "1ms", "--anomaly", "read-skew", "--json");
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        return Json.READER.readTree(done.out());
    }

    @ParameterizedTest
    @Tag("slow")
    @ValueSource(
            strings = {
                "--isolation committed",
                "--defect half-snapshot",
                "--defect snapshot-per-call",
                "--defect metadata-cache",
                "--defect split-batch",
                "--defect key-by-key-trim"
            })
    void aFailingRunLeadsToAtMostTenStepsThatFailEachTime(String options) throws Exception {
        fail(options.split(" "));
        List<String> before = runs();
        JsonNode shrunk = steps();
        assertThat(shrunk.get("interleaving").get("steps").size())
                .as(shrunk.toString())
                .isBetween(2, 10);
        // The run itself, and the smallest that was found, if any was smaller.
        assertThat(runs()).hasSizeBetween(1, 2).startsWith(before.get(0));
        Path file = directory.resolve(shrunk.get("smallest").stringValue()).resolve("interleaving.json");
        String first = "";
        for (int i = 0; i < 10; i++) {
            Shell.Done replayed = new Shell(directory).run("replay", file.toString());
            assertThat(replayed.code()).isEqualTo(1);
            assertThat(replayed.out()).contains("read-skew").isEqualTo(first.isEmpty() ? replayed.out() : first);
            first = replayed.out();
        }
    }

    @Test
    @Tag("slow")
    void theCommandFailsAsOftenAsItSays() throws Exception {
        fail("--defect", "key-by-key-trim", "--fault", "flush", "--keys", "4");
        Shell.Done done = new Shell(directory).run("shrink", "--time-limit", "8m", "--json");
        JsonNode shrunk = Json.READER.readTree(done.out());
        assertThat(shrunk.get("proved").booleanValue()).as(done.out()).isTrue();
        assertThat(shrunk.get("proof").get("failed").intValue()).isGreaterThanOrEqualTo(33);
        assertThat(runs()).hasSize(2);
        assertThat(Files.exists(
                        directory.resolve(shrunk.get("smallest").stringValue()).resolve("shrink.json")))
                .isTrue();
    }

    @Test
    void aRunThatDidNotFailHasNothingToReproduce() {
        new Shell(directory).run("test", "--ops", "300", "--seed", "1");
        Shell.Done done = new Shell(directory).run("shrink");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.out()).isEmpty();
        assertThat(done.complaint())
                .contains("did not fail: its verdict is true")
                .doesNotContain("\n");
    }

    @Test
    void aRunThatWasKilledIsJudgedFirst() throws Exception {
        fail("--defect", "half-snapshot");
        Path run = directory.resolve("results/runs/journal").resolve(runs().get(0));
        Files.delete(run.resolve("verdict.json"));
        Shell.Done done = new Shell(directory).run("shrink", run.toString(), "--time-limit", "1ms");
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        assertThat(done.out()).contains(": read-skew, ").contains("that show read-skew every time");
    }

    @Test
    void whatIsNoFailingRunIsOneLine() throws Exception {
        Files.createDirectories(directory.resolve("empty"));
        Files.writeString(directory.resolve("broken.json"), "{");
        for (String[] mistake : new String[][] {
            {"shrink", "has no latest run; name the folder of a run that failed"},
            {"shrink nowhere", "nowhere: no such file or folder"},
            {"shrink empty", "empty: is no folder of a run; a history alone has no test that could be run again"},
            {"shrink broken.json", "broken.json: is no folder of a run; a history alone has no test"},
            {"replay nowhere", "nowhere: no such file"},
            {"replay empty", "empty: is a directory; give the interleaving.json in it"},
            {"replay broken.json", "broken.json: is no JSON; right would be the interleaving.json of a run's folder"},
        }) {
            Shell.Done done = new Shell(directory).run(mistake[0].split(" "));
            assertThat(done.code()).as(mistake[0]).isEqualTo(254);
            assertThat(done.out()).isEmpty();
            assertThat(done.complaint()).contains(mistake[1]).doesNotContain("\n");
        }
    }
}
