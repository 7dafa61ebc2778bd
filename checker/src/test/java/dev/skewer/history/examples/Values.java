package dev.skewer.history.examples;

import dev.skewer.history.EventType;
import dev.skewer.history.Token;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Arbitrary values and events that EDN, or JSON, can hold: every kind of token, the odd names and numbers more often than
 * chance would have them. Drawn directly from a random source, for jqwik takes seconds to combine arbitraries this deep.
 */
public final class Values {
    private static final List<String> ODD_TEXTS = List.of(
            "",
            "\"",
            "\\",
            "\n\r\t\b\f\u0001\u007f\u0085",
            "\u2028\u2029",
            "é∀😀",
            "a\u0000b",
            "\\u0041",
            ":a",
            "12",
            "'");

    private static final List<String> ODD_NAMES = List.of(
            "r",
            "id",
            "append-all",
            "metadata",
            "metadata1",
            "jepsen/op",
            "1a",
            "12",
            "-",
            "é",
            "a:b",
            "a#",
            "*out*",
            "n1.example",
            "😀",
            "/",
            "_");

    private static final List<String> WIDE_INTEGERS =
            List.of("12345678901234567890", "-12345678901234567890", "9223372036854775808", "-9223372036854775809");

    private static final List<String> SYMBOLS = List.of(
            "foo",
            "foo/bar",
            "-",
            "+x",
            "-foo",
            "1/2",
            "-3/4",
            "1.5M",
            "\\a",
            "\\newline",
            "\\A",
            "\\é",
            "\\(",
            ".x",
            "é",
            "nilly",
            "-3E+2M",
            "*",
            "\\u001f",
            "\\\\");

    private static final List<Double> DECIMALS =
            List.of(0.0, -0.0, 1.5, Double.MIN_VALUE, Double.MAX_VALUE, 1e100, -1e-7, 1e7);

    private final Random random;
    private final boolean json;

    private Values(Random random, boolean json) {
        this.random = random;
        this.json = json;
    }

    /** A value that EDN can hold. */
    public static Arbitrary<Value> ednValues() {
        return Arbitraries.randomValue(random -> new Values(random, false).value(4));
    }

    /** Up to eight events with values that EDN can hold. */
    public static Arbitrary<List<Recorded>> ednEvents() {
        return Arbitraries.randomValue(random -> new Values(random, false).events());
    }

    /** Up to eight events with values that JSON can hold. */
    public static Arbitrary<List<Recorded>> jsonEvents() {
        return Arbitraries.randomValue(random -> new Values(random, true).events());
    }

    private List<Recorded> events() {
        return some(1 + random.nextInt(8), this::event);
    }

    private Recorded event() {
        return new Recorded(
                integer() & Long.MAX_VALUE,
                integer(),
                random.nextInt(4) == 0
                        ? pick(List.of("nemesis", "checker", "a b", "é\n", "-12", "2147483648", "-9223372036854775809"))
                        : Integer.toString((int) (integer() & Integer.MAX_VALUE)),
                pick(List.of(EventType.values())),
                random.nextInt(8) == 0 ? pick(List.of("a function", "\"", "read\n")) : name(),
                value(4),
                random.nextInt(4) == 0 ? value(2) : new Value.Nil(),
                random.nextInt(4) == 0 ? value(2) : new Value.Nil());
    }

    private Value value(int depth) {
        return depth > 0 && random.nextInt(3) > 0 ? container(depth) : scalar();
    }

    private Value container(int depth) {
        int size = random.nextInt(random.nextInt(8) == 0 ? 20 : 4);
        Supplier<Value> element = () -> value(depth - 1);
        return switch (random.nextInt(json ? 2 : 4)) {
            case 0 -> new Value.Container(Token.VECTOR, some(size, element));
            case 1 -> map(size, json ? this::jsonKey : element, element);
            case 2 -> new Value.Container(Token.LIST, some(size, element));
            default -> new Value.Container(Token.SET, List.copyOf(distinct(size, element)));
        };
    }

    private Value map(int size, Supplier<Value> keys, Supplier<Value> values) {
        List<Value> entries = new ArrayList<>();
        for (Value key : distinct(size, keys)) {
            entries.add(key);
            entries.add(values.get());
        }
        return new Value.Container(Token.MAP, entries);
    }

    private Value jsonKey() {
        return switch (random.nextInt(4)) {
            case 0 -> new Value.Int(integer());
            case 1 -> new Value.Text(pick(List.of("", "a b", "84.23.53.151", "\"", "-", "01", "-0", "1.5")));
            case 2 -> new Value.Symbol(pick(WIDE_INTEGERS));
            default -> new Value.Keyword(name());
        };
    }

    private Value scalar() {
        return switch (random.nextInt(json ? 9 : 12)) {
            case 0 -> new Value.Nil();
            case 1 -> new Value.Bool(random.nextBoolean());
            case 2, 3, 4 -> new Value.Int(integer());
            case 5 -> new Value.Symbol(pick(WIDE_INTEGERS));
            case 6 -> new Value.Decimal(decimal());
            case 7, 8 -> new Value.Text(text());
            case 9 -> new Value.Symbol(pick(SYMBOLS));
            case 10 -> new Value.Decimal(pick(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)));
            default -> new Value.Keyword(name());
        };
    }

    /** An integer of any length, each as likely. */
    private long integer() {
        return random.nextLong() >> random.nextInt(64);
    }

    private double decimal() {
        double any = Double.longBitsToDouble(random.nextLong());
        double decimal = random.nextBoolean() || !Double.isFinite(any) ? pick(DECIMALS) : any;
        // Without a fraction, JSON's numbers are integers.
        return json && decimal == Math.rint(decimal) ? 0.5 : decimal;
    }

    private String name() {
        return random.nextInt(3) == 0
                ? pick(ODD_NAMES)
                : random.ints(1 + random.nextInt(12), 'a', 'z' + 1)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private String text() {
        if (random.nextInt(3) == 0) {
            return pick(ODD_TEXTS);
        }
        int highest = pick(List.of(0x7f, 0x7ff, 0xffff, 0x10ffff));
        String text = random.ints(random.nextInt(40), 0, highest + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        // Lone surrogates have no UTF-8 form.
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static <T> List<T> some(int size, Supplier<T> source) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            all.add(source.get());
        }
        return all;
    }

    private static Set<Value> distinct(int size, Supplier<Value> source) {
        return new LinkedHashSet<>(some(size, source));
    }
}
