package dev.skewer.history;

import java.util.Arrays;

/**
 * Prints values as EDN for people: in messages, stories and reports.
 *
 * <p>The text is safe for a terminal: control characters, and those that change the direction of text, are escaped
 * wherever they stand. It may be cut to a length, and then ends in an ellipsis. Without such a cut it reads back as the
 * same value, except for names that EDN cannot write.
 */
public final class ValuePrinter {
    private static final String ELLIPSIS = "…";

    private final Tape tape;
    private final Symbols symbols;
    private final int limit;
    private final StringBuilder text = new StringBuilder();

    /** For each open container, where it ends on the tape. */
    private int[] ends = new int[8];
    /** For each open container, the number of values in it so far. */
    private int[] counts = new int[8];

    private int depth;

    private ValuePrinter(Tape tape, Symbols symbols, int limit) {
        this.tape = tape;
        this.symbols = symbols;
        this.limit = limit;
    }

    /**
     * A value as EDN.
     *
     * @param tape holds the value
     * @param symbols the names on the tape
     */
    public static String text(Tape tape, Symbols symbols) {
        return text(tape, 0, symbols, Integer.MAX_VALUE);
    }

    /**
     * A value as EDN, cut to a length.
     *
     * @param tape holds the value
     * @param at where it begins
     * @param symbols the names on the tape
     * @param limit the most characters, at least one; takes time in proportion to it, not to the value
     */
    public static String text(Tape tape, int at, Symbols symbols, int limit) {
        ValuePrinter printer = new ValuePrinter(tape, symbols, Math.max(1, limit));
        printer.print(at);
        return printer.cut();
    }

    /**
     * A text as it is, with whatever a terminal would obey escaped.
     *
     * @param text any text, such as a name or a line of a file
     */
    public static String quoted(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        appendSafely(text, safe, false);
        return safe.toString();
    }

    private String cut() {
        if (text.length() <= limit) {
            return text.toString();
        }
        int end = limit - ELLIPSIS.length();
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + ELLIPSIS;
    }

    private void print(int start) {
        int at = start;
        do {
            separate();
            long token = tape.token(at);
            if (Token.isContainer(token)) {
                open(token, at);
                at++;
            } else {
                atom(at);
                at = tape.size() == 0 ? 1 : tape.skip(at);
            }
            while (depth > 0 && at == ends[depth - 1]) {
                close();
            }
        } while (depth > 0 && text.length() <= limit);
    }

    private void separate() {
        if (depth == 0) {
            return;
        }
        int before = counts[depth - 1]++;
        if (before > 0) {
            boolean map = kinds(depth - 1) == Token.MAP;
            text.append(map && (before & 1) == 0 ? ", " : " ");
        }
    }

    private int[] begins = new int[8];

    private int kinds(int level) {
        return Token.kind(tape.token(begins[level]));
    }

    private void open(long token, int at) {
        if (depth == ends.length) {
            ends = Arrays.copyOf(ends, depth * 2);
            counts = Arrays.copyOf(counts, depth * 2);
            begins = Arrays.copyOf(begins, depth * 2);
        }
        begins[depth] = at;
        ends[depth] = at + 1 + Token.span(token);
        counts[depth] = 0;
        depth++;
        text.append(
                switch (Token.kind(token)) {
                    case Token.VECTOR -> "[";
                    case Token.LIST -> "(";
                    case Token.SET -> "#{";
                    default -> "{";
                });
    }

    private void close() {
        depth--;
        text.append(
                switch (kinds(depth)) {
                    case Token.VECTOR -> ']';
                    case Token.LIST -> ')';
                    default -> '}';
                });
    }

    private void atom(int at) {
        long token = tape.token(at);
        switch (Token.kind(token)) {
            case Token.INT, Token.WIDE_INT -> text.append(tape.integer(at));
            case Token.DOUBLE -> text.append(decimal(tape.decimal(at)));
            case Token.KEYWORD -> {
                text.append(':');
                name(token, false);
            }
            case Token.STRING -> {
                text.append('"');
                name(token, true);
                text.append('"');
            }
            case Token.SYMBOL -> name(token, false);
            default -> text.append(token == Token.NIL ? "nil" : token == Token.TRUE ? "true" : "false");
        }
    }

    private void name(long token, boolean quotes) {
        int symbol = Token.symbol(token);
        // A character takes at most four bytes, so no more than this is ever shown.
        int most = (int) Math.min(symbols.length(symbol), 4L * limit + 4);
        String name = most == symbols.length(symbol)
                ? symbols.name(symbol)
                : new String(symbols.arena(), symbols.offset(symbol), most, java.nio.charset.StandardCharsets.UTF_8);
        appendSafely(name, text, quotes);
    }

    /** A double as EDN writes it. */
    public static String decimal(double value) {
        if (Double.isNaN(value)) {
            return "##NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "##Inf" : "##-Inf";
        }
        return Double.toString(value);
    }

    private static void appendSafely(String from, StringBuilder to, boolean quotes) {
        for (int i = 0; i < from.length(); i++) {
            char c = from.charAt(i);
            switch (c) {
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                case '"', '\\' -> to.append(quotes ? "\\" : "").append(c);
                default -> {
                    if (isSafe(c)) {
                        to.append(c);
                    } else {
                        to.append(String.format("\\u%04x", (int) c));
                    }
                }
            }
        }
    }

    private static boolean isSafe(char c) {
        if (c < 0x7f) {
            return c >= ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
