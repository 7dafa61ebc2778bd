package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/** {@code skewer campaign --shard} and {@code merge} on the real store. */
class MergeCommandTest {
    private static final String FILE = """
            name: c
            ops: 1500
            tests:
              - {isolation: [snapshot, locked], fault: [none, flush], expect: valid}
              - {isolation: snapshot, keys: 5, seeds: 2, expect: valid}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    @BeforeEach
    void file() throws IOException {
        Files.writeString(directory.resolve("c.yaml"), FILE);
    }

    private Shell.Done run(String... arguments) {
        return new Shell(directory).run(arguments);
    }

    /** Runs a shard, as on a machine of its own. */
    private int shard(int index, int count, String machine) {
        return run("campaign", "c.yaml", "--shard", index + "/" + count, "--results", machine)
                .code();
    }

    private Path campaign(String machine) throws IOException {
        try (Stream<Path> folders = Files.list(directory.resolve(machine).resolve("c"))) {
            return folders.findFirst().orElseThrow();
        }
    }

    private JsonNode merged() throws IOException {
        return new JsonMapper()
                .readTree(Files.readString(
                        directory.resolve("results/runs/latest").toRealPath().resolve("campaign.json")));
    }

    @Test
    void theShardsTogetherAreTheWhole() throws Exception {
        assertThat(run("campaign", "c.yaml", "--results", "whole").code()).isZero();
        for (int index = 1; index <= 3; index++) {
            assertThat(shard(index, 3, "machine-" + index)).isZero();
        }
        Shell.Done done = run(
                "campaign",
                "merge",
                "machine-3",
                "machine-1",
                campaign("machine-2").toString());
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        assertThat(done.out()).contains("5 of 5 as expected", "campaign  pass").doesNotContain("missing", "not run");
        JsonNode whole =
                new JsonMapper().readTree(Files.readString(campaign("whole").resolve("campaign.json")));
        JsonNode merged = merged();
        for (String field : List.of("name", "pass", "verdict", "complete", "planned", "shard", "omitted")) {
            assertThat(merged.get(field)).as(field).isEqualTo(whole.get(field));
        }
        for (int i = 0; i < 5; i++) {
            for (String field : List.of("id", "test", "spec", "expected", "pass")) {
                assertThat(merged.at("/tests/" + i + "/" + field)).isEqualTo(whole.at("/tests/" + i + "/" + field));
            }
        }
        // The commands of a run lead to where it is now, and so does the page.
        String check = merged.at("/tests/0/runs/0/check").stringValue();
        assertThat(check).contains("machine-").endsWith("/history.edn.zst");
        String[] words = check.split(" ");
        assertThat(run(Stream.of(words).skip(1).toArray(String[]::new)).out()).contains("\ttrue\n");
        assertThat(Files.readString(
                        directory.resolve("results/runs/latest").toRealPath().resolve("report.html")))
                .contains("href=\"../../../../machine-");
        // What was put together can be rendered again, and is no shard.
        assertThat(run("report", "results/runs/latest").code()).isZero();
        assertThat(run("campaign", "merge", "results/runs/latest").complaint()).contains("has no plan.json");
    }

    @Test
    void aShardThatIsMissingOrWasKilledIsTold() throws Exception {
        shard(1, 3, "machine-1");
        shard(2, 3, "machine-2");
        Path killed = campaign("machine-2");
        Files.delete(killed.resolve("campaign.json"));
        Path cell;
        try (Stream<Path> cells = Files.list(killed.resolve("cells"))) {
            cell = cells.findFirst().orElseThrow();
        }
        Files.delete(cell);
        Shell.Done done = run("campaign", "merge", "machine-1", "machine-2");
        assertThat(done.code()).as(done.out()).isEqualTo(2);
        assertThat(done.out())
                .contains("shards    shard 3/3 is missing: ", "not run   shard 3/3 is missing: journal ")
                .contains("not run   shard 2/3 was killed before: journal ")
                .contains("campaign  unknown");
        JsonNode merged = merged();
        assertThat(merged.get("complete").asBoolean()).isFalse();
        assertThat(merged.get("planned").intValue()).isEqualTo(5);
        assertThat(merged.get("tests").size() + merged.get("omitted").size()).isEqualTo(5);
    }

    @Test
    void aSecondTryDoesNotMakeUpForAFirstOne() throws Exception {
        for (String machine : List.of("a", "b")) {
            shard(1, 2, machine);
        }
        shard(2, 2, "c");
        Path summary = campaign("b").resolve("campaign.json");
        // Its first run found something.
        Files.writeString(
                summary,
                Files.readString(summary).replaceFirst("(\"runs\" : \\[ \\{[^}]*\"verdict\" : )true", "$1false"));
        Shell.Done done = run("campaign", "merge", "a", "b", "c");
        assertThat(done.code()).as(done.out()).isEqualTo(1);
        assertThat(done.out())
                .contains("shards    shard 1/2 is there 2 times (a/c/", "what is not as expected counts")
                .contains("4 of 5 as expected", "campaign  fail");
        // In any order.
        assertThat(run("campaign", "merge", "b", "c", "a").code()).isEqualTo(1);
        assertThat(run("campaign", "merge", "a", "c").code()).isZero();
    }

    @Test
    void shardsOfDifferentCampaignsAreNotPutTogether() throws Exception {
        shard(1, 2, "a");
        Files.writeString(directory.resolve("c.yaml"), FILE.replace("keys: 5", "keys: 6"));
        shard(2, 2, "b");
        Shell.Done done = run("campaign", "merge", "a", "b");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.out()).isEmpty();
        assertThat(done.complaint()).contains("are of different campaigns (plans ");
        for (String[] wrong : new String[][] {{"nowhere"}, {"c.yaml"}, {"a", "results"}, {}}) {
            Shell.Done refused = run(Stream.concat(Stream.of("campaign", "merge"), Stream.of(wrong))
                    .toArray(String[]::new));
            assertThat(refused.code()).as(refused.toString()).isEqualTo(254);
            assertThat(refused.err().lines()).hasSize(1);
        }
    }
}
