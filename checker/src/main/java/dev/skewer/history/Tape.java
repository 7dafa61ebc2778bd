package dev.skewer.history;

import java.util.Arrays;

/**
 * One value, of any shape, written flat into an array of longs: no object per number, vector or map.
 *
 * <p>Each value is one token, or a container's token followed by its elements (a map's keys and values in turn). A token
 * has its {@linkplain Token kind} in the low four bits and a payload above them, so that small integers, names and
 * {@code nil} are one long each and two equal scalars are the same long. This is the layout of simdjson's tape, with
 * integers in place.
 *
 * <p>A tape holds at most {@link #MAX_SIZE} longs: an event larger than that is refused with a {@link HistoryException}
 * rather than met with an {@link OutOfMemoryError}.
 *
 * <p>Who takes values from events needs what is asked by position. What writes raw longs, or has several values on one tape, is
 * there for the readers of the formats.
 */
public final class Tape {
    /** The most longs that one value may take: 2<sup>24</sup>, which is 128 MiB. */
    public static final int MAX_SIZE = 1 << 24;

    private long[] tokens = new long[16];
    private int size;
    /** Where the value that is being put on the tape begins, if others are there before it. */
    private int begun;

    /** Makes the tape empty; an empty tape reads as {@code nil}. */
    public void clear() {
        size = 0;
        begun = 0;
    }

    /** Takes note that a value begins here, behind other values: from here on its size is limited. */
    public void beginValue() {
        begun = size;
    }

    /**
     * Whether the value that began with {@link #beginValue} is larger than one may be: of a tape with many values, not every
     * growth says so.
     */
    public void requireValueFits() {
        if (size - begun > MAX_SIZE) {
            throw tooLarge();
        }
    }

    /** The number of longs in use. */
    public int size() {
        return size;
    }

    /** Whether there is no value, or the value is {@code nil}. */
    public boolean isNil() {
        return size == 0 || tokens[0] == Token.NIL;
    }

    /**
     * The token at a position; {@link Token#NIL} at position zero of an empty tape.
     *
     * @param at from zero
     */
    public long token(int at) {
        return at == 0 && size == 0 ? Token.NIL : tokens[at];
    }

    /**
     * The position behind the value that begins at {@code at}.
     *
     * @param at where a value begins
     */
    public int skip(int at) {
        long token = tokens[at];
        if (Token.isContainer(token)) {
            return at + 1 + Token.span(token);
        }
        return at + (Token.isWide(token) ? 2 : 1);
    }

    /**
     * The integer that begins at a position.
     *
     * @throws IllegalStateException if there is none
     */
    public long integer(int at) {
        long token = token(at);
        return switch (Token.kind(token)) {
            case Token.INT -> Token.intValue(token);
            case Token.WIDE_INT -> tokens[at + 1];
            default -> throw new IllegalStateException("not an integer: kind " + Token.kind(token));
        };
    }

    /** Whether an integer begins at the position. */
    public boolean isInteger(int at) {
        int kind = Token.kind(token(at));
        return kind == Token.INT || kind == Token.WIDE_INT;
    }

    /** The floating-point number that begins at a position. */
    public double decimal(int at) {
        return Double.longBitsToDouble(tokens[at + 1]);
    }

    /** Appends {@code nil}. */
    public void addNil() {
        add(Token.NIL);
    }

    /** Appends a truth value. */
    public void addBoolean(boolean value) {
        add(value ? Token.TRUE : Token.FALSE);
    }

    /** Appends an integer. */
    public void addInt(long value) {
        if (Token.fitsInt(value)) {
            add(Token.ofInt(value));
        } else {
            add(Token.WIDE_INT);
            add(value);
        }
    }

    /** Appends a floating-point number. */
    public void addDouble(double value) {
        add(Token.DOUBLE);
        add(Double.doubleToLongBits(value));
    }

    /** Appends a keyword, such as {@code :read}; the symbol is its name without the colon. */
    public void addKeyword(int symbol) {
        add(Token.of(Token.KEYWORD, symbol));
    }

    /** Appends a string. */
    public void addString(int symbol) {
        add(Token.of(Token.STRING, symbol));
    }

