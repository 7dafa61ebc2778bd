package dev.skewer.results.summary;

import java.io.InputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a few fields of a stored summary and passes over the rest: the examples of anomalies, of a campaign also its runs, and whatever
 * stands behind the last field that is wanted. So it costs a fraction of reading the summary, and takes memory for what is wanted only.
 */
final class HeadJson {
    /** Longer than any name or title. */
    private static final int MAX_TEXT = 1 << 16;

    private static final JsonMapper READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Json.MAX_DEPTH)
                            .maxNameLength(Json.MAX_NAME)
                            .maxStringLength(MAX_TEXT)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    /** Which part of a value is wanted. */
    private sealed interface Shape {
        /** All of it. */
        record Whole() implements Shape {}

        /** Of an object these fields, of an array these of each of its objects. */
        record Fields(Map<String, Shape> named) implements Shape {}

        /** Of each field of an object the same. */
        record Each(Shape of) implements Shape {}
    }

    private static final Shape WHOLE = new Shape.Whole();

    private static final Shape ANOMALIES = new Shape.Each(new Shape.Fields(Map.of("count", WHOLE)));

    private static final Shape.Fields SUMMARY = fields(
            Map.of("schema", WHOLE, "valid", WHOLE, "anomalies", ANOMALIES, "opportunities", WHOLE, "ops", WHOLE),
            Map.of("title", WHOLE, "spec", WHOLE, "started", WHOLE, "elapsed_ms", WHOLE));

    private static final Shape.Fields CELL = fields(
            Map.of("id", WHOLE, "test", WHOLE, "spec", WHOLE, "expected", WHOLE, "outcome", WHOLE, "verdict", WHOLE),
            Map.of("anomalies", WHOLE, "ops", WHOLE, "ops_per_s", WHOLE, "opportunities", WHOLE));

    private static final Shape.Fields CAMPAIGN =
            fields(Map.of("schema", WHOLE, "name", WHOLE, "verdict", WHOLE, "planned", WHOLE, "tests", CELL), Map.of());

    private HeadJson() {}

    private static Shape.Fields fields(Map<String, Shape> some, Map<String, Shape> others) {
        var named = new TreeMap<>(some);
        named.putAll(others);
        return new Shape.Fields(named);
    }

    /**
     * Reads the fields of a run.
     *
     * @param parser at the beginning of the document
     */
    static ObjectNode run(JsonParser parser) {
        return head(parser, SUMMARY);
    }

    /** The same of a campaign. */
    static ObjectNode campaign(JsonParser parser) {
        return head(parser, CAMPAIGN);
    }

    /** The same of a cell that is kept by itself. */
    static ObjectNode cell(JsonParser parser) {
        return head(parser, CELL);
    }

    /** A parser for these, for closing by the caller. */
    static JsonParser parser(InputStream in) {
        return READER.createParser(in);
    }

    /** Stops behind the last field that is wanted. */
    private static ObjectNode head(JsonParser parser, Shape.Fields shape) {
        ObjectNode head = Json.object();
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return head;
        }
        Set<String> missing = new HashSet<>(shape.named().keySet());
        while (!missing.isEmpty() && parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            Shape field = shape.named().get(name);
            put(head, name, parser, field);
            missing.remove(name);
        }
        return head;
    }

    private static void put(ObjectNode into, String name, JsonParser parser, @Nullable Shape shape) {
        if (shape == null) {
            parser.skipChildren();
        } else if (shape instanceof Shape.Whole
                || (!parser.isExpectedStartObjectToken() && !parser.isExpectedStartArrayToken())) {
            into.set(name, parser.readValueAsTree());
        } else if (parser.isExpectedStartArrayToken()) {
            ArrayNode array = into.putArray(name);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(parser.isExpectedStartObjectToken() ? object(parser, shape) : parser.readValueAsTree());
            }
        } else {
            into.set(name, object(parser, shape));
        }
    }

    private static ObjectNode object(JsonParser parser, Shape shape) {
        ObjectNode object = Json.object();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            put(
                    object,
                    name,
                    parser,
                    shape instanceof Shape.Fields fields ? fields.named().get(name) : ((Shape.Each) shape).of());
        }
        return object;
    }

    static SummaryHead.Run run(StoredObject json) {
        var anomalies = new TreeMap<String, Long>();
        json.named("anomalies").forEach((name, anomaly) -> anomalies.put(name, anomaly.count("count")));
        return new SummaryHead.Run(
                json.text("title"),
                Json.values(json.object("spec").node()),
                VerdictJson.validity(json, "valid"),
                anomalies,
                json.count("ops"),
                json.count("opportunities"),
                json.instant("started"),
                json.duration("elapsed_ms"));
    }

    static SummaryHead.Campaign campaign(StoredObject json) {
        return new SummaryHead.Campaign(
                json.text("name"),
                VerdictJson.validity(json, "verdict"),
                json.count("planned"),
                json.objects("tests").stream().map(HeadJson::cell).toList());
    }

    static SummaryHead.Cell cell(StoredObject json) {
        return new SummaryHead.Cell(
                json.text("id"),
                json.text("test"),
                Json.values(json.object("spec").node()),
                json.text("expected"),
                json.oneOf("outcome", SummaryHead.Outcome.values(), SummaryHead.Outcome::label),
                VerdictJson.validity(json, "verdict"),
                json.counts("anomalies"),
                json.count("ops"),
                json.count("ops_per_s"),
                json.count("opportunities"));
    }
}
