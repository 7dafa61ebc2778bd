package dev.skewer.results.summary;

import dev.skewer.checker.Validity;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Campaigns as JSON, in the stable form that {@code docs/results.md} describes, there and back. */
public final class CampaignJson {
    static final SchemaVersion SCHEMA = new SchemaVersion("campaign", 1);

    private CampaignJson() {}

    /** The whole campaign. */
    public static ObjectNode of(CampaignSummary campaign) {
        ObjectNode json = Json.object();
        json.put("schema", SCHEMA.text());
        json.put("name", campaign.name());
        json.put("run", campaign.folder());
        json.put("pass", campaign.valid() == Validity.TRUE);
        VerdictJson.putValidity(json, "verdict", campaign.valid());
        json.put("complete", campaign.isComplete());
        json.put("planned", campaign.planned());
        json.put("skipped", campaign.skipped());
        json.put("plan", campaign.part().plan());
        json.set("shard", PlanJson.of(campaign.part().shard()));
        ArrayNode omitted = json.putArray("omitted");
        campaign.part().omitted().forEach(omission -> omitted.add(of(omission)));
        json.set("notes", Json.strings(campaign.part().notes()));
        json.set("left-out", Json.strings(campaign.leftOut()));
        ArrayNode tests = json.putArray("tests");
        campaign.cells().forEach(cell -> tests.add(of(cell)));
        ArrayNode cost = json.putArray("cost-of-isolation");
        campaign.costOfIsolation().forEach(row -> cost.add(of(row)));
        json.put("jobs", campaign.conditions().jobs());
        campaign.conditions().reference().ifPresent(speed -> json.set("reference", of(speed)));
        campaign.gate().ifPresent(gate -> json.set("gate", GateJson.of(gate)));
        json.put("producer", campaign.producer());
        return json;
    }

    static CampaignSummary campaign(StoredObject json) {
        long planned = json.count("planned");
        return new CampaignSummary(
                json.text("name"),
                json.text("run"),
                (int) Math.min(planned, Integer.MAX_VALUE),
                json.objects("tests").stream().map(CampaignJson::cell).toList(),
                json.has("plan") ? part(json) : CampaignSummary.Part.UNPLANNED,
                json.texts("left-out"),
                json.objects("cost-of-isolation").stream()
                        .map(CampaignJson::cost)
                        .toList(),
                conditions(json),
                json.has("gate") ? Optional.of(GateJson.gate(json.object("gate"))) : Optional.empty(),
                json.text("producer"));
    }

    private static CampaignSummary.Part part(StoredObject json) {
        return new CampaignSummary.Part(
                json.text("plan"),
                PlanJson.shard(json, "shard"),
                json.objects("omitted").stream()
                        .map(omission -> new Omission(
                                omission.text("key"),
                                omission.text("test"),
                                omission.text("reason"),
                                omission.bool("by-time-limit")))
                        .toList(),
                json.texts("notes"));
    }

    private static ObjectNode of(Omission omission) {
        ObjectNode json = Json.object();
        json.put("key", omission.key());
        json.put("test", omission.name());
        json.put("reason", omission.reason());
        json.put("by-time-limit", omission.isByTimeLimit());
        return json;
    }

    /** One cell. */
    public static ObjectNode of(CampaignSummary.Cell cell) {
        ObjectNode json = Json.object();
        json.put("id", cell.id());
        json.put("test", cell.name());
        json.set("spec", Json.spec(cell.spec()));
        json.put("expected", cell.expected().text());
        json.set("expected-anomalies", Json.strings(cell.expected().anomalies()));
        VerdictJson.putValidity(json, "verdict", cell.verdict());
        if (cell.isSkipped()) {
            json.putNull("pass");
        } else {
            json.put("pass", cell.isAsExpected());
        }
        json.put("outcome", outcome(cell));
        json.put("skipped", cell.skipped());
        json.put("failed", cell.failed());
        json.put("complete", cell.isComplete());
        json.put("ops", cell.ops());
        json.put("ops_per_s", Math.round(cell.opsPerSecond()));
        json.put("opportunities", cell.opportunities());
        json.set("anomalies", Json.counts(cell.anomalies()));
        putFaults(json, cell.faults());
        ArrayNode runs = json.putArray("runs");
        cell.runs().forEach(run -> runs.add(of(run)));
        return json;
    }

    static CampaignSummary.Cell cell(StoredObject json) {
        return new CampaignSummary.Cell(
                json.text("test"),
                Json.values(json.object("spec").node()),
                new Expectation(json.text("expected"), json.texts("expected-anomalies")),
                json.objects("runs").stream().map(CampaignJson::run).toList(),
                json.bool("complete"),
                json.optionalText("skipped").orElse(null),
                json.optionalText("failed").orElse(null));
    }

    private static String outcome(CampaignSummary.Cell cell) {
        if (cell.isSkipped()) {
            return "skipped";
        }
        return cell.isAsExpected() ? "as-expected" : cell.isComplete() ? "not-as-expected" : "incomplete";
    }