    /** Appends a bare EDN symbol or, for what has no kind of its own, its text. */
    public void addSymbol(int symbol) {
        add(Token.of(Token.SYMBOL, symbol));
    }

    /**
     * Begins a container; its elements follow, then {@link #end}.
     *
     * @param kind {@link Token#VECTOR}, {@link Token#LIST}, {@link Token#SET} or {@link Token#MAP}
     * @return where it begins, for {@link #end}
     */
    public int begin(int kind) {
        add(Token.of(kind, 0));
        return size - 1;
    }

    /**
     * Ends a container.
     *
     * @param at what {@link #begin} returned
     */
    public void end(int at) {
        tokens[at] = Token.of(Token.kind(tokens[at]), size - at - 1);
    }

    /** Appends one value of another tape. */
    public void addFrom(Tape other, int at) {
        if (other.size == 0) {
            addNil();
            return;
        }
        int to = other.skip(at);
        room(to - at);
        System.arraycopy(other.tokens, at, tokens, size, to - at);
        size += to - at;
    }

    /** Copies the longs into an array: a value to keep. */
    public long[] toArray() {
        return size == 0 ? new long[] {Token.NIL} : Arrays.copyOf(tokens, size);
    }

    /**
     * Appends raw longs of a tape kept elsewhere.
     *
     * @param source holds whole values
     * @param from where the first begins
     * @param to where the last ends, exclusive
     */
    public void addRaw(long[] source, int from, int to) {
        room(to - from);
        System.arraycopy(source, from, tokens, size, to - from);
        size += to - from;
    }

    /** Appends a range of another tape that holds whole values. */
    public void addRange(Tape other, int from, int to) {
        addRaw(other.tokens, from, to);
    }

    /** The longs, and room behind them; what is put there counts once {@link #resize} says so. Another array after growing. */
    public long[] tokens() {
        return tokens;
    }

    /** The longs, with more room behind them than there was. */
    public long[] roomier() {
        grow(1);
        return tokens;
    }

    /** Takes so many longs for the tape's, of which some may have been put behind it. */
    public void resize(int size) {
        this.size = size;
    }

    /** How many longs there is room for without another array. */
    public int capacity() {
        return tokens.length;
    }

    /**
     * Gives the names in a range that holds whole values other symbols.
     *
     * @param first symbols below this one stay as they are
     * @param symbols what each symbol from {@code first} on becomes
     */
    public void rename(int from, int to, int first, int[] symbols) {
        for (int at = from; at < to; at++) {
            long token = tokens[at];
            int kind = Token.kind(token);
            if (kind >= Token.KEYWORD && kind <= Token.SYMBOL) {
                int symbol = Token.symbol(token);
                if (symbol >= first) {
                    tokens[at] = Token.of(kind, symbols[symbol - first]);
                }
            } else if (Token.isWide(token)) {
                at++;
            }
        }
    }

    /** Appends one token that is a whole value. */
    void addToken(long token) {
        add(token);
    }

    /**
     * Drops what was appended after a moment.
     *
     * @param size what {@link #size} was then, outside any container that has ended since
     */
    public void truncate(int size) {
        this.size = size;
    }

    /** Whether two runs of longs on this tape are the same. */
    public boolean sameRange(int from, int to, int otherFrom, int otherTo) {
        return Arrays.equals(tokens, from, to, tokens, otherFrom, otherTo);
    }

    private void add(long token) {
        room(1);
        tokens[size++] = token;
    }

    private void room(int count) {
        if (count > tokens.length - size) {
            grow(count);
        }
    }

    private void grow(int count) {
        if (count > MAX_SIZE - (size - begun)) {
            throw tooLarge();
        }
        long most = (long) begun + MAX_SIZE;
        tokens = Arrays.copyOf(tokens, (int) Math.min(most, Math.max(tokens.length * 2L, size + (long) count)));
    }

    private static HistoryException tooLarge() {
        return new HistoryException("one value takes more than " + MAX_SIZE
                + " longs (128 MiB), the most that one event may hold; split it into several events");
    }
}
