package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.PlanJson;
import dev.skewer.results.summary.PlannedCell;
import dev.skewer.results.summary.Shard;
import dev.skewer.results.summary.SummaryException;
import dev.skewer.results.summary.SummaryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Plans of campaigns in files. */
class PlanFilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    private static PlannedCell cell(String key, int shard, long... seeds) {
        return new PlannedCell(
                key,
                "journal\n\u001b",
                Map.of("workload", "journal", "fault", List.of("kill"), "seed", seeds[0]),
                new Expectation("detected", List.of("read-skew")),
                java.util.Arrays.stream(seeds).boxed().toList(),
                Duration.ofMillis(1500),
                shard);
    }

    private static CampaignPlan plan(Shard shard, PlannedCell... cells) {
        return new CampaignPlan("c\"", List.of(cells), List.of("x"), Duration.ofSeconds(6), shard, "skewer test");
    }

    private static final CampaignPlan PLAN = plan(
            new Shard(2, 2),
            cell("0123456789ab", 1, 1, 2),
            cell("0123456789ab-2", 2, 3),
            cell("0123456789ac", PlannedCell.LEFT_OUT, 3));

    private CampaignPlan read(ObjectNode json) throws IOException {
        Path file = directory.resolve("plan.json");
        Files.writeString(file, Json.indented(json));
        return SummaryFiles.plan(file, "plan.json");
    }

    @Test
    void whatWasStoredComesBackAndIsAsTheSchemaSays() throws IOException {
        ObjectNode json = PlanJson.of(PLAN);
        CampaignPlan back = read(json);
        assertThat(Json.oneLine(PlanJson.of(back))).isEqualTo(Json.oneLine(json));
        assertThat(back.id()).isEqualTo(PLAN.id());
        assertThat(back.differenceTo(PLAN)).isEmpty();
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("..", "docs", "summary.schema.json")), InputFormat.JSON);
        assertThat(schema.validate(Json.oneLine(json), InputFormat.JSON)).isEmpty();
        json.remove("tests");
        assertThat(schema.validate(Json.oneLine(json), InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void aPlanThatIsDamagedOrOfALaterVersionIsRefusedInOneLine() {
        for (String field : PlanJson.of(PLAN).propertyNames()) {
            ObjectNode json = PlanJson.of(PLAN);
            json.putArray(field).addObject();
            try {
                read(json);
            } catch (SummaryException e) {
                assertThat(e.getMessage()).startsWith("plan.json: ").doesNotContain("\n");
            } catch (IOException e) {
                throw new AssertionError(field, e);
            }
        }
        assertThatExceptionOfType(SummaryException.class)
                .isThrownBy(() -> read(PlanJson.of(PLAN).put("schema", "plan/2")))
                .withMessageContaining("written by a later version");
        assertThatExceptionOfType(SummaryException.class)
                .isThrownBy(() -> read(PlanJson.of(PLAN).put("schema", "run/1")))
                .withMessageContaining("there should be plan/1");
        ObjectNode json = PlanJson.of(PLAN);
        json.putObject("shard").put("index", 3).put("count", 2);
        assertThatExceptionOfType(SummaryException.class)
                .isThrownBy(() -> read(json))
                .withMessageContaining("there should be a shard and how many there are");
    }

    @Test
    void shardsOfOnePlanHaveItsIdAndOtherPlansHaveNot() {
        assertThat(PLAN.of(new Shard(1, 2)).id()).isEqualTo(PLAN.id());
        assertThat(PLAN.of(new Shard(1, 2)).differenceTo(PLAN)).contains("shard 1/2, not 2/2");
        CampaignPlan otherSeeds = plan(
                new Shard(2, 2),
                cell("0123456789ab", 1, 1, 9),
                PLAN.cells().get(1),
                PLAN.cells().get(2));
        assertThat(otherSeeds.id()).isNotEqualTo(PLAN.id());
        assertThat(PLAN.differenceTo(otherSeeds).orElseThrow())
                .contains("seeds [1, 2]")
                .contains("seeds [1, 9]");
        CampaignPlan otherDeal = plan(
                new Shard(2, 2),
                cell("0123456789ab", 2, 1, 2),
                PLAN.cells().get(1),
                PLAN.cells().get(2));
        assertThat(otherDeal.id()).isNotEqualTo(PLAN.id());
        assertThat(PLAN.differenceTo(otherDeal)).contains("another time limit or cost of isolation");
        assertThat(PLAN.own()).extracting(PlannedCell::key).containsExactly("0123456789ab-2");
        assertThat(PLAN.estimate()).isEqualTo(Duration.ofMillis(1500));
        assertThat(PLAN.of(new Shard(1, 2)).estimate()).isEqualTo(Duration.ofMillis(7500));
    }

    @Test
    void shardsAreReadAsTheyAreWritten() {
        assertThat(Shard.parse("2/8")).contains(new Shard(2, 8));
        assertThat(Shard.parse(Shard.WHOLE.toString())).contains(Shard.WHOLE);
        for (String wrong : List.of("0/8", "9/8", "8", "/", "1/0", "-1/8", "1/10001", "1/99999999999", "1/8/2", "")) {
            assertThat(Shard.parse(wrong)).as(wrong).isEmpty();
        }
    }
}
