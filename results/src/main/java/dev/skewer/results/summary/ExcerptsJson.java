package dev.skewer.results.summary;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Parts of a history as JSON, there and back: {@code excerpts}. */
final class ExcerptsJson {
    private ExcerptsJson() {}

    static void put(ObjectNode json, List<Excerpt> excerpts) {
        ArrayNode all = json.putArray("excerpts");
        for (Excerpt excerpt : excerpts) {
            ObjectNode one = all.addObject()
                    .put("anomaly", excerpt.anomaly())
                    .put("example", excerpt.example())
                    .put("from_ns", excerpt.from())
                    .put("to_ns", excerpt.to());
            ArrayNode operations = one.putArray("operations");
            excerpt.operations().forEach(operation -> put(operations.addObject(), operation));
            one.put("left-out", excerpt.leftOut());
        }
    }

    private static void put(ObjectNode json, Excerpt.Operation operation) {
        json.put("index", operation.index());
        json.set("process", Json.process(operation.process()));
        json.put("function", operation.function());
        json.put("type", operation.outcome().label());
        json.put("invoked", operation.invoked());
        json.put("completed", operation.completed());
        json.put("argument", operation.argument());
        json.put("result", operation.result());
    }

    /** The excerpts of a summary; none of one that was written before there were any. */
    static List<Excerpt> excerpts(StoredObject json) {
        return json.has("excerpts")
                ? json.objects("excerpts").stream().map(ExcerptsJson::excerpt).toList()
                : List.of();
    }

    private static Excerpt excerpt(StoredObject json) {
        return new Excerpt(
                json.text("anomaly"),
                json.smallCount("example"),
                json.integer("from_ns"),
                json.integer("to_ns"),
                json.objects("operations").stream().map(ExcerptsJson::operation).toList(),
                json.count("left-out"));
    }

    private static Excerpt.Operation operation(StoredObject json) {
        return new Excerpt.Operation(
                json.integer("index"),
                json.name("process"),
                json.text("function"),
                json.oneOf("type", Outcome.values(), Outcome::label),
                json.integer("invoked"),
                json.integer("completed"),
                json.text("argument"),
                json.text("result"));
    }
}
