package dev.skewer.results;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Verdicts as JSON, in the stable form that {@code docs/results.md} describes. Field names are those of the command
 * line's {@code --json}; times within a history are nanoseconds, latencies microseconds, costs milliseconds, as each
 * name says.
 */
public final class VerdictJson {
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");

    private static final JsonMapper ONE_LINE = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final JsonMapper INDENTED =
            ONE_LINE.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private VerdictJson() {}

    /**
     * A verdict and what it cost.
     *
     * @param verdict of the checker
     * @param cost of reading and checking
     */
    public static ObjectNode of(Verdict verdict, CheckCost cost) {
        ObjectNode json = object();
        if (verdict.valid() == Validity.UNKNOWN) {
            json.put("valid", "unknown");
        } else {
            json.put("valid", verdict.valid() == Validity.TRUE);
        }
        json.put("model", verdict.model());
        ObjectNode anomalies = json.putObject("anomalies");
        verdict.anomalies().forEach((name, anomaly) -> anomalies.set(name, of(anomaly)));
        json.set("not", strings(verdict.not()));
        json.set("also-not", strings(verdict.alsoNot()));
        json.put("opportunities", verdict.opportunities());
        json.put("ops", verdict.ops());
        json.set("notes", strings(verdict.notes()));
        json.put("parse_ms", cost.parseMillis());
        json.put("check_ms", cost.checkMillis());
        json.put("peak_heap_mb", cost.peakHeapMegabytes());
        return json;
    }

    /**
     * The verdict of a run, with everything that is known of the run.
     *
     * @param run the run
     * @param folder its folder as the user sees it
     */
    public static ObjectNode of(RunSummary run, String folder) {
        ObjectNode json = of(run.verdict(), run.cost());
        json.put("run", folder);
        json.put("title", run.title());
        json.put("seed", run.seed());
        json.put("check", run.check());
        json.put("again", run.again());
        json.set("spec", spec(run.spec()));
        json.put("started", run.started().toString());
        json.put("elapsed_ms", run.elapsed().toMillis());
        json.put("ops_per_s", Math.round(run.opsPerSecond()));
        json.put("interrupted", run.interrupted());
        ObjectNode functions = json.putObject("functions");
        for (FunctionStats stats : run.functions()) {
            functions.set(stats.function(), of(stats));
        }
        json.set("throughput", of(run.throughput()));
        ArrayNode stalls = json.putArray("stalls");
        for (Stall stall : run.stalls()) {
            stalls.addObject().put("from_ms", stall.from() / 1_000_000).put("to_ms", stall.to() / 1_000_000);
        }
        json.set("problems", strings(run.problems()));
        json.put("producer", run.producer());
        return json;
    }

    /**
     * A spec, in the order of its options.
     *
     * @param spec values are strings, numbers, booleans or lists of strings
     */
    public static ObjectNode spec(Map<String, Object> spec) {
        ObjectNode json = object();
        spec.forEach((name, value) -> json.set(name, ONE_LINE.valueToTree(value)));
        return json;
    }

    /** A new, empty JSON object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** JSON on one line, without a line end. */
    public static String oneLine(JsonNode json) {
        return ONE_LINE.writeValueAsString(json);
    }

    /** JSON for people's eyes, with a line end. */
    public static String indented(JsonNode json) {
        return INDENTED.writeValueAsString(json) + "\n";
    }

    /** A process as JSON has it: a number where that is its name, otherwise a string. */
    public static JsonNode process(String name) {
        var nodes = JsonNodeFactory.instance;
        return INTEGER.matcher(name).matches() ? nodes.numberNode(new BigInteger(name)) : nodes.stringNode(name);
    }

    private static ObjectNode of(Anomaly anomaly) {
        ObjectNode json = object();
        json.put("count", anomaly.count());
        ObjectNode kinds = json.putObject("kinds");
        anomaly.kinds().forEach(kinds::put);
        ArrayNode examples = json.putArray("examples");
        for (Example example : anomaly.examples()) {
            ObjectNode node = examples.addObject();
            node.put("title", example.title());
            ArrayNode steps = node.putArray("steps");
            for (Example.Step step : example.steps()) {
                ObjectNode line = steps.addObject();
                line.put("op", step.op());
                line.put("index", step.index());
                line.set("process", process(step.process()));
                line.put("invoked", step.invoked());
                line.put("completed", step.completed());
                line.put("function", step.function());
                line.put("kind", step.kind().label());
                line.put("text", step.text());
                line.put("role", step.role());
            }
            ArrayNode edges = node.putArray("edges");
            for (Example.Edge edge : example.edges()) {
                edges.addObject()
                        .put("from", edge.from())
                        .put("to", edge.to())
                        .put("type", edge.type().label())
                        .put("reason", edge.reason());
            }
            node.put("contradiction", example.contradiction());
        }
        return json;
    }

    private static ObjectNode of(FunctionStats stats) {
        ObjectNode json = object();
        json.put("ok", stats.ok());
        json.put("fail", stats.fail());
        json.put("info", stats.info());
        json.put("ops_per_s", Math.round(stats.perSecond()));
        json.put("p50_us", micros(stats.p50()));
        json.put("p90_us", micros(stats.p90()));
        json.put("p99_us", micros(stats.p99()));
        json.put("p999_us", micros(stats.p999()));
        json.put("max_us", micros(stats.max()));
        return json;
    }

    private static ObjectNode of(Throughput.Series series) {
        ObjectNode json = object();
        json.put("bucket_ms", series.bucketNanos() / 1_000_000);
        ArrayNode counts = json.putArray("completions");
        series.completions().forEach(counts::add);
        ArrayNode faults = json.putArray("faults");
        for (Throughput.Fault fault : series.faults()) {
            faults.addObject()
                    .put("name", fault.name())
                    .put("from_ms", fault.from() / 1_000_000)
                    .put("to_ms", fault.to() / 1_000_000);
        }
        return json;
    }

    private static double micros(long nanos) {
        return Math.round(nanos / 10.0) / 100.0;
    }

    private static ArrayNode strings(List<String> values) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        values.forEach(json::add);
        return json;
    }
}
