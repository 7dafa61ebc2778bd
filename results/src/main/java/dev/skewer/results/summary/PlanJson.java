package dev.skewer.results.summary;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Plans of campaigns as JSON, in the stable form that {@code docs/results.md} describes, there and back. */
public final class PlanJson {
    static final SchemaVersion SCHEMA = new SchemaVersion("plan", 1);

    private PlanJson() {}

    /** The whole plan. */
    public static ObjectNode of(CampaignPlan plan) {
        ObjectNode json = Json.object();
        json.put("schema", SCHEMA.text());
        json.put("name", plan.name());
        json.put("plan", plan.id());
        json.set("shard", of(plan.shard()));
        json.put("planned", plan.own().size());
        json.put("estimate_ms", plan.estimate().toMillis());
        ArrayNode tests = json.putArray("tests");
        plan.cells().forEach(cell -> tests.add(of(cell)));
        json.set("left-out", Json.strings(plan.leftOut()));
        json.put("cost-of-isolation_ms", plan.costOfIsolation().toMillis());
        json.put("producer", plan.producer());
        return json;
    }

    /** A shard: which of how many. */
    static ObjectNode of(Shard shard) {
        return Json.object().put("index", shard.index()).put("count", shard.count());
    }

    static CampaignPlan plan(StoredObject json) {
        return new CampaignPlan(
                json.text("name"),
                json.objects("tests").stream().map(PlanJson::cell).toList(),
                json.texts("left-out"),
                json.duration("cost-of-isolation_ms"),
                shard(json, "shard"),
                json.text("producer"));
    }

    static Shard shard(StoredObject json, String name) {
        StoredObject shard = json.object(name);
        return Shard.parse(shard.count("index") + "/" + shard.count("count"))
                .orElseThrow(() -> json.error(name, "a shard and how many there are", shard.node()));
    }

    private static ObjectNode of(PlannedCell cell) {
        ObjectNode json = Json.object();
        json.put("key", cell.key());
        json.put("test", cell.name());
        json.set("spec", Json.spec(cell.spec()));
        json.put("expected", cell.expected().text());
        json.set("expected-anomalies", Json.strings(cell.expected().anomalies()));
        ArrayNode seeds = json.putArray("seeds");
        cell.seeds().forEach(seeds::add);
        json.put("estimate_ms", cell.estimate().toMillis());
        json.put("shard", cell.shard());
        return json;
    }

    private static PlannedCell cell(StoredObject json) {
        return new PlannedCell(
                json.text("key"),
                json.text("test"),
                Json.values(json.object("spec").node()),
                new Expectation(json.text("expected"), json.texts("expected-anomalies")),
                json.integers("seeds"),
                json.duration("estimate_ms"),
                (int) Math.min(json.count("shard"), Integer.MAX_VALUE));
    }
}
