package dev.skewer.results.summary;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Gates and changes as JSON, in the stable form that {@code docs/results.md} describes, there and back. */
public final class GateJson {
    private GateJson() {}

    static ObjectNode of(GateSummary gate) {
        ObjectNode json = Json.object();
        if (gate.baseline().isEmpty()) {
            json.putNull("baseline");
        } else {
            json.put("baseline", gate.baseline());
        }
        VerdictJson.putValidity(json, "verdict", gate.valid());
        json.put("headline", gate.headline());
        json.set("changes", changes(gate.changes()));
        return json;
    }

    static GateSummary gate(StoredObject json) {
        return new GateSummary(json.optionalText("baseline").orElse(""), changes(json));
    }

    /** Changes as an array. */
    public static ArrayNode changes(Collection<Change> changes) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        changes.forEach(change -> array.add(of(change)));
        return array;
    }

    private static List<Change> changes(StoredObject json) {
        return json.objects("changes").stream().map(GateJson::change).toList();
    }

    private static ObjectNode of(Change change) {
        ObjectNode json = Json.object();
        json.put("kind", change.kind().label());
        json.put("effect", change.effect().label());
        if (change.cell().isEmpty()) {
            json.putNull("cell");
        } else {
            json.put("cell", change.cell());
        }
        json.put("test", change.test());
        json.put("sentence", change.sentence());
        change.estimate().ifPresent(estimate -> json.set("estimate", of(estimate)));
        return json;
    }

    private static Change change(StoredObject json) {
        return new Change(
                json.oneOf("kind", Change.Kind.values(), Change.Kind::label),
                json.oneOf("effect", Change.Effect.values(), Change.Effect::label),
                json.optionalText("cell").orElse(""),
                json.text("test"),
                json.text("sentence"),
                json.has("estimate") ? Optional.of(estimate(json.object("estimate"))) : Optional.empty());
    }

    /** Figures side by side; what is infinite or was not tested is null. */
    public static ObjectNode of(Estimate estimate) {
        ObjectNode json = Json.object();
        json.put("measure", estimate.measure());
        put(json, "base", estimate.base());
        put(json, "candidate", estimate.candidate());
        put(json, "ratio", estimate.ratio());
        put(json, "low", estimate.low());
        put(json, "high", estimate.high());
        put(json, "p", estimate.p());
        return json;
    }

    private static Estimate estimate(StoredObject json) {
        return new Estimate(
                json.text("measure"),
                number(json, "base", 0),
                number(json, "candidate", 0),
                number(json, "ratio", Double.POSITIVE_INFINITY),
                number(json, "low", 0),
                number(json, "high", Double.POSITIVE_INFINITY),
                number(json, "p", Double.NaN));
    }

    private static void put(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        } else {
            json.putNull(name);
        }
    }

    private static double number(StoredObject json, String name, double otherwise) {
        return json.has(name) ? json.number(name) : otherwise;
    }
}
