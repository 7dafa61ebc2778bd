package dev.skewer.results.summary;

import dev.skewer.results.Printable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * An object of a stored summary, read with suspicion: each field must be there and be what it should be. What is there besides
 * is passed over, so that a later version may add fields.
 */
final class StoredObject {
    private final String file;
    /** Where it is in the file, such as {@code anomalies.read-skew}; empty at the top. */
    private final String path;

    private final JsonNode node;

    private StoredObject(String file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
        if (!node.isObject()) {
            throw error("", "an object", node);
        }
    }

    /**
     * The outermost object.
     *
     * @param file its name in complaints
     * @throws SummaryException if it is none
     */
    static StoredObject of(JsonNode node, String file) {
        return new StoredObject(file, "", node);
    }

    /** The object as JSON. */
    JsonNode node() {
        return node;
    }

    boolean has(String name) {
        JsonNode value = node.get(name);
        return value != null && !value.isNull();
    }

    String text(String name) {
        JsonNode value = field(name);
        if (!value.isString()) {
            throw error(name, "a string", value);
        }
        return value.stringValue();
    }

    Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** A string, or a number as it is written. */
    String name(String name) {
        JsonNode value = field(name);
        if (value.isIntegralNumber()) {
            return value.asString();
        }
        return text(name);
    }

    boolean bool(String name) {
        JsonNode value = field(name);
        if (!value.isBoolean()) {
            throw error(name, "true or false", value);
        }
        return value.booleanValue();
    }

    long integer(String name) {
        return integer(name, field(name));
    }

    /** A whole number that is not negative. */
    long count(String name) {
        long value = integer(name);
        if (value < 0) {
            throw error(name, "a whole number of at least 0", field(name));
        }
        return value;
    }

    /** A whole number that is not negative, and no more than an int holds. */
    int smallCount(String name) {
        long value = count(name);
        if (value > Integer.MAX_VALUE) {
            throw error(name, "a whole number of at most " + Integer.MAX_VALUE, field(name));
        }
        return (int) value;
    }

