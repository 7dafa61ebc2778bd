package dev.skewer.results.summary;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Verdicts as JSON, in the stable form that {@code docs/results.md} describes, there and back. Field names are those of the command
 * line's {@code --json}; times within a history are nanoseconds, costs milliseconds, as each name says.
 */
public final class VerdictJson {
    private VerdictJson() {}

    /**
     * A verdict and what it cost.
     *
     * @param verdict of the checker
     * @param cost of reading and checking
     */
    public static ObjectNode of(Verdict verdict, CheckCost cost) {
        ObjectNode json = Json.object();
        putValidity(json, "valid", verdict.valid());
        json.put("model", verdict.model());
        ObjectNode anomalies = json.putObject("anomalies");
        verdict.anomalies().forEach((name, anomaly) -> anomalies.set(name, of(anomaly)));
        ObjectNode allowed = json.putObject("allowed");
        verdict.allowed().forEach((name, anomaly) -> allowed.set(name, of(anomaly)));
        json.set("not", Json.strings(verdict.not()));
        json.set("also-not", Json.strings(verdict.alsoNot()));
        if (!verdict.satisfied().isEmpty()) {
            json.set("satisfies", Json.strings(verdict.satisfied()));
        }
        json.put("opportunities", verdict.opportunities());
        json.put("ops", verdict.ops());
        json.set("notes", Json.strings(verdict.notes()));
        json.put("parse_ms", cost.parseMillis());
        json.put("check_ms", cost.checkMillis());
        json.put("peak_heap_mb", cost.peakHeapMegabytes());
        return json;
    }

    /** Puts {@code true}, {@code false} or {@code "unknown"}. */
    static void putValidity(ObjectNode json, String name, Validity valid) {
        if (valid == Validity.UNKNOWN) {
            json.put(name, "unknown");
        } else {
            json.put(name, valid == Validity.TRUE);
        }
    }

    static Validity validity(StoredObject json, String name) {
        JsonNode value = json.any(name);
        if (value.isBoolean()) {
            return value.booleanValue() ? Validity.TRUE : Validity.FALSE;
        }
        if (value.isString() && value.stringValue().equals("unknown")) {
            return Validity.UNKNOWN;
        }
        throw json.error(name, "true, false or \"unknown\"", value);
    }

    static Verdict verdict(StoredObject json) {
        var anomalies = new TreeMap<String, Anomaly>();
        json.named("anomalies").forEach((name, anomaly) -> anomalies.put(name, anomaly(name, anomaly)));
        var allowed = new TreeMap<String, Anomaly>();
        if (json.has("allowed")) {
            json.named("allowed").forEach((name, anomaly) -> allowed.put(name, anomaly(name, anomaly)));
        }
        return new Verdict(
                validity(json, "valid"),
                json.text("model"),
                anomalies,
                json.texts("not"),
                json.texts("also-not"),
                json.count("ops"),
                json.count("opportunities"),
                json.texts("notes"),
                allowed,
                json.has("satisfies") ? json.texts("satisfies") : List.of());
    }

    static CheckCost cost(StoredObject json) {
        return new CheckCost(json.count("parse_ms"), json.count("check_ms"), json.count("peak_heap_mb"));
    }

    private static ObjectNode of(Anomaly anomaly) {
        ObjectNode json = Json.object();
        json.put("count", anomaly.count());
        json.set("kinds", Json.counts(anomaly.kinds()));
        ArrayNode examples = json.putArray("examples");
        anomaly.examples().forEach(example -> examples.add(of(example)));
        return json;
    }

    private static Anomaly anomaly(String name, StoredObject json) {
        return new Anomaly(
                name,
                json.count("count"),
                json.counts("kinds"),
                json.objects("examples").stream().map(VerdictJson::example).toList());
    }

    static ObjectNode of(Example example) {
        ObjectNode json = Json.object();
        json.put("title", example.title());
        ArrayNode steps = json.putArray("steps");
        for (Example.Step step : example.steps()) {
            ObjectNode line = steps.addObject();
            line.put("op", step.op());
            line.put("index", step.index());
            line.set("process", Json.process(step.process()));
            line.put("invoked", step.invoked());
            line.put("completed", step.completed());
            line.put("function", step.function());
            line.put("kind", step.kind().label());
            line.put("text", step.text());
            line.put("role", step.role());
        }
        ArrayNode edges = json.putArray("edges");
        for (Example.Edge edge : example.edges()) {
            edges.addObject()
                    .put("from", edge.from())
                    .put("to", edge.to())
                    .put("type", edge.type().label())
                    .put("reason", edge.reason());
        }
        json.put("contradiction", example.contradiction());
        return json;
    }

    static Example example(StoredObject json) {
        List<Example.Step> steps = new ArrayList<>();
        for (StoredObject step : json.objects("steps")) {
            steps.add(new Example.Step(
                    step.text("op"),
                    step.integer("index"),
                    step.name("process"),
                    step.integer("invoked"),
                    step.integer("completed"),
                    step.text("function"),
                    step.oneOf("kind", Example.Kind.values(), Example.Kind::label),
                    step.text("text"),
                    step.text("role")));
        }
        List<Example.Edge> edges = new ArrayList<>();
        for (StoredObject edge : json.objects("edges")) {
            edges.add(new Example.Edge(
                    edge.text("from"),
                    edge.text("to"),
                    edge.oneOf("type", EdgeType.values(), EdgeType::label),
                    edge.text("reason")));
        }
        return new Example(json.text("title"), steps, edges, json.text("contradiction"));
    }
}
