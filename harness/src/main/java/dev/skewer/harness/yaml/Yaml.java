package dev.skewer.harness.yaml;

import dev.skewer.harness.console.UserException;
import dev.skewer.registry.Nearest;
import dev.skewer.results.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * A YAML document as a tree whose every node knows its place, so that every complaint can name line and column.
 *
 * <p>Plain YAML only: one document, no duplicate keys, and no aliases (with which a small file can mean a huge one).
 */
public sealed interface Yaml {
    /** Deeper than any campaign file is, and far from a stack overflow. */
    int MAX_DEPTH = 32;

    /** Where in its message the parser says where. */
    Pattern MARK = Pattern.compile("line (\\d{1,9}), column (\\d{1,9}):");

    /** Where the node begins. */
    Place place();

    /**
     * A place in a file.
     *
     * @param file as the user gave it
     * @param line from 1
     * @param column from 1
     */
    record Place(String file, int line, int column) {
        /** A complaint about this place. */
        public UserException error(String message) {
            return new UserException(Printable.line(file) + ":" + line + ":" + column + ": " + message);
        }
    }

    /**
     * A single value.
     *
     * @param text as written, without quotes
     * @param kind what YAML takes it for
     * @param place where it is
     */
    record Scalar(String text, Kind kind, Place place) implements Yaml {}

    /** What YAML takes a scalar for. */
    enum Kind {
        /** Text. */
        STRING,
        /** An integer. */
        INTEGER,
        /** A number with a fraction. */
        DECIMAL,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** Nothing at all. */
        NULL
    }

    /**
     * A list.
     *
     * @param items its items
     * @param place where it begins
     */
    record Sequence(List<Yaml> items, Place place) implements Yaml {}

    /**
     * A map with text keys.
     *
     * @param entries in the order of the file
     * @param keys where each key is
     * @param place where it begins
     */
    record Mapping(Map<String, Yaml> entries, Map<String, Place> keys, Place place) implements Yaml {
        /** Complains about the first key that is not among the allowed ones. */
        public void allowOnly(Collection<String> allowed) {
            keys.forEach((key, at) -> {
                if (!allowed.contains(key)) {
                    throw at.error("unknown key '" + Printable.line(key) + "'" + Nearest.hint(key, allowed));
                }
            });
        }
    }

    /**
     * Parses a document.
     *
     * @param text YAML
     * @param file its name for complaints
     * @param subject what it is to be, such as {@code a campaign}
     * @param least what it has at least, such as {@code 'tests:'}
     * @throws UserException if it is none, says where
     */
    static Yaml parse(String text, String file, String subject, String least) {
        try (JsonParser parser = new YAMLFactory().createParser(tools.jackson.core.ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new Place(file, 1, 1).error("the file is empty; " + subject + " has at least " + least);
            }
            Yaml root = node((YAMLParser) parser, first, file, 0);
            if (parser.nextToken() != null) {
                throw place(parser, file).error("a second document; the file of " + subject + " holds one");
            }
            return root;
        } catch (JacksonException e) {
            throw syntaxError(e, file);
        } catch (StackOverflowError e) {
            // The parser underneath recurses before a depth can be seen here.
            throw new Place(file, 1, 1).error("nested too deeply; no more than four levels are needed");
        }
    }

    private static Yaml node(YAMLParser parser, JsonToken token, String file, int depth) {
        Place place = place(parser, file);
        if (depth > MAX_DEPTH) {
            throw place.error("nested too deeply; no more than four levels are needed");
        }
        if (parser.isCurrentAlias()) {
            throw place.error("aliases are not understood; write the value out");
        }
        return switch (token) {
            case START_OBJECT -> mapping(parser, file, place, depth);
            case START_ARRAY -> {
                var items = new ArrayList<Yaml>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    items.add(node(parser, next, file, depth + 1));
                }
                yield new Sequence(items, place);
            }
            case VALUE_NUMBER_INT -> new Scalar(parser.getString(), Kind.INTEGER, place);
            case VALUE_NUMBER_FLOAT -> new Scalar(parser.getString(), Kind.DECIMAL, place);
            case VALUE_TRUE, VALUE_FALSE -> new Scalar(parser.getString(), Kind.BOOLEAN, place);
            case VALUE_NULL -> new Scalar("", Kind.NULL, place);
            default -> new Scalar(parser.getString(), Kind.STRING, place);
        };
    }

    private static Mapping mapping(YAMLParser parser, String file, Place place, int depth) {
        var entries = new LinkedHashMap<String, Yaml>();
        var keys = new LinkedHashMap<String, Place>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Place at = place(parser, file);
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (keys.putIfAbsent(key, at) != null) {
                throw at.error("'" + Printable.line(key) + "' a second time; keep one of them");
            }
            entries.put(key, node(parser, value, file, depth + 1));
        }
        return new Mapping(entries, keys, place);
    }

    private static Place place(JsonParser parser, String file) {
        TokenStreamLocation at = parser.currentTokenLocation();
        return new Place(file, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
    }

    /**
     * The parser tells in several lines in which context it was ("while parsing a flow sequence"), then what is wrong, each
     * with its place and a picture; the last of them is what the user has to know.
     */
    private static UserException syntaxError(JacksonException e, String file) {
        String message = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
        TokenStreamLocation at = e.getLocation();
        var place = at == null ? new Place(file, 1, 1) : new Place(file, at.getLineNr(), at.getColumnNr());
        for (Matcher mark = MARK.matcher(message); mark.find(); ) {
            place = new Place(file, Integer.parseInt(mark.group(1)), Integer.parseInt(mark.group(2)));
        }
        String what = message.lines()
                .filter(line -> !line.startsWith(" ") && !line.startsWith("while "))
                .findFirst()
                .orElse("it cannot be parsed");
        return new Place(file, Math.max(1, place.line()), Math.max(1, place.column()))
                .error("not YAML: " + Printable.line(what));
    }
}
