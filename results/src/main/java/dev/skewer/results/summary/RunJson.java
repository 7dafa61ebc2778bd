package dev.skewer.results.summary;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs as JSON, in the stable form that {@code docs/results.md} describes, there and back. */
public final class RunJson {
    static final SchemaVersion SCHEMA = new SchemaVersion("run", 1);

    private RunJson() {}

    /** A run: its verdict, and everything else that is known of it. */
    public static ObjectNode of(RunSummary run) {
        ObjectNode json = Json.object();
        json.put("schema", SCHEMA.text());
        json.setAll(VerdictJson.of(run.verdict(), run.cost()));
        json.put("run", run.folder());
        json.put("history", run.history());
        json.put("title", run.title());
        json.put("seed", run.seed());
        json.put("check", run.check());
        json.put("again", run.again());
        json.set("spec", Json.spec(run.spec()));
        json.put("started", run.started().toString());
        json.put("elapsed_ms", run.elapsed().toMillis());
        json.put("ops_per_s", Math.round(run.opsPerSecond()));
        json.put("ending", run.ending().label());
        json.put("interrupted", run.interrupted());
        MetricsJson.put(json, run.measured(), run::perSecond);
        FaultsJson.putPlans(json, run.faults());
        json.put("restarts", run.restarts());
        ArrayNode stalls = json.putArray("stalls");
        for (Stall stall : run.stalls()) {
            stalls.addObject().put("from_ms", Json.millis(stall.from())).put("to_ms", Json.millis(stall.to()));
        }
        json.set("problems", Json.strings(run.problems()));
        ExcerptsJson.put(json, run.excerpts());
        LogJson.put(json, run.log());
        json.set("environment", Json.texts(run.environment()));
        json.put("producer", run.producer());
        return json;
    }

    static RunSummary run(StoredObject json) {
        List<Stall> stalls = json.objects("stalls").stream()
                .map(stall -> new Stall(stall.nanosFromMillis("from_ms"), stall.nanosFromMillis("to_ms")))
                .toList();
        return new RunSummary(
                json.text("run"),
                json.text("history"),
                json.text("title"),
                Json.values(json.object("spec").node()),
                json.integer("seed"),
                json.text("check"),
                json.text("again"),
                json.instant("started"),
                json.duration("elapsed_ms"),
                json.oneOf("ending", RunSummary.Ending.values(), RunSummary.Ending::label),
                VerdictJson.verdict(json),
                VerdictJson.cost(json),
                MetricsJson.metrics(json),
                FaultsJson.plans(json),
                json.has("restarts") ? json.count("restarts") : 0,
                stalls,
                json.texts("problems"),
                ExcerptsJson.excerpts(json),
                LogJson.log(json),
                json.has("environment") ? json.textsByName("environment") : Map.of(),
                json.text("producer"));
    }
}
