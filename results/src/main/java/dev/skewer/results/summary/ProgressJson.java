package dev.skewer.results.summary;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The progress of a run as JSON, in the stable form that {@code docs/results.md} describes, there and back. */
public final class ProgressJson {
    static final SchemaVersion SCHEMA = new SchemaVersion("progress", 1);

    private ProgressJson() {}

    /** What is stored of it. */
    public static ObjectNode of(RunProgress progress) {
        ObjectNode json = Json.object();
        json.put("schema", SCHEMA.text());
        json.put("written", progress.written().toString());
        json.put("pid", progress.writer().pid());
        progress.writer().started().ifPresent(started -> json.put("process-started", started.toString()));
        json.put("phase", progress.phase().label());
        progress.figures().ifPresent(figures -> put(json, figures));
        return json;
    }

    private static void put(ObjectNode json, RunProgress.Figures figures) {
        json.put("elapsed_ms", figures.elapsed().toMillis());
        figures.limit().ifPresent(limit -> json.put("time-limit_ms", limit.toMillis()));
        json.put("planned-ops", figures.planned());
        json.put("ops", figures.ops());
        json.put("ok", figures.ok());
        json.put("fail", figures.fail());
        json.put("info", figures.info());
        figures.anomalies().ifPresent(anomalies -> json.set("anomalies", Json.counts(anomalies)));
        json.put("fault", figures.fault());
        ArrayNode recent = json.putArray("recent");
        for (RunProgress.Moment moment : figures.recent()) {
            ObjectNode line = recent.addObject();
            line.put("at_ms", moment.at());
            line.put("ops_per_s", Math.round(moment.opsPerSecond()));
            line.put("p50_us", Json.micros(moment.p50()));
            line.put("p99_us", Json.micros(moment.p99()));
        }
    }

    static RunProgress progress(StoredObject json) {
        return new RunProgress(
                new RunProgress.Writer(
                        json.count("pid"),
                        json.has("process-started") ? Optional.of(json.instant("process-started")) : Optional.empty()),
                json.instant("written"),
                json.oneOf("phase", RunProgress.Phase.values(), RunProgress.Phase::label),
                json.has("ops") ? Optional.of(figures(json)) : Optional.empty());
    }

    private static RunProgress.Figures figures(StoredObject json) {
        List<StoredObject> recent = json.objects("recent");
        return new RunProgress.Figures(
                json.duration("elapsed_ms"),
                json.has("time-limit_ms") ? Optional.of(json.duration("time-limit_ms")) : Optional.empty(),
                json.count("planned-ops"),
                json.count("ops"),
                json.count("ok"),
                json.count("fail"),
                json.count("info"),
                json.has("anomalies") ? Optional.of(json.counts("anomalies")) : Optional.empty(),
                json.text("fault"),
                recent.stream()
                        .skip(Math.max(0, recent.size() - RunProgress.Figures.MAX_RECENT))
                        .map(moment -> new RunProgress.Moment(
                                moment.count("at_ms"),
                                moment.count("ops_per_s"),
                                moment.nanosFromMicros("p50_us"),
                                moment.nanosFromMicros("p99_us")))
                        .toList());
    }
}
