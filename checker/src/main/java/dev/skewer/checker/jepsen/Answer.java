package dev.skewer.checker.jepsen;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A verdict as Jepsen expects the result of a checker: a map with {@code :valid?}. Other names are those of the JSON. */
final class Answer {
    private final Keywords keywords;

    Answer(Keywords keywords) {
        this.keywords = keywords;
    }

    Map<Object, Object> of(Verdict verdict) {
        Map<Object, Object> anomalies = new LinkedHashMap<>();
        verdict.anomalies().forEach((name, anomaly) -> anomalies.put(keywords.of(name), of(anomaly)));
        Map<Object, Object> allowed = new LinkedHashMap<>();
        verdict.allowed().forEach((name, anomaly) -> allowed.put(keywords.of(name), of(anomaly)));
        return map(
                "valid?",
                verdict.valid() == Validity.UNKNOWN ? keywords.of("unknown") : verdict.valid() == Validity.TRUE,
                "model",
                verdict.model(),
                "ops",
                verdict.ops(),
                "anomalies",
                anomalies,
                "allowed",
                allowed,
                "not",
                verdict.not(),
                "also-not",
                verdict.alsoNot(),
                "opportunities",
                verdict.opportunities(),
                "notes",
                verdict.notes());
    }

    private Map<Object, Object> of(Anomaly anomaly) {
        Map<Object, Object> kinds = new LinkedHashMap<>();
        anomaly.kinds().forEach((name, count) -> kinds.put(keywords.of(name), count));
        List<Map<Object, Object>> examples =
                anomaly.examples().stream().map(this::of).toList();
        return map("count", anomaly.count(), "kinds", kinds, "examples", examples);
    }

    private Map<Object, Object> of(Example example) {
        List<Map<Object, Object>> steps = example.steps().stream().map(this::of).toList();
        List<Map<Object, Object>> edges = example.edges().stream().map(this::of).toList();
        return map("title", example.title(), "steps", steps, "edges", edges, "contradiction", example.contradiction());
    }

    private Map<Object, Object> of(Example.Edge edge) {
        return map(
                "from",
                edge.from(),
                "to",
                edge.to(),
                "type",
                keywords.of(edge.type().label()),
                "reason",
                edge.reason());
    }

    private Map<Object, Object> of(Example.Step step) {
        return map(
                "op",
                step.op(),
                "index",
                step.index(),
                "process",
                step.process().matches("\\d{1,18}") ? (Object) Long.valueOf(step.process()) : step.process(),
                "invoked",
                step.invoked(),
                "completed",
                step.completed(),
                "function",
                keywords.of(step.function()),
                "kind",
                keywords.of(step.kind().label()),
                "text",
                step.text(),
                "role",
                step.role());
    }

    /** A map of names and values in turn. */
    private Map<Object, Object> map(Object... namesAndValues) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(keywords.of((String) namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }
}
