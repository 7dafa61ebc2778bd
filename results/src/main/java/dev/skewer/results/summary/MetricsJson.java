package dev.skewer.results.summary;

import java.util.List;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Counts and latencies as JSON, there and back: {@code functions}, {@code throughput}, {@code latencies},
 * {@code activity} and {@code has-clock}. */
final class MetricsJson {
    private MetricsJson() {}

    /** Puts them into a summary; {@code perSecond} turns a count into a rate. */
    static void put(ObjectNode json, OperationMetrics metrics, ToDoubleFunction<Long> perSecond) {
        ObjectNode functions = json.putObject("functions");
        for (FunctionStats stats : metrics.functions()) {
            functions
                    .putObject(stats.function())
                    .put("ok", stats.ok())
                    .put("fail", stats.fail())
                    .put("info", stats.info())
                    .put("ops_per_s", Math.round(perSecond.applyAsDouble(stats.ended())))
                    .put("p50_us", Json.micros(stats.p50()))
                    .put("p90_us", Json.micros(stats.p90()))
                    .put("p99_us", Json.micros(stats.p99()))
                    .put("p999_us", Json.micros(stats.p999()))
                    .put("max_us", Json.micros(stats.max()));
        }
        Throughput.Series series = metrics.throughput();
        ObjectNode throughput = json.putObject("throughput");
        throughput.put("bucket_ms", Json.millis(series.bucketNanos()));
        throughput.put("length_ms", Json.millis(series.lastNanos()));
        ArrayNode counts = throughput.putArray("completions");
        series.completions().forEach(counts::add);
        FaultsJson.putSpans(throughput, series.faults());
        SeriesJson.put(json, metrics.latencies());
        SeriesJson.put(json, metrics.activity());
        json.put("has-clock", metrics.hasClock());
    }

    static OperationMetrics metrics(StoredObject json) {
        List<FunctionStats> functions = json.named("functions").entrySet().stream()
                .map(entry -> function(entry.getKey(), entry.getValue()))
                .toList();
        StoredObject throughput = json.object("throughput");
        return new OperationMetrics(
                functions,
                new Throughput.Series(
                        throughput.widthFromMillis("bucket_ms"),
                        throughput.integers("completions"),
                        throughput.nanosFromMillis("length_ms"),
                        FaultsJson.spans(throughput)),
                SeriesJson.latencies(json),
                SeriesJson.activity(json),
                json.bool("has-clock"));
    }

    private static FunctionStats function(String name, StoredObject json) {
        return new FunctionStats(
                name,
                json.count("ok"),
                json.count("fail"),
                json.count("info"),
                json.nanosFromMicros("p50_us"),
                json.nanosFromMicros("p90_us"),
                json.nanosFromMicros("p99_us"),
                json.nanosFromMicros("p999_us"),
                json.nanosFromMicros("max_us"));
    }
}
