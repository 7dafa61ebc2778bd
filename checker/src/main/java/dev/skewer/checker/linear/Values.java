package dev.skewer.checker.linear;

import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.ValuePrinter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the distinct values of a history from zero in order of first sight; nil is {@link Calls#NONE}. Scalars of one
 * token, and pairs of values, are found by open addressing over primitive arrays, about 20 bytes each; other values are kept
 * as objects. Pairs are that many because keyed histories consist of them: {@code [key value]}, {@code [key [from to]]}.
 */
final class Values {
    /** What the {@link #content} of a value is: a token, the position in {@link #objects}, or the numbers of two values. */
    private static final byte SCALAR = 0;

    private static final byte OBJECT = 1;
    private static final byte PAIR = 2;

    /** Integers of more digits stay text: making numbers of them takes time that is quadratic in their length. */
    private static final int MOST_DIGITS = 10_000;

    private final Symbols symbols;
    private final Map<Object, Integer> others = new HashMap<>();
    private final List<Object> objects = new ArrayList<>();
    private long[] content = new long[64];
    private byte[] sort = new byte[64];
    private int size;
    /** Id + 1 of scalars and pairs by hash slot; 0 is free. The length is a power of two. */
    private int[] table = new int[128];

    private int inTable;

    Values(Symbols symbols) {
        this.symbols = symbols;
    }

    /** The number of distinct values. */
    int size() {
        return size;
    }

    /** The number of the value that begins at a position of a tape. */
    int of(Tape tape, int at) {
        long token = tape.token(at);
        if (token == Token.NIL) {
            return Calls.NONE;
        }
        if (!Token.isContainer(token) && !Token.isWide(token)) {
            return number(token, SCALAR);
        }
        if (Token.kind(token) == Token.VECTOR || Token.kind(token) == Token.LIST) {
            int end = tape.skip(at);
            int second = at + 1 < end ? tape.skip(at + 1) : end;
            if (second < end && tape.skip(second) == end) {
                int first = of(tape, at + 1);
                return number(pair(first, of(tape, second)), PAIR);
            }
        }
        return ofObject(read(tape, at));
    }

    /** The value on a tape, not numbered. */
    @Nullable Object object(Tape tape) {
        return read(tape, 0);
    }

    /** The number of a value as {@link #get} returns them. */
    int idOf(@Nullable Object value) {
        long token = value == null ? Token.NIL : tokenOf(value);
        return token == Token.NIL ? ofObject(value) : number(token, SCALAR);
    }

    private int ofObject(@Nullable Object value) {
        if (value == null) {
            return Calls.NONE;
        }
        if (value instanceof List<?> list && list.size() == 2) {
            return number(pair(idOf(list.get(0)), idOf(list.get(1))), PAIR);
        }
        Integer known = others.get(value);
        if (known != null) {
            return known;
        }
        int id = add(objects.size(), OBJECT);
        objects.add(value);
        others.put(value, id);
        return id;
    }

    /** The number of the pair of two numbered values. */
    int pairOf(int first, int second) {
        return number(pair(first, second), PAIR);
    }

    private static long pair(int first, int second) {
        return (long) first << 32 | (second & 0xFFFFFFFFL);
    }

    private int number(long what, byte as) {
        int mask = table.length - 1;
        int slot = slot(what, as, mask);
        while (table[slot] != 0) {
            int id = table[slot] - 1;
            if (content[id] == what && sort[id] == as) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        int id = add(what, as);
        table[slot] = id + 1;
        if (2 * ++inTable > table.length) {
            grow();
        }
        return id;
    }

    private int add(long what, byte as) {
        if (size == content.length) {
            content = Arrays.copyOf(content, size + (size >> 1));
            sort = Arrays.copyOf(sort, content.length);
        }
        content[size] = what;
        sort[size] = as;
        return size++;
    }

    private void grow() {
        int[] old = table;
        table = new int[old.length * 2];
        int mask = table.length - 1;
        for (int entry : old) {
            if (entry != 0) {
                int slot = slot(content[entry - 1], sort[entry - 1], mask);
                while (table[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                table[slot] = entry;
            }
        }
    }

    /**
     * Where a value is looked for first. Sixteen successive integers, or pairs with successive second values, are neighbours,
     * for histories count: so most looks find their part of the table in a cache.
     */
    private static int slot(long what, byte as, int mask) {
        // Of a token the lowest four bits are its kind.
        int lowest = as == SCALAR ? 4 : 0;
        long hash = ((what >>> (lowest + 4)) * 32 + (as == SCALAR ? what & 15 : 16)) * 0x9E3779B97F4A7C15L;
        hash = (hash ^ hash >>> 32) * 0xBF58476D1CE4E5B9L;
        return (((int) (hash >>> 32) << 4) | ((int) (what >>> lowest) & 15)) & mask;
    }

    /** The value behind a number; null for {@link Calls#NONE}. */
    @Nullable Object get(int id) {
        if (id == Calls.NONE) {
            return null;
        }
        return switch (sort[id]) {
            case SCALAR -> scalar(content[id]);
            case PAIR -> Collections.unmodifiableList(Arrays.asList(get(first(id)), get(second(id))));
            default -> objects.get((int) content[id]);
        };
    }

    /** Whether a value is a name, a truth value or an integer of no great width; other values may be scalars too. */
    boolean isPlain(int id) {
        return id != Calls.NONE && sort[id] == SCALAR;
    }

    /** Whether a value is a vector or list of two. */
    boolean isPair(int id) {
        return id != Calls.NONE && sort[id] == PAIR;
    }

    /** The number of the first value of a pair. */
    int first(int pair) {
        return (int) (content[pair] >> 32);
    }

    /** The number of the second value of a pair. */
    int second(int pair) {
        return (int) content[pair];
    }

    /** The token of a value that has one; {@link Token#NIL} for all others. */
    private long tokenOf(Object value) {
        if (value instanceof Long number && Token.fitsInt(number)) {
            return Token.ofInt(number);
        }
        if (value instanceof Boolean truth) {
            return truth ? Token.TRUE : Token.FALSE;
        }
        if (value instanceof String string) {
            return Token.of(Token.STRING, symbols.intern(string));
        }
        if (value instanceof Keyword keyword) {
            return Token.of(Token.KEYWORD, symbols.intern(keyword.name()));
        }
        if (value instanceof BigInteger integer) {
            return Token.of(Token.SYMBOL, symbols.intern(integer.toString()));
        }
        if (value instanceof Name name) {
            return Token.of(Token.SYMBOL, symbols.intern(name.text()));
        }
        return Token.NIL;
    }

    private @Nullable Object scalar(long token) {
        return switch (Token.kind(token)) {
            case Token.CONSTANT -> token == Token.NIL ? null : (Object) (token == Token.TRUE);
            case Token.INT -> Token.intValue(token);
            case Token.KEYWORD -> new Keyword(symbols.name(Token.symbol(token)));
            case Token.STRING -> symbols.name(Token.symbol(token));
            default -> named(symbols.name(Token.symbol(token)));
        };
    }

    /** What a bare symbol is: an integer too wide for a long, whose text it has, or a name. */
    private static Object named(String text) {
        int first = text.startsWith("-") ? 1 : 0;
        boolean isInteger = text.length() > first
                && text.length() <= MOST_DIGITS
                && text.chars().skip(first).allMatch(c -> c >= '0' && c <= '9');
        return isInteger ? Integers.of(new BigInteger(text)) : new Name(text);
    }

    private @Nullable Object read(Tape tape, int at) {
        long token = tape.token(at);
        return switch (Token.kind(token)) {
            case Token.WIDE_INT -> (Object) tape.integer(at);
            // Adding zero makes one of the two zeros, which are equal, of both.
            case Token.DOUBLE -> (Object) (tape.decimal(at) + 0.0);
            case Token.VECTOR, Token.LIST -> Collections.unmodifiableList(elements(tape, at));
            case Token.SET -> Collections.unmodifiableSet(new LinkedHashSet<>(elements(tape, at)));
            case Token.MAP -> {
                List<@Nullable Object> flat = elements(tape, at);
                Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
                for (int i = 0; i < flat.size(); i += 2) {
                    map.put(flat.get(i), flat.get(i + 1));
                }
                yield Collections.unmodifiableMap(map);
            }
            default -> scalar(token);
        };
    }

    private List<@Nullable Object> elements(Tape tape, int at) {
        List<@Nullable Object> elements = new ArrayList<>();
        int end = tape.skip(at);
        for (int i = at + 1; i < end; i = tape.skip(i)) {
            elements.add(read(tape, i));
        }
        return elements;
    }

    /** A value as EDN writes it, shortened where it is long. */
    static String text(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        append(value, text, 200);
        return text.length() <= 200 ? text.toString() : text.substring(0, 197) + "…";
    }

    /** A value as EDN writes it, however long. */
    static String wholeText(Object value) {
        StringBuilder text = new StringBuilder();
        append(value, text, Integer.MAX_VALUE);
        return text.toString();
    }

    /** Appends the text of a value, and may stop where that is longer than asked for. */
    private static void append(@Nullable Object value, StringBuilder text, int most) {
        if (text.length() > most) {
            return;
        }
        if (value == null) {
            text.append("nil");
        } else if (value instanceof String string) {
            String shown = string.length() <= most ? string : string.substring(0, most + 1);
            text.append('"')
                    .append(ValuePrinter.quoted(shown.replace("\\", "\\\\").replace("\"", "\\\"")))
                    .append('"');
        } else if (value instanceof Double number) {
            text.append(ValuePrinter.decimal(number));
        } else if (value instanceof List<?> list) {
            text.append('[');
            appendAll(list, text, most);
            text.append(']');
        } else if (value instanceof Set<?> set) {
            text.append("#{");
            appendAll(set, text, most);
            text.append('}');
        } else if (value instanceof Map<?, ?> map) {
            text.append('{');
            String separator = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(separator);
                append(entry.getKey(), text, most);
                text.append(' ');
                append(entry.getValue(), text, most);
                separator = " ";
            }
            text.append('}');
        } else {
            text.append(ValuePrinter.quoted(value.toString()));
        }
    }

    private static void appendAll(Iterable<?> values, StringBuilder text, int most) {
        String separator = "";
        for (Object value : values) {
            text.append(separator);
            append(value, text, most);
            separator = " ";
        }
    }

    /** A bare symbol of EDN, or the text of what has no kind of its own. */
    private record Name(String text) {
        @Override
        public String toString() {
            return text;
        }
    }
}