    private static ObjectNode of(CampaignSummary.Run run) {
        ObjectNode json = Json.object();
        json.put("run", run.folder());
        json.put("seed", run.seed());
        VerdictJson.putValidity(json, "verdict", run.valid());
        json.put("ops", run.ops());
        json.put("opportunities", run.opportunities());
        json.set("anomalies", Json.counts(run.anomalies()));
        run.models().ifPresent(models -> json.set("models", of(models)));
        putFaults(json, run.faults());
        json.set("story", run.story().map(VerdictJson::of).orElse(null));
        json.set("notes", Json.strings(run.notes()));
        json.set("problems", Json.strings(run.problems()));
        json.put("elapsed_ms", run.elapsed().toMillis());
        json.put("p50_us", Json.micros(run.latency().p50Nanos()));
        json.put("p99_us", Json.micros(run.latency().p99Nanos()));
        json.put("rerun", run.isRerun());
        json.put("check_ms", run.checkMillis());
        json.put("stood-still", run.hasStalls());
        json.put("unavailable", run.isUnavailable());
        json.put("check", run.check());
        json.put("again", run.again());
        return json;
    }

    private static CampaignSummary.Run run(StoredObject json) {
        return new CampaignSummary.Run(
                json.text("run"),
                json.integer("seed"),
                VerdictJson.validity(json, "verdict"),
                json.count("ops"),
                json.count("opportunities"),
                json.counts("anomalies"),
                json.has("models") ? Optional.of(models(json.object("models"))) : Optional.empty(),
                faults(json),
                json.has("story") ? Optional.of(VerdictJson.example(json.object("story"))) : Optional.empty(),
                json.texts("notes"),
                json.texts("problems"),
                json.duration("elapsed_ms"),
                json.has("p50_us")
                        ? new Latency(json.nanosFromMicros("p50_us"), json.nanosFromMicros("p99_us"))
                        : Latency.NONE,
                json.has("rerun") && json.bool("rerun"),
                json.count("check_ms"),
                json.bool("stood-still"),
                isUnavailable(json),
                json.text("check"),
                json.text("again"));
    }

    private static ObjectNode of(ObservedModels models) {
        ObjectNode json = Json.object();
        json.put("promised", models.promised());
        json.set("satisfies", Json.strings(models.satisfied()));
        json.set("not", Json.strings(models.violated()));
        json.set("anomalies", Json.strings(models.anomalies()));
        return json;
    }

    private static ObservedModels models(StoredObject json) {
        return new ObservedModels(
                json.text("promised"), json.texts("satisfies"), json.texts("not"), json.texts("anomalies"));
    }

    private static void putFaults(ObjectNode json, FaultCounts faults) {
        json.set("faults", Json.counts(faults.injected()));
        json.put("restarts", faults.restarts());
        json.put("undone", faults.undone());
    }

    /** As the file says; none where it is too old to say so. */
    private static FaultCounts faults(StoredObject json) {
        return json.has("faults")
                ? new FaultCounts(json.counts("faults"), json.count("restarts"), json.count("undone"))
                : FaultCounts.NONE;
    }

    /** As the file says; where it is too old to say so, its problems do. */
    private static boolean isUnavailable(StoredObject run) {
        return run.has("unavailable")
                ? run.bool("unavailable")
                : run.texts("problems").stream().anyMatch(problem -> problem.startsWith("unavailable: "));
    }

    private static ObjectNode of(IsolationCost row) {
        ObjectNode json = Json.object();
        json.put("isolation", row.isolation());
        json.put("rounds", row.rounds());
        put(json, "reads_per_s", row.readsPerSecond(), 1);
        put(json, "p50_us", row.p50Nanos(), 1e3);
        put(json, "p99_us", row.p99Nanos(), 1e3);
        put(json, "writes_per_s", row.writesPerSecond(), 1);
        return json;
    }

    /** The median under its own name, and beside it the quartiles. */
    private static void put(ObjectNode json, String name, IsolationCost.Spread spread, double unit) {
        json.put(name, spread.median() / unit);
        json.putArray("quartiles-" + name).add(spread.low() / unit).add(spread.high() / unit);
    }

    private static ObjectNode of(ReferenceSpeed speed) {
        ObjectNode json = Json.object();
        json.put("rounds", speed.rounds());
        put(json, "memory_per_s", speed.memoryPerSecond(), 1);
        put(json, "disk_per_s", speed.diskPerSecond(), 1);
        return json;
    }

    /** As the file says; one job where it is too old to say so. */
    private static Conditions conditions(StoredObject json) {
        return new Conditions(
                json.has("jobs") ? (int) Math.max(1, Math.min(json.count("jobs"), Integer.MAX_VALUE)) : 1,
                json.has("reference") ? Optional.of(reference(json.object("reference"))) : Optional.empty());
    }

    private static ReferenceSpeed reference(StoredObject json) {
        return new ReferenceSpeed(
                (int) Math.min(json.count("rounds"), Integer.MAX_VALUE),
                spread(json, "memory_per_s", 1),
                spread(json, "disk_per_s", 1));
    }

    private static IsolationCost cost(StoredObject json) {
        return new IsolationCost(
                json.text("isolation"),
                (int) Math.min(json.count("rounds"), Integer.MAX_VALUE),
                spread(json, "reads_per_s", 1),
                spread(json, "p50_us", 1e3),
                spread(json, "p99_us", 1e3),
                spread(json, "writes_per_s", 1));
    }

    private static IsolationCost.Spread spread(StoredObject json, String name, double unit) {
        List<Double> quartiles = json.numbers("quartiles-" + name);
        if (quartiles.size() != 2) {
            throw json.error("quartiles-" + name, "two numbers", json.any("quartiles-" + name));
        }
        return new IsolationCost.Spread(json.number(name) * unit, quartiles.get(0) * unit, quartiles.get(1) * unit);
    }
}
