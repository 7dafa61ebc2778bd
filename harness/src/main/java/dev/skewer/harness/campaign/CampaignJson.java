package dev.skewer.harness.campaign;

import dev.skewer.checker.Validity;
import dev.skewer.harness.run.Producer;
import dev.skewer.harness.run.Specs;
import dev.skewer.results.RunSummary;
import dev.skewer.results.VerdictJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A campaign's outcome as JSON, in the stable form that {@code docs/results.md} describes. */
public final class CampaignJson {
    private CampaignJson() {}

    /** The whole campaign. */
    public static ObjectNode of(CampaignOutcome outcome) {
        ObjectNode json = VerdictJson.object();
        json.put("name", outcome.campaign().name());
        json.put("run", outcome.folder());
        json.put("pass", outcome.verdict() == Validity.TRUE);
        json.put("complete", outcome.isComplete());
        json.put("skipped", outcome.skipped());
        ArrayNode leftOut = json.putArray("left-out");
        outcome.campaign().leftOut().forEach(leftOut::add);
        ArrayNode tests = json.putArray("tests");
        outcome.cells().forEach(cell -> tests.add(of(cell)));
        ArrayNode cost = json.putArray("cost-of-isolation");
        for (CostOfIsolation.Row row : outcome.costOfIsolation()) {
            cost.addObject()
                    .put("isolation", row.isolation())
                    .put("reads_per_s", Math.round(row.readsPerSecond()))
                    .put("p50_us", row.p50Nanos() / 1e3)
                    .put("p99_us", row.p99Nanos() / 1e3)
                    .put("writes_per_s", Math.round(row.writesPerSecond()));
        }
        json.put("producer", Producer.name());
        return json;
    }

    private static ObjectNode of(CellOutcome outcome) {
        ObjectNode json = VerdictJson.object();
        json.put("test", outcome.cell().name());
        json.set("spec", VerdictJson.spec(Specs.map(outcome.cell().runs().get(0))));
        json.put("expected", outcome.cell().expected().text());
        ArrayNode anomalies = json.putArray("expected-anomalies");
        outcome.cell().expected().anomalies().forEach(anomalies::add);
        putValidity(json, outcome.verdict());
        if (outcome.isSkipped()) {
            json.putNull("pass");
        } else {
            json.put("pass", outcome.isAsExpected());
        }
        json.put("outcome", word(outcome));
        json.put("skipped", outcome.skipped());
        json.put("complete", outcome.isComplete());
        json.put("ops", outcome.ops());
        json.put("ops_per_s", Math.round(outcome.opsPerSecond()));
        json.put("opportunities", outcome.opportunities());
        ObjectNode counts = json.putObject("anomalies");
        outcome.anomalies().forEach(counts::put);
        ArrayNode runs = json.putArray("runs");
        for (CellOutcome.Run run : outcome.runs()) {
            RunSummary summary = run.result().summary();
            ObjectNode node = runs.addObject();
            node.put("run", run.folder());
            node.put("seed", summary.seed());
            putValidity(node, run.verdict().valid());
            node.put("ops", run.verdict().ops());
            node.put("opportunities", run.verdict().opportunities());
            ObjectNode found = node.putObject("anomalies");
            run.verdict().anomalies().forEach((name, anomaly) -> found.put(name, anomaly.count()));
            ArrayNode notes = node.putArray("notes");
            run.verdict().notes().forEach(notes::add);
            node.put("elapsed_ms", summary.elapsed().toMillis());
            node.put("check_ms", summary.cost().checkMillis());
            node.put("check", summary.check());
            node.put("again", summary.again());
        }
        return json;
    }

    private static String word(CellOutcome outcome) {
        if (outcome.isSkipped()) {
            return "skipped";
        }
        return outcome.isAsExpected() ? "as-expected" : outcome.isComplete() ? "not-as-expected" : "incomplete";
    }

    private static void putValidity(ObjectNode json, Validity valid) {
        if (valid == Validity.UNKNOWN) {
            json.put("verdict", "unknown");
        } else {
            json.put("verdict", valid == Validity.TRUE);
        }
    }
}
