package dev.skewer.results.summary;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as Skewer writes it: how values look that JSON has no type for, and the two layouts. Control characters and bidirectional marks are
 * written as escapes, so that a document that is printed on a terminal does nothing there; whoever parses it has the text as it was. An unpaired
 * surrogate, which UTF-8 has no bytes for, is a question mark in a file.
 */
public final class Json {
    /** Deeper than anything that Skewer writes. */
    static final int MAX_DEPTH = 100;

    /** Functions, processes and kinds of anomalies are names of fields, and a history may call them anything. */
    static final int MAX_NAME = Integer.MAX_VALUE;

    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");

    private static final JsonMapper ONE_LINE = JsonMapper.builder(JsonFactory.builder()
                    .characterEscapes(new UnsafeCharacters())
                    .build())
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final JsonMapper INDENTED =
            ONE_LINE.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Reads what may have been damaged, cut off, or made by somebody else. */
    public static final JsonMapper READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNameLength(MAX_NAME)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** A new, empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** On one line, without a line end. */
    public static String oneLine(JsonNode json) {
        return ONE_LINE.writeValueAsString(json);
    }

    /** For people's eyes, with a line end. */
    public static String indented(JsonNode json) {
        return INDENTED.writeValueAsString(json) + "\n";
    }

    /** A process: a number where that is its name, otherwise a string. */
    public static JsonNode process(String name) {
        var nodes = JsonNodeFactory.instance;
        return INTEGER.matcher(name).matches() ? nodes.numberNode(new BigInteger(name)) : nodes.stringNode(name);
    }

    /** An array of strings. */
    static ArrayNode strings(Collection<String> values) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        values.forEach(json::add);
        return json;
    }

    /** An object of strings. */
    static ObjectNode texts(Map<String, String> texts) {
        ObjectNode json = object();
        texts.forEach(json::put);
        return json;
    }

    /** An object of counts. */
    static ObjectNode counts(Map<String, Long> counts) {
        ObjectNode json = object();
        counts.forEach(json::put);
        return json;
    }

    /**
     * A spec, in the order of its options.
     *
     * @param spec values are strings, numbers, booleans, lists of strings or maps of them
     */
    public static ObjectNode spec(Map<String, Object> spec) {
        ObjectNode json = object();
        spec.forEach((name, value) -> json.set(name, ONE_LINE.valueToTree(value)));
        return json;
    }

    /** The values of a spec as Java has them, in their order. */
    static Map<String, Object> values(JsonNode spec) {
        var values = new LinkedHashMap<String, Object>();
        spec.properties()
                .forEach(option -> values.put(
                        option.getKey(),
                        Objects.requireNonNullElse(ONE_LINE.treeToValue(option.getValue(), Object.class), "")));
        return values;
    }

    /** Nanoseconds as milliseconds, exactly. */
    static BigDecimal millis(long nanos) {
        return decimal(nanos, 6);
    }

    /** Nanoseconds as microseconds, exactly. */
    static BigDecimal micros(long nanos) {
        return decimal(nanos, 3);
    }

    private static BigDecimal decimal(long nanos, int scale) {
        BigDecimal value = BigDecimal.valueOf(nanos, scale).stripTrailingZeros();
        return value.scale() < 0 ? value.setScale(0) : value;
    }
}
