package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.harness.campaign.CampaignLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code skewer campaign --resume} on the real store: what is over is not done again, and what is not is. */
class CampaignResumeTest {
    private static final String FILE = """
            name: c
            tests:
              - {ops: 2000, expect: valid}
              - {ops: 2000, isolation: locked, expect: valid}
              - {time-limit: 10s, isolation: committed, fault: slow-reader, expect: read-skew}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    @BeforeEach
    void file() throws IOException {
        Files.writeString(directory.resolve("c.yaml"), FILE);
    }

    private Shell.Done run(String... more) {
        return new Shell(directory)
                .run(Stream.concat(Stream.of("campaign", "c.yaml"), Stream.of(more))
                        .toArray(String[]::new));
    }

    private List<Path> campaigns() throws IOException {
        return list(directory.resolve("results/runs/c"));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    private static List<String> runs(Path campaign) throws IOException {
        return list(campaign).stream()
                .map(path -> path.getFileName().toString())
                .filter(name -> Character.isDigit(name.charAt(0)))
                .toList();
    }

    private static JsonNode json(Path campaign) throws IOException {
        return new JsonMapper().readTree(Files.readString(campaign.resolve("campaign.json")));
    }

    /** Makes a finished campaign one that was killed while its second cell ran. */
    private static void killInSecondCell(Path campaign) throws IOException {
        JsonNode plan = new JsonMapper().readTree(Files.readString(campaign.resolve("plan.json")));
        for (int cell : new int[] {1, 2}) {
            String key = plan.at("/tests/" + cell + "/key").stringValue();
            Files.delete(campaign.resolve("cells").resolve(key + ".json"));
        }
        Files.delete(campaign.resolve("campaign.json"));
        Files.delete(campaign.resolve("report.html"));
        Files.delete(campaign.resolve("002-journal-locked/verdict.json"));
        try (Stream<Path> files = Files.walk(campaign.resolve("003-journal-committed-slow-reader"))) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        // What a killed process leaves of a file that it was writing, and its lock.
        Files.writeString(campaign.resolve("cells/.0123.json.1.1"), "{\"id\"");
        assertThat(campaign.resolve("campaign.lock")).exists();
    }

    @Test
    void aKilledCampaignEndsAsIfItHadNotBeen() throws Exception {
        assertThat(run().code()).isZero();
        Path campaign = campaigns().get(0);
        JsonNode whole = json(campaign);
        killInSecondCell(campaign);
        Shell.Done done = run("--resume");
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        assertThat(done.out()).contains("3 of 3 as expected", "campaign  pass");
        assertThat(campaigns()).hasSize(1);
        assertThat(runs(campaign))
                .containsExactly(
                        "001-journal-snapshot",
                        "002-journal-locked",
                        "002-journal-locked-2",
                        "003-journal-committed-slow-reader");
        JsonNode resumed = json(campaign);
        assertThat(resumed.at("/tests/0")).isEqualTo(whole.at("/tests/0"));
        assertThat(resumed.at("/tests/1/runs/0/run").stringValue()).endsWith("/002-journal-locked-2");
        for (String field : List.of("name", "plan", "pass", "complete", "planned", "omitted")) {
            assertThat(resumed.get(field)).as(field).isEqualTo(whole.get(field));
        }
        for (int i = 0; i < 3; i++) {
            for (String field : List.of("id", "test", "spec", "expected", "pass", "outcome")) {
                assertThat(resumed.at("/tests/" + i + "/" + field)).isEqualTo(whole.at("/tests/" + i + "/" + field));
            }
        }
    }

    @Test
    void whatWasNotAsExpectedStaysSo() throws Exception {
        Files.writeString(directory.resolve("c.yaml"), FILE.replaceFirst("expect: valid", "expect: lost-append"));
        assertThat(run().code()).isEqualTo(1);
        killInSecondCell(campaigns().get(0));
        Shell.Done done = run("--resume");
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out()).contains("2 of 3 as expected", "expected lost-append, was true");
        assertThat(runs(campaigns().get(0)))
                .filteredOn(name -> name.startsWith("001"))
                .hasSize(1);
    }

    @Test
    void aCampaignThatCameToItsEndIsNotTakenForAnother() throws Exception {
        assertThat(run("--resume").code()).isZero();
        assertThat(run("--resume").code()).isZero();
        assertThat(campaigns()).hasSize(2);
        assertThat(campaigns())
                .allSatisfy(campaign -> assertThat(runs(campaign)).hasSize(3));
    }

    @Test
    void anotherCampaignIsNotResumed() throws Exception {
        assertThat(run().code()).isZero();
        Path campaign = campaigns().get(0);
        killInSecondCell(campaign);
        Files.writeString(directory.resolve("c.yaml"), FILE.replace("isolation: locked", "isolation: locked, keys: 3"));
        Shell.Done done = run("--resume");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.out()).isEmpty();
        assertThat(done.complaint())
                .startsWith("skewer: results/runs/c/")
                .contains("cannot be resumed, as it is another campaign (cell 2 is 'journal locked' (")
                .endsWith("begin a new one, without --resume");
        assertThat(run("--resume", "--seed", "9").complaint())
                .contains("seeds [1]), not")
                .contains("seeds [9]");
        Files.writeString(
                campaign.resolve("plan.json"),
                Files.readString(campaign.resolve("plan.json"))
                        .replaceAll("\"producer\" : \"[^\"]*\"", "\"producer\" : \"skewer 0.0.1\""));
        Files.writeString(directory.resolve("c.yaml"), FILE);
        assertThat(run("--resume").complaint()).contains("(made by skewer 0.0.1, not by skewer ");
        // Other campaigns are not concerned.
        assertThat(run("--resume", "--shard", "1/2").code()).isZero();
        assertThat(campaigns()).hasSize(2);
    }

    @Test
    void aCampaignThatGoesOnIsNotResumed() throws Exception {
        assertThat(run().code()).isZero();
        Path campaign = campaigns().get(0);
        killInSecondCell(campaign);
        try (CampaignLock lock = CampaignLock.take(campaign).orElseThrow()) {
            Shell.Done done = run("--resume");
            assertThat(done.code()).isEqualTo(254);
            assertThat(done.complaint()).contains("is being run by another process");
            assertThat(lock).isNotNull();
        }
        assertThat(run("--resume").code()).isZero();
    }

    @Test
    void aCellThatIsDamagedIsNotTakenOver() throws Exception {
        assertThat(run().code()).isZero();
        Path campaign = campaigns().get(0);
        Path first = campaign.resolve("cells")
                .resolve(json(campaign).at("/tests/0/id").stringValue() + ".json");
        killInSecondCell(campaign);
        Files.writeString(first, "{\"test\": 3}");
        Shell.Done done = run("--resume");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.out()).isEmpty();
        assertThat(done.complaint()).contains("/cells/").contains("test: there should be a string, and there is 3");
    }

    @Test
    void aDryRunLeavesNothing() throws Exception {
        Shell.Done done = run("--dry-run", "--resume");
        assertThat(done.code()).isZero();
        assertThat(done.out())
                .containsPattern("journal locked +1 +0.7s +valid +runs")
                .contains("cells     3 of 3 to run", "time      about ");
        assertThat(directory.resolve("results")).doesNotExist();
        JsonNode json = new JsonMapper().readTree(run("--dry-run", "--json").out());
        assertThat(json.get("schema").stringValue()).isEqualTo("plan/1");
        assertThat(json.at("/tests/1/test").stringValue()).isEqualTo("journal locked");
        assertThat(json.at("/shard/count").intValue()).isEqualTo(1);
    }

    @Test
    void aTimeLimitNamesWhatItLeavesOut() throws Exception {
        Shell.Done done = run("--time-limit", "1s");
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        assertThat(done.out())
                .contains("not run   left out for the time limit: journal ")
                .containsPattern("cells     1 of 1 as expected; 2 more left out for the time limit");
        JsonNode json = json(campaigns().get(0));
        assertThat(json.get("planned").intValue()).isEqualTo(1);
        assertThat(json.get("omitted").size()).isEqualTo(2);
        assertThat(json.at("/omitted/0/by-time-limit").asBoolean()).isTrue();
        Shell.Done tooShort = run("--time-limit", "100ms");
        assertThat(tooShort.code()).isEqualTo(254);
        assertThat(tooShort.complaint())
                .isEqualTo(
                        "skewer: campaign: --time-limit 100ms is too short for any cell; the shortest takes about 700ms");
    }

    @Test
    void whatCannotBeAskedForIsRefusedBeforeAnythingRuns() throws Exception {
        for (String[] wrong : new String[][] {
            {"--only", "fault=flsh"},
            {"--skip", "isolation=snapshot,locked,committed"},
            {"--shard", "4/3"},
            {"--shard", "x"},
            {"--shard", "4/4"},
            {"--time-limit", "0s"}
        }) {
            Shell.Done done = run(wrong);
            assertThat(done.code()).as(done.toString()).isEqualTo(254);
            assertThat(done.out()).isEmpty();
            assertThat(done.err().lines()).hasSize(1);
        }
        Shell.Done story = new Shell(directory).run("campaign", "restate-3192", "--dry-run");
        assertThat(story.code()).isEqualTo(254);
        assertThat(directory.resolve("results")).doesNotExist();
    }
}
