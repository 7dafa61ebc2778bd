package dev.skewer.checker.linear;

import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
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
 * token are found by open addressing over primitive arrays, about 20 bytes each; other values are kept as objects.
 */
final class Values {
    private final Symbols symbols;
    private final Map<Object, Integer> others = new HashMap<>();
    private final List<Object> objects = new ArrayList<>();
    /** By id: the scalar's token, or the position in {@link #objects} of a value that is none, inverted. */
    private long[] tokens = new long[64];

    private boolean[] isObject = new boolean[64];
    private int size;
    /** Id + 1 by hash slot; 0 is free. The length is a power of two. */
    private int[] table = new int[128];

    private int scalars;

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
            return ofToken(token);
        }
        return ofObject(read(tape, at));
    }

    /** The value on a tape, not numbered. */
    @Nullable Object object(Tape tape) {
        return read(tape, 0);
    }

    private int ofObject(@Nullable Object value) {
        if (value == null) {
            return Calls.NONE;
        }
        Integer known = others.get(value);
        if (known != null) {
            return known;
        }
        int id = add(objects.size(), true);
        objects.add(value);
        others.put(value, id);
        return id;
    }

    private int ofToken(long token) {
        int mask = table.length - 1;
        int slot = slot(token, mask);
        while (table[slot] != 0) {
            int id = table[slot] - 1;
            if (tokens[id] == token) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        int id = add(token, false);
        table[slot] = id + 1;
        if (2 * ++scalars > table.length) {
            grow();
        }
        return id;
    }

    private int add(long content, boolean object) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size + (size >> 1));
            isObject = Arrays.copyOf(isObject, tokens.length);
        }
        tokens[size] = content;
        isObject[size] = object;
        return size++;
    }

    private void grow() {
        int[] old = table;
        table = new int[old.length * 2];
        int mask = table.length - 1;
        for (int entry : old) {
            if (entry != 0) {
                int slot = slot(tokens[entry - 1], mask);
                while (table[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                table[slot] = entry;
            }
        }
    }

    private static int slot(long token, int mask) {
        long hash = token * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 32 ^ hash >>> 15) & mask;
    }

    /** The value behind a number; null for {@link Calls#NONE}. */
    @Nullable Object get(int id) {
        if (id == Calls.NONE) {
            return null;
        }
        return isObject[id] ? objects.get((int) tokens[id]) : scalar(tokens[id]);
    }

    /** If a value is a vector or list of two, their numbers; otherwise null. */
    int @Nullable [] pair(int id) {
        if (get(id) instanceof List<?> list && list.size() == 2) {
            return new int[] {idOf(list.get(0)), idOf(list.get(1))};
        }
        return null;
    }

    private int idOf(@Nullable Object value) {
        long token = value == null ? Token.NIL : tokenOf(value);
        return token == Token.NIL ? ofObject(value) : ofToken(token);
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
            default -> new Name(symbols.name(Token.symbol(token)));
        };
    }

    private @Nullable Object read(Tape tape, int at) {
        long token = tape.token(at);
        return switch (Token.kind(token)) {
            case Token.WIDE_INT -> (Object) tape.integer(at);
            case Token.DOUBLE -> (Object) tape.decimal(at);
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
        append(value, text);
        return text.length() <= 200 ? text.toString() : text.substring(0, 197) + "…";
    }

    private static void append(@Nullable Object value, StringBuilder text) {
        if (text.length() > 200) {
            return;
        }
        if (value == null) {
            text.append("nil");
        } else if (value instanceof String string) {
            text.append('"')
                    .append(string.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        } else if (value instanceof List<?> list) {
            text.append('[');
            appendAll(list, text);
            text.append(']');
        } else if (value instanceof Set<?> set) {
            text.append("#{");
            appendAll(set, text);
            text.append('}');
        } else if (value instanceof Map<?, ?> map) {
            text.append('{');
            String separator = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(separator);
                append(entry.getKey(), text);
                text.append(' ');
                append(entry.getValue(), text);
                separator = " ";
            }
            text.append('}');
        } else {
            text.append(value);
        }
    }

    private static void appendAll(Iterable<?> values, StringBuilder text) {
        String separator = "";
        for (Object value : values) {
            text.append(separator);
            append(value, text);
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
