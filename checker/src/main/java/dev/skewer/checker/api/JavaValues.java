package dev.skewer.checker.api;

import dev.skewer.checker.linear.Keyword;
import dev.skewer.checker.linear.models.Literals;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.ValuePrinter;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Objects of Java, and of Clojure without depending on it, as values of a history: the same values that the file would
 * have in which they are printed as EDN.
 *
 * <p>Integers of any width, floating-point numbers, {@link BigInteger}, {@link BigDecimal}, truth values, strings and
 * characters, {@link Keyword}s, enum constants (by their name, as strings), {@link UUID}s (as strings), arrays, collections
 * and maps; from Clojure keywords, symbols, ratios and its own integers, lazy sequences, vectors and records. Whatever else
 * there is has no equality that survives a file, and is refused.
 */
public final class JavaValues {
    /** As deep as EDN may nest; a collection that contains itself ends here too. */
    private static final int MAX_DEPTH = 1_000;

    private static final Map<Character, String> NAMED_CHARACTERS =
            Map.of('\n', "newline", '\r', "return", ' ', "space", '\t', "tab", '\f', "formfeed", '\b', "backspace");

    private JavaValues() {}

    /** What has no kind of its own on a tape and is kept as its text: a symbol, a ratio, a wide integer. */
    private record Word(String text) {}

    /**
     * An immutable copy of a value, made of the few classes that {@link #write} knows.
     *
     * @throws IllegalArgumentException if it, or something in it, is of another kind; says of which
     */
    public static @Nullable Object copy(@Nullable Object value) {
        return copy(value, 0);
    }

    /**
     * Appends a value to a tape.
     *
     * @param copied what {@link #copy} returned
     * @param symbols takes its names
     */
    public static void write(@Nullable Object copied, Tape tape, Symbols symbols) {
        if (copied == null) {
            tape.addNil();
        } else if (copied instanceof Long number) {
            tape.addInt(number);
        } else if (copied instanceof String string) {
            tape.addString(symbols.intern(string));
        } else if (copied instanceof Keyword keyword) {
            tape.addKeyword(symbols.intern(keyword.name()));
        } else if (copied instanceof Boolean truth) {
            tape.addBoolean(truth);
        } else if (copied instanceof Double number) {
            tape.addDouble(number);
        } else if (copied instanceof Word word) {
            tape.addSymbol(symbols.intern(word.text()));
        } else if (copied instanceof Map<?, ?> map) {
            int at = tape.begin(Token.MAP);
            map.forEach((key, each) -> {
                write(key, tape, symbols);
                write(each, tape, symbols);
            });
            tape.end(at);
        } else if (copied instanceof Collection<?> elements) {
            int at = tape.begin(copied instanceof Set ? Token.SET : Token.VECTOR);
            elements.forEach(each -> write(each, tape, symbols));
            tape.end(at);
        } else {
            throw new IllegalArgumentException(copied.getClass().getName() + " was not copied");
        }
    }

    /**
     * A value as models see it, such as an initial state.
     *
     * @throws IllegalArgumentException if it cannot be a value of a history
     */
    public static @Nullable Object forModel(@Nullable Object value) {
        Tape tape = new Tape();
        Symbols symbols = new Symbols();
        write(copy(value), tape, symbols);
        return Literals.read(ValuePrinter.text(tape, symbols));
    }

    /** The name of a keyword, of Clojure or of a history, without its colon; null if it is none. */
    public static @Nullable String keyword(@Nullable Object value) {
        if (value instanceof Keyword keyword) {
            return keyword.name();
        }
        return value != null && isClojure(value, "Keyword") ? value.toString().substring(1) : null;
    }

    private static boolean isClojure(Object value, String name) {
        String type = value.getClass().getName();
        return type.length() == "clojure.lang.".length() + name.length()
                && type.startsWith("clojure.lang.")
                && type.endsWith(name);
    }

    private static @Nullable Object copy(@Nullable Object value, int depth) {
        if (value == null || value instanceof Boolean || value instanceof String || value instanceof Keyword) {
            return value;
        }
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("more than " + MAX_DEPTH
                    + " collections inside one another, the most that a value of a history may have");
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof List<?> list) {
            return Collections.unmodifiableList(elements(list, depth));
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, depth);
        }
        if (value instanceof Set<?> set) {
            var copy = new LinkedHashSet<>(elements(set, depth));
            requireDistinct(set.size(), copy.size(), "set", value);
            return Collections.unmodifiableSet(copy);
        }
        if (value instanceof Collection<?> collection) {
            return Collections.unmodifiableList(elements(collection, depth));
        }
        if (value.getClass().isArray()) {
            List<@Nullable Object> copy = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                copy.add(copy(Array.get(value, i), depth + 1));
            }
            return Collections.unmodifiableList(copy);
        }
        return single(value);
    }

    private static Object single(Object value) {
        String keyword = keyword(value);
        if (keyword != null) {
            return new Keyword(keyword);
        }
        if (isClojure(value, "Symbol")) {
            return new Word(value.toString());
        }
        if (value instanceof Character character) {
            return new Word("\\" + characterName(character));
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof CharSequence || value instanceof UUID) {
            return value.toString();
        }
        throw unfit(value);
    }

    private static Object number(Number number) {
        if (number instanceof Long || number instanceof Double) {
            return number;
        }
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        if (number instanceof Float) {
            // As it is printed: 0.1f is 0.1.
            return Double.valueOf(number.toString());
        }
        if (number instanceof BigInteger || isClojure(number, "BigInt")) {
            BigInteger integer = new BigInteger(number.toString());
            return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : new Word(integer.toString());
        }
        if (number instanceof BigDecimal) {
            return new Word(number + "M");
        }
        if (isClojure(number, "Ratio")) {
            return new Word(number.toString());
        }
        throw unfit(number);
    }

    private static List<@Nullable Object> elements(Collection<?> collection, int depth) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (Object each : collection) {
            elements.add(copy(each, depth + 1));
        }
        return elements;
    }

    private static Map<@Nullable Object, @Nullable Object> map(Map<?, ?> map, int depth) {
        Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            copy.put(copy(entry.getKey(), depth + 1), copy(entry.getValue(), depth + 1));
        }
        requireDistinct(map.size(), copy.size(), "map", map);
        return Collections.unmodifiableMap(copy);
    }

    /** Two keys that differ in Java, such as an Integer and a Long, may be the same in a history. */
    private static void requireDistinct(int before, int after, String what, Object value) {
        if (before != after) {
            throw new IllegalArgumentException(
                    "a " + what + " has two keys that are the same in a history, such as 1 and 1L: "
                            + ValuePrinter.quoted(String.valueOf(value)));
        }
    }

    private static String characterName(char character) {
        String name = NAMED_CHARACTERS.get(character);
        if (name != null) {
            return name;
        }
        return character > ' ' && character < 0x7f
                ? String.valueOf(character)
                : String.format("u%04x", (int) character);
    }

    private static IllegalArgumentException unfit(Object value) {
        return new IllegalArgumentException("a " + value.getClass().getName()
                + " cannot be a value of a history; right would be nil, a truth value, a number, a string, a keyword, or a"
                + " list, set or map of these");
    }
}
