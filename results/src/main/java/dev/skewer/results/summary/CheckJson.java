package dev.skewer.results.summary;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Checks of files as JSON, in the stable form that {@code docs/results.md} describes, there and back. */
public final class CheckJson {
    static final SchemaVersion SCHEMA = new SchemaVersion("check", 1);

    private CheckJson() {}

    /** A check: its verdict, and what else is known of it. */
    public static ObjectNode of(CheckSummary check) {
        ObjectNode json = Json.object();
        json.put("schema", SCHEMA.text());
        json.put("file", check.file());
        json.setAll(VerdictJson.of(check.verdict(), check.cost()));
        json.put("check", check.check());
        check.metrics().ifPresent(metrics -> {
            double seconds = metrics.throughput().lastNanos() / 1e9;
            MetricsJson.put(json, metrics, count -> metrics.hasClock() && seconds > 0 ? count / seconds : 0);
            ExcerptsJson.put(json, check.excerpts());
        });
        json.put("producer", check.producer());
        return json;
    }

    static CheckSummary check(StoredObject json) {
        return new CheckSummary(
                json.text("file"),
                VerdictJson.verdict(json),
                VerdictJson.cost(json),
                json.text("check"),
                json.has("functions") ? Optional.of(MetricsJson.metrics(json)) : Optional.empty(),
                ExcerptsJson.excerpts(json),
                json.text("producer"));
    }
}
