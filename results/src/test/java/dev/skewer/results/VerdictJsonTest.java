package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.results.summary.CheckCost;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.RunJson;
import dev.skewer.results.summary.VerdictJson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerdictJsonTest {
    private static final CheckCost COST = new CheckCost(5, 17, 123);

    @Test
    void hasTheStableFields() {
        JsonNode json = VerdictJson.of(Samples.skewed("text"), COST);
        assertThat(json.propertyNames())
                .contains("valid", "model", "anomalies", "not", "also-not", "opportunities", "ops", "parse_ms")
                .contains("check_ms", "peak_heap_mb");
        assertThat(json.get("valid").isBoolean()).isTrue();
        assertThat(json.at("/anomalies/read-skew/count").asLong()).isEqualTo(1234);
        assertThat(json.at("/anomalies/read-skew/examples")).hasSize(2);
    }

    @Test
    void unknownIsAString() {
        assertThat(VerdictJson.of(Samples.clean(Validity.UNKNOWN, 0), COST)
                        .get("valid")
                        .asString())
                .isEqualTo("unknown");
        assertThat(VerdictJson.of(Samples.clean(Validity.TRUE, 1), COST)
                        .get("valid")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aRunSaysHowToHaveItAgain() {
        JsonNode json = RunJson.of(Samples.run(Samples.skewed("x"), "x"));
        assertThat(json.propertyNames()).contains("run", "seed", "check", "again", "spec", "functions", "throughput");
        assertThat(json.at("/stalls/0/from_ms").asLong()).isEqualTo(3_000);
        assertThat(json.at("/stalls/0/to_ms").asLong()).isEqualTo(7_000);
    }

    @Test
    void hostileTextsComeBackAsTheyWere() {
        String hostile = "\"}\u0000\u001b\n\uD83D\uDE00</script>";
        String line = Json.oneLine(VerdictJson.of(Samples.skewed(hostile), COST));
        assertThat(line).doesNotContain("\n", "\u001b", "\u0000");
        JsonNode back = new JsonMapper().readTree(line);
        assertThat(back.at("/anomalies/read-skew/examples/1/contradiction").asString())
                .isEqualTo(hostile);
    }
}
