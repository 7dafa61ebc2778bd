package dev.skewer.results.summary;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks of files as JSON, in the stable form that {@code docs/results.md} describes, there and back. */
public final class CheckJson {
    static final SchemaVersion SCHEMA = new SchemaVersion("check", 1);
    static final SchemaVersion SERIES_SCHEMA = new SchemaVersion("checks", 1);

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
        if (!check.options().isEmpty()) {
            json.set("options", Json.texts(check.options()));
        }
        if (!check.environment().isEmpty()) {
            json.set("environment", Json.texts(check.environment()));
        }
        json.put("producer", check.producer());
        return json;
    }

    /** Checks of several files: each of them, and the files that could not be checked. */
    public static ObjectNode of(CheckSeries series) {
        ObjectNode json = Json.object();
        json.put("schema", SERIES_SCHEMA.text());
        VerdictJson.putValidity(json, "valid", series.valid());
        ArrayNode checks = json.putArray("checks");
        series.checks().forEach(check -> checks.add(of(check)));
        ArrayNode refused = json.putArray("refused");
        series.refused()
                .forEach(each -> refused.addObject().put("file", each.file()).put("reason", each.reason()));
        json.put("producer", series.producer());
        return json;
    }

    static CheckSeries series(StoredObject json) {
        return new CheckSeries(
                json.objects("checks").stream().map(CheckJson::check).toList(),
                json.objects("refused").stream()
                        .map(each -> new CheckSeries.Refused(each.text("file"), each.text("reason")))
                        .toList(),
                json.text("producer"));
    }

    static CheckSummary check(StoredObject json) {
        return new CheckSummary(
                json.text("file"),
                VerdictJson.verdict(json),
                VerdictJson.cost(json),
                json.text("check"),
                json.has("functions") ? Optional.of(MetricsJson.metrics(json)) : Optional.empty(),
                ExcerptsJson.excerpts(json),
                json.has("options") ? json.textsByName("options") : Map.of(),
                json.has("environment") ? json.textsByName("environment") : Map.of(),
                json.text("producer"));
    }
}
