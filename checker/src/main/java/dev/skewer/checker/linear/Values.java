package dev.skewer.checker.linear;

import dev.skewer.checker.column.IntegerIds;
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
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the distinct values of a history from zero in order of first sight; nil is {@link Calls#NONE}. Scalars of one
 * token, and pairs of values, are found in primitive arrays, with about 30 bytes each; other values are kept
 * as objects. Pairs are that many because keyed histories consist of them: {@code [key value]}, {@code [key [from to]]}.
 */
public final class Values {
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
    private final IntegerIds integers = new IntegerIds();
    /** By symbol: those of a history with many strings are near each other, as they are numbered in order. */
    private final IntegerIds strings = new IntegerIds();

    /** Pairs by the later of their two values; what finds its group full is in the table. */
    private final RecentIds pairs = new RecentIds();

    public Values(Symbols symbols) {
        this.symbols = symbols;
    }

    /** The number of distinct values. */
    public int size() {
        return size;
    }

    /** The number of the value that begins at a position of a tape. */
    public int of(Tape tape, int at) {
        long token = tape.token(at);
        if (token == Token.NIL) {
            return Calls.NONE;
        }
        if (!Token.isContainer(token) && !Token.isWide(token)) {
            return ofScalar(token);
        }
        if (Token.kind(token) == Token.VECTOR || Token.kind(token) == Token.LIST) {
            int end = tape.skip(at);
            int second = at + 1 < end ? tape.skip(at + 1) : end;
            if (second < end && tape.skip(second) == end) {
                int first = of(tape, at + 1);
                return pairOf(first, of(tape, second));
            }
        }
        return ofObject(read(tape, at));
    }

    /** The value on a tape, not numbered. */
    @Nullable public Object object(Tape tape) {
        return read(tape, 0);
    }

    /** The number of a value as {@link #get} returns them. */
    public int idOf(@Nullable Object value) {
        long token = value == null ? Token.NIL : tokenOf(value, symbols::intern);
        return token == Token.NIL ? ofObject(value) : ofScalar(token);
    }

    /** The number of a value; {@link Calls#NONE} if it has none, or for nil. Gives it none, so any thread may ask. */
    public int find(@Nullable Object value) {
        if (value == null) {
            return Calls.NONE;
        }
        if (value instanceof List<?> list && list.size() == 2) {
            return findPair(list.get(0), list.get(1));
        }
        long token = tokenOf(value, symbols::find);
        return token == Token.NIL ? others.getOrDefault(value, Calls.NONE) : findScalar(token);
    }

    private int findPair(@Nullable Object first, @Nullable Object second) {
        int a = find(first);
        int b = find(second);
        boolean isMissing = (a == Calls.NONE && first != null) || (b == Calls.NONE && second != null);
        if (isMissing) {
            return Calls.NONE;
        }
        long what = pair(a, b);
        int from = pairs.group(Math.max(a, b));
        for (int slot = from; slot < from + RecentIds.GROUP; slot++) {
            int id = pairs.get(slot);
            if (id == RecentIds.FREE || content[id] == what) {
                return id == RecentIds.FREE ? Calls.NONE : id;
            }
        }
        return table[slot(what, PAIR)] - 1;
    }

    private int findScalar(long token) {
        int kind = Token.kind(token);
        IntegerIds near = kind == Token.INT ? integers : strings;
        boolean isNear = kind == Token.INT || kind == Token.STRING;
        return isNear && near.hasRoomFor(Token.intValue(token))
                ? near.get(Token.intValue(token))
                : table[slot(token, SCALAR)] - 1;
    }

    private int ofObject(@Nullable Object value) {
        if (value == null) {
            return Calls.NONE;
        }
        if (value instanceof List<?> list && list.size() == 2) {
            return pairOf(idOf(list.get(0)), idOf(list.get(1)));
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
        long what = pair(first, second);
        int from = pairs.group(Math.max(first, second));
        for (int slot = from; slot < from + RecentIds.GROUP; slot++) {
            int id = pairs.get(slot);
            if (id == RecentIds.FREE) {
                pairs.put(slot, size);
                return add(what, PAIR);
            }
            if (content[id] == what) {
                return id;
            }
        }
        return number(what, PAIR);
    }

    private static long pair(int first, int second) {
        return (long) first << 32 | (second & 0xFFFFFFFFL);
    }

    private int ofScalar(long token) {
        int kind = Token.kind(token);
        if (kind != Token.INT && kind != Token.STRING) {
            return number(token, SCALAR);
        }
        IntegerIds near = kind == Token.INT ? integers : strings;
        long integer = Token.intValue(token);
        if (!near.hasRoomFor(integer) && !makeRoomFor(integer, kind, near)) {
            return number(token, SCALAR);
        }
        int known = near.get(integer);
        if (known >= 0) {
            return known;
        }
        int id = add(token, SCALAR);
        near.put(integer, id);
        return id;
    }

    /** Whether an integer, or symbol, now gets its place in the array of its kind: not if most of that would stay free. */
    private boolean makeRoomFor(long integer, int kind, IntegerIds near) {
        if (!near.makeRoomFor(integer, size)) {
            return false;
        }
        for (int id = 0; id < size; id++) {
            boolean isOfKind = sort[id] == SCALAR && Token.kind(content[id]) == kind;
            if (isOfKind && near.hasRoomFor(Token.intValue(content[id]))) {
                near.put(Token.intValue(content[id]), id);
            }
        }
        return near.hasRoomFor(integer);
    }

    private int number(long what, byte as) {
        int slot = slot(what, as);
        if (table[slot] != 0) {
            return table[slot] - 1;
        }
        int id = add(what, as);
        table[slot] = id + 1;
        if (2 * ++inTable > table.length) {
            grow();
        }
        return id;
    }

    /** Where in the table something stands, or would. */
    private int slot(long what, byte as) {
        int mask = table.length - 1;
        int slot = firstSlot(what, as, mask);
        while (table[slot] != 0 && (content[table[slot] - 1] != what || sort[table[slot] - 1] != as)) {
            slot = (slot + 1) & mask;
        }
        return slot;
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
                int slot = firstSlot(content[entry - 1], sort[entry - 1], mask);
                while (table[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                table[slot] = entry;
            }
        }
    }

    private static int firstSlot(long what, byte as, int mask) {
        long hash = (what + as) * 0x9E3779B97F4A7C15L;
        hash = (hash ^ hash >>> 32) * 0xBF58476D1CE4E5B9L;
        return (int) (hash >>> 32) & mask;
    }

    /** The value behind a number; null for {@link Calls#NONE}. */
    @Nullable public Object get(int id) {
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
    public boolean isPlain(int id) {
        return id != Calls.NONE && sort[id] == SCALAR;
    }

    /** Whether a value is a vector or list of two. */
    public boolean isPair(int id) {
        return id != Calls.NONE && sort[id] == PAIR;
    }

    /** The number of the first value of a pair. */
    public int first(int pair) {
        return (int) (content[pair] >> 32);
    }

    /** The number of the second value of a pair. */
    public int second(int pair) {
        return (int) content[pair];
    }

    /** The token of a value that has one; {@link Token#NIL} for all others, and where the symbol of its text is not there. */
    private static long tokenOf(Object value, ToIntFunction<String> symbolOf) {
        if (value instanceof Long number && Token.fitsInt(number)) {
            return Token.ofInt(number);
        }
        if (value instanceof Boolean truth) {
            return truth ? Token.TRUE : Token.FALSE;
        }
        if (value instanceof String string) {
            return named(Token.STRING, symbolOf.applyAsInt(string));
        }
        if (value instanceof Keyword keyword) {
            return named(Token.KEYWORD, symbolOf.applyAsInt(keyword.name()));
        }
        if (value instanceof BigInteger integer) {
            return named(Token.SYMBOL, symbolOf.applyAsInt(integer.toString()));
        }
        if (value instanceof Name name) {
            return named(Token.SYMBOL, symbolOf.applyAsInt(name.text()));
        }
        return Token.NIL;
    }

    private static long named(int kind, int symbol) {
        return symbol < 0 ? Token.NIL : Token.of(kind, symbol);
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
    public static String text(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        append(value, text, 200);
        return text.length() <= 200 ? text.toString() : text.substring(0, 197) + "…";
    }

    /** A value as EDN writes it, however long. */
    public static String wholeText(Object value) {
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
