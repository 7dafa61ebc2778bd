package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code skewer campaign} from end to end, on the real store. */
class CampaignCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    @Test
    void judgesEachCellAgainstWhatItExpects() throws Exception {
        Files.writeString(directory.resolve("c.yaml"), """
                name: small
                tests:
                  - isolation: snapshot
                    ops: 5000
                    expect: valid
                  - isolation: committed
                    fault: slow-reader
                    time-limit: 8s
                    expect: read-skew
                """);
        Shell.Done done = new Shell(directory).run("campaign", "c.yaml");
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        List<String> lines = done.out().lines().toList();
        assertThat(lines.get(0)).startsWith("test").contains("ops/s", "verdict", "anomalies", "expected", "pass");
        assertThat(lines.get(1))
                .startsWith("journal snapshot ")
                .contains("true")
                .containsPattern("valid +yes$");
        assertThat(lines.get(2))
                .startsWith("journal committed slow-reader")
                .contains("read-skew")
                .endsWith("yes");
        assertThat(done.out()).contains("2 of 2 as expected", "campaign  pass");
        Path run = directory.resolve("results/runs/latest").toRealPath();
        assertThat(run).isDirectoryContaining("glob:**/001-journal-snapshot");
        assertThat(run.resolve("002-journal-committed-slow-reader/report.html")).exists();
        JsonNode json = new JsonMapper().readTree(Files.readString(run.resolve("campaign.json")));
        assertThat(json.get("pass").asBoolean()).isTrue();
        assertThat(json.get("tests").size()).isEqualTo(2);
        assertThat(json.at("/tests/0").propertyNames()).contains("spec", "expected", "verdict", "pass");
    }

    @Test
    void aCellThatIsNotAsExpectedFailsTheCampaign() throws Exception {
        Files.writeString(
                directory.resolve("c.yaml"), "tests: [{ops: 3000, isolation: snapshot, expect: lost-append}]");
        Shell.Done done = new Shell(directory).run("campaign", "c.yaml", "--json");
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out().lines()).hasSize(1);
        JsonNode json = new JsonMapper().readTree(done.out());
        assertThat(json.get("pass").asBoolean()).isFalse();
        assertThat(json.at("/tests/0/verdict").asBoolean()).isTrue();
        assertThat(json.at("/tests/0/pass").asBoolean()).isFalse();
        Shell.Done forPeople = new Shell(directory).run("campaign", "c.yaml");
        assertThat(forPeople.out())
                .contains(
                        "expected lost-append, was true",
                        "check  ./skewer check --model journal results/runs/campaign/",
                        "again  ./skewer test",
                        "campaign  fail");
    }

    @Test
    void aVacuousCellIsNotValid() throws Exception {
        Files.writeString(directory.resolve("c.yaml"), "tests: [{ops: 1, expect: valid}]");
        Shell.Done done = new Shell(directory).run("campaign", "c.yaml");
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out()).contains("unknown", "vacuous", "NO");
    }

    @Test
    void aCampaignThatWasStoppedBeforeItWasWrongIsUnknown() throws Exception {
        Files.writeString(
                directory.resolve("c.yaml"), "tests: [{ops: 3000, expect: valid}, {time-limit: 10m, expect: valid}]");
        Shell shell = new Shell(directory);
        Thread impatient = new Thread(() -> {
            while (!Files.exists(directory.resolve("results/runs/campaign"))
                    || !isBegun(directory.resolve("results/runs/campaign"), "002")) {
                LockSupport.parkNanos(10_000_000);
            }
            shell.interruption().wish();
        });
        impatient.start();
        Shell.Done done = shell.run("campaign", "c.yaml");
        impatient.join();
        assertThat(done.out()).contains("1 of 2 as expected, 1 not run to the end", "campaign  unknown");
        assertThat(done.code()).isEqualTo(2);
    }

    private static boolean isBegun(Path campaign, String run) {
        try (Stream<Path> files = Files.walk(campaign)) {
            return files.anyMatch(file -> file.getFileName().toString().equals("history.edn.zst")
                    && file.toString().contains("/" + run));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void aCampaignThatHasRunNothingFails() throws Exception {
        Files.writeString(directory.resolve("c.yaml"), "tests: [{time-limit: 1s, expect: valid}]");
        Shell shell = new Shell(directory);
        shell.interruption().wish();
        Shell.Done done = shell.run("campaign", "c.yaml");
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out()).contains("0 of 1 as expected, 1 not run to the end; nothing was run", "campaign  fail");
    }

    @Test
    @Tag("slow")
    void theStoryOfRestate3192GoesAsItIsTold() {
        Shell.Done done = new Shell(directory).run("campaign", "restate-3192");
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        assertThat(done.out())
                .contains("5 = 5, content", "2 ≠ 5, alarmed", "same-length-replacement", "campaign  pass");
    }
}
