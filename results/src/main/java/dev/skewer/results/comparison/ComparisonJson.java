package dev.skewer.results.comparison;

import dev.skewer.checker.Validity;
import dev.skewer.results.summary.Estimate;
import dev.skewer.results.summary.GateJson;
import dev.skewer.results.summary.Json;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Comparisons as JSON, in the stable form that {@code docs/results.md} describes. */
public final class ComparisonJson {
    private static final String SCHEMA = "comparison/1";

    private ComparisonJson() {}

    /** The whole comparison. */
    public static ObjectNode of(Comparison comparison) {
        ObjectNode json = Json.object();
        json.put("schema", SCHEMA);
        json.put("base", comparison.base());
        json.put("candidate", comparison.candidate());
        put(json, "not-worse", comparison.valid());
        json.put("headline", comparison.headline());
        json.set("changes", GateJson.changes(comparison.changes()));
        ArrayNode tests = json.putArray("tests");
        comparison.cells().forEach(cell -> tests.add(of(cell)));
        json.putObject("thresholds")
                .put("minimal-effect", comparison.thresholds().minimalEffect())
                .put("significance", comparison.thresholds().significance())
                .put("same-machine", comparison.thresholds().isSameMachine());
        json.put("producer", comparison.producer());
        return json;
    }

    private static void put(ObjectNode json, String name, Validity valid) {
        if (valid == Validity.UNKNOWN) {
            json.put(name, valid.toString());
        } else {
            json.put(name, valid == Validity.TRUE);
        }
    }

    private static ObjectNode of(CellComparison cell) {
        ObjectNode json = Json.object();
        if (cell.key().isEmpty()) {
            json.putNull("id");
        } else {
            json.put("id", cell.key());
        }
        json.put("test", cell.test());
        put(json, "base", cell.base());
        put(json, "candidate", cell.candidate());
        ObjectNode rates = json.putObject("rates");
        cell.rates().forEach((anomaly, estimate) -> rates.set(anomaly, GateJson.of(estimate)));
        ArrayNode speeds = json.putArray("speeds");
        for (Estimate speed : cell.speeds()) {
            speeds.add(GateJson.of(speed));
        }
        return json;
    }

    private static void put(ObjectNode json, String name, Optional<ComparedCell> cell) {
        if (cell.isEmpty()) {
            json.putNull(name);
            return;
        }
        ComparedCell of = cell.get();
        ObjectNode side = json.putObject(name);
        side.put("outcome", of.outcome().words().replace(' ', '-'));
        put(side, "verdict", of.verdict());
        side.put("runs", of.runs().size());
        side.put("opportunities", of.opportunities());
        ObjectNode anomalies = side.putObject("anomalies");
        of.anomalies().forEach(anomalies::put);
    }
}