    private long integer(String name, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw error(name, "a whole number", value);
        }
        return value.longValue();
    }

    double number(String name) {
        JsonNode value = field(name);
        if (!value.isNumber()) {
            throw error(name, "a number", value);
        }
        return floating(value);
    }

    /** A number as near as a double comes to it; infinite if it is larger than any. */
    private static double floating(JsonNode number) {
        return number.isBigInteger() ? number.bigIntegerValue().doubleValue() : number.doubleValue();
    }

    /** Nanoseconds from a number of milliseconds. */
    long nanosFromMillis(String name) {
        return scaled(name, 6);
    }

    /** Nanoseconds from a number of microseconds. */
    long nanosFromMicros(String name) {
        return scaled(name, 3);
    }

    /** What a bucket covers, in nanoseconds, from a number of milliseconds. */
    long widthFromMillis(String name) {
        long nanos = nanosFromMillis(name);
        if (nanos < 1) {
            throw error(name, "a time of more than 0", field(name));
        }
        return nanos;
    }

    /** Nanoseconds from an array of numbers of milliseconds. */
    long[] allNanosFromMillis(String name) {
        return allScaled(name, 6);
    }

    /** Nanoseconds from an array of numbers of microseconds. */
    long[] allNanosFromMicros(String name) {
        return allScaled(name, 3);
    }

    private long[] allScaled(String name, int digits) {
        JsonNode array = array(name);
        long[] nanos = new long[array.size()];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = scaled(name, array.get(i), digits);
        }
        return nanos;
    }

    /** A time of whole milliseconds that is not negative, and of no more nanoseconds than a long holds. */
    Duration duration(String name) {
        long millis = count(name);
        if (millis > Long.MAX_VALUE / 1_000_000) {
            throw error(name, "a time of at most 292 years", field(name));
        }
        return Duration.ofMillis(millis);
    }

    private long scaled(String name, int digits) {
        return scaled(name, field(name), digits);
    }

    private long scaled(String name, JsonNode value, int digits) {
        double nanos = value.isNumber() ? floating(value) * Math.pow(10, digits) : Double.NaN;
        if (Math.abs(nanos) < Long.MAX_VALUE) {
            return Math.round(nanos);
        }
        throw error(name, "a time", value);
    }

    Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw error(name, "a time such as 2026-11-23T09:45:01Z", field(name));
        }
    }

    /** One of several, by its label. */
    <E> E oneOf(String name, E[] all, Function<E, String> label) {
        return oneOf(name, field(name), all, label);
    }

    /** Several of several, by their labels. */
    <E> List<E> listOf(String name, E[] all, Function<E, String> label) {
        var list = new ArrayList<E>();
        for (JsonNode value : array(name)) {
            list.add(oneOf(name, value, all, label));
        }
        return list;
    }

    private <E> E oneOf(String name, JsonNode value, E[] all, Function<E, String> label) {
        if (!value.isString()) {
            throw error(name, "a string", value);
        }
        String text = value.stringValue();
        var labels = new ArrayList<String>();
        for (E each : all) {
            if (label.apply(each).equals(text)) {
                return each;
            }
            labels.add(label.apply(each));
        }
        throw error(name, String.join(", ", labels), value);
    }

    JsonNode any(String name) {
        return field(name);
    }

    StoredObject object(String name) {
        return new StoredObject(file, at(name), field(name));
    }

    List<StoredObject> objects(String name) {
        var objects = new ArrayList<StoredObject>();
        JsonNode array = array(name);
        for (int i = 0; i < array.size(); i++) {
            objects.add(new StoredObject(file, at(name) + "[" + i + "]", array.get(i)));
        }
        return objects;
    }

    List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (JsonNode value : array(name)) {
            if (!value.isString()) {
                throw error(name, "an array of strings", value);
            }
            texts.add(value.stringValue());
        }
        return texts;
    }

    List<Long> integers(String name) {
        var numbers = new ArrayList<Long>();
        for (JsonNode value : array(name)) {
            numbers.add(integer(name, value));
        }
        return numbers;
    }

    List<Double> numbers(String name) {
        var numbers = new ArrayList<Double>();
        for (JsonNode value : array(name)) {
            if (!value.isNumber()) {
                throw error(name, "an array of numbers", value);
            }
            numbers.add(floating(value));
        }
        return numbers;
    }

    /** The objects that are the fields of an object, by name. */
    Map<String, StoredObject> named(String name) {
        StoredObject object = object(name);
        var named = new LinkedHashMap<String, StoredObject>();
        object.node
                .properties()
                .forEach(field ->
                        named.put(field.getKey(), new StoredObject(file, object.at(field.getKey()), field.getValue())));
        return named;
    }

    SortedMap<String, Long> counts(String name) {
        StoredObject object = object(name);
        var counts = new TreeMap<String, Long>();
        object.node.properties().forEach(field -> counts.put(field.getKey(), object.count(field.getKey())));
        return counts;
    }

    SortedMap<String, Long> integersByName(String name) {
        StoredObject object = object(name);
        var integers = new TreeMap<String, Long>();
        object.node.properties().forEach(field -> integers.put(field.getKey(), object.integer(field.getKey())));
        return integers;
    }

    Map<String, String> textsByName(String name) {
        StoredObject object = object(name);
        var texts = new LinkedHashMap<String, String>();
        object.node.properties().forEach(field -> texts.put(field.getKey(), object.text(field.getKey())));
        return texts;
    }

    /** Whole numbers that are not negative. */
    List<Long> allCounts(String name) {
        List<Long> counts = integers(name);
        if (counts.stream().anyMatch(count -> count < 0)) {
            throw error(name, "whole numbers of at least 0", field(name));
        }
        return counts;
    }

    /** Makes sure that arrays have as many elements as they should. */
    void haveLength(int length, String... names) {
        for (String name : names) {
            if (array(name).size() != length) {
                throw error(name, "an array of " + length, field(name));
            }
        }
    }

    /** A complaint about a field. */
    SummaryException error(String name, String right, JsonNode found) {
        String text = found.isNull() ? "null" : Json.oneLine(found);
        String shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
        String where = name.isEmpty() ? path : at(name);
        return new SummaryException(Printable.line(file + ": " + (where.isEmpty() ? "" : where + ": ")
                + "there should be " + right + ", and there is " + shown));
    }

    private JsonNode field(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new SummaryException(Printable.line(file + ": " + (path.isEmpty() ? "" : path + ": ") + "'" + name
                    + "' is missing; this is no summary as Skewer writes it"));
        }
        return value;
    }

    private JsonNode array(String name) {
        JsonNode value = field(name);
        if (!value.isArray()) {
            throw error(name, "an array", value);
        }
        return value;
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
