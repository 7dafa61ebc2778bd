package dev.skewer.history;

/** One long on a {@link Tape}: a kind in the low four bits, a payload above them. */
public final class Token {
    /** Bits of a token that hold its kind. */
    public static final int KIND_BITS = 4;

    /** The kind of {@code nil}, {@code true} and {@code false}; the payload says which. */
    public static final int CONSTANT = 0;
    /** An integer of at most 60 bits, in place. */
    public static final int INT = 1;
    /** A wider integer: the next long holds it. */
    public static final int WIDE_INT = 2;
    /** A floating-point number: the next long holds its bits. */
    public static final int DOUBLE = 3;
    /** A keyword; the payload is its symbol. */
    public static final int KEYWORD = 4;
    /** A string; the payload is its symbol. */
    public static final int STRING = 5;
    /** A bare symbol, or the text of what has no kind of its own; the payload is its symbol. */
    public static final int SYMBOL = 6;
    /** A vector; the payload is the number of longs that its elements take. */
    public static final int VECTOR = 8;
    /** A list; the payload is the number of longs that its elements take. */
    public static final int LIST = 9;
    /** A set; the payload is the number of longs that its elements take. */
    public static final int SET = 10;
    /** A map, keys and values in turn; the payload is the number of longs that they take. */
    public static final int MAP = 11;

    /** The token of {@code nil}. */
    public static final long NIL = 0;
    /** The token of {@code false}. */
    public static final long FALSE = 1L << KIND_BITS;
    /** The token of {@code true}. */
    public static final long TRUE = 2L << KIND_BITS;

    private Token() {}

    /** A token's kind. */
    public static int kind(long token) {
        return (int) token & ((1 << KIND_BITS) - 1);
    }

    /** A token of a kind with a payload. */
    public static long of(int kind, long payload) {
        return payload << KIND_BITS | kind;
    }

    /** Whether an integer fits into one token. */
    public static boolean fitsInt(long value) {
        return value << KIND_BITS >> KIND_BITS == value;
    }

    /** The token of an integer that {@linkplain #fitsInt fits}. */
    public static long ofInt(long value) {
        return value << KIND_BITS | INT;
    }

    /** The integer in an {@link #INT} token. */
    public static long intValue(long token) {
        return token >> KIND_BITS;
    }

    /** The symbol in a {@link #KEYWORD}, {@link #STRING} or {@link #SYMBOL} token. */
    public static int symbol(long token) {
        return (int) (token >>> KIND_BITS);
    }

    /** The number of longs that a container's elements take. */
    public static int span(long token) {
        return (int) (token >>> KIND_BITS);
    }

    /** Whether the token begins a vector, list, set or map. */
    public static boolean isContainer(long token) {
        return kind(token) >= VECTOR;
    }

    /** Whether the token begins a vector, list or set. */
    public static boolean isSequence(long token) {
        int kind = kind(token);
        return kind == VECTOR || kind == LIST || kind == SET;
    }

    /** Whether the value takes a second long. */
    public static boolean isWide(long token) {
        int kind = kind(token);
        return kind == WIDE_INT || kind == DOUBLE;
    }
}
