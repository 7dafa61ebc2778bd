package dev.skewer.checker.column;

import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.ValuePrinter;
import java.util.Arrays;

/**
 * Numbers the distinct values of a history (entries, invocation ids, state keys) from zero in order of first sight, so
 * that the checker compares ints. About 30 bytes a value: an array where integers are not far apart, as they are where a
 * history counts, and open addressing for all others.
 */
public final class ValueIds {
    private long[] tokens = new long[64];
    private int size;
    /** Value id + 1 by hash slot; 0 is free. The length is a power of two. */
    private int[] table = new int[128];

    private int inTable;
    private final IntegerIds integers = new IntegerIds();

    public int size() {
        return size;
    }

    /** The same numbers, to which {@linkplain #alias others} can be added; it is for looking up by number only. */
    public ValueIds forAliases() {
        var copy = new ValueIds();
        copy.tokens = Arrays.copyOf(tokens, size + 64);
        copy.size = size;
        return copy;
    }

    /** A further number for the value that a number stands for. */
    public int alias(int id) {
        return add(tokens[id]);
    }

    /**
     * The number of the value that begins at a position of a tape.
     *
     * @param tape holds the value
     * @param at where it begins
     * @param symbols the table of the tape; a value that is more than one token is interned there as text
     */
    public int of(Tape tape, int at, Symbols symbols) {
        return ofToken(scalar(tape, at, symbols));
    }

    /**
     * The value that begins at a position of a tape as one token: equal values have equal tokens.
     *
     * @param symbols the table of the tape; a value that is more than one token is interned there as text
     */
    public static long scalar(Tape tape, int at, Symbols symbols) {
        long token = tape.token(at);
        return Token.isContainer(token) || Token.isWide(token)
                ? Token.of(Token.SYMBOL, symbols.intern(ValuePrinter.text(tape, at, symbols, Integer.MAX_VALUE)))
                : token;
    }

    /** The number of a scalar's token. */
    public int ofToken(long token) {
        if (Token.kind(token) == Token.INT) {
            long integer = Token.intValue(token);
            if (integers.hasRoomFor(integer) || makeRoomFor(integer)) {
                return ofNear(integer, token);
            }
        }
        int mask = table.length - 1;
        int slot = slot(token, mask);
        while (table[slot] != 0) {
            int id = table[slot] - 1;
            if (tokens[id] == token) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        int id = add(token);
        table[slot] = id + 1;
        if (2 * ++inTable > table.length) {
            grow();
        }
        return id;
    }

    /** The number that a scalar's token has; -1 if it has none. */
    public int find(long token) {
        if (Token.kind(token) == Token.INT && integers.hasRoomFor(Token.intValue(token))) {
            return integers.get(Token.intValue(token));
        }
        int mask = table.length - 1;
        int slot = slot(token, mask);
        while (table[slot] != 0 && tokens[table[slot] - 1] != token) {
            slot = (slot + 1) & mask;
        }
        return table[slot] - 1;
    }

    private int ofNear(long integer, long token) {
        int known = integers.get(integer);
        if (known >= 0) {
            return known;
        }
        int id = add(token);
        integers.put(integer, id);
        return id;
    }

    /** Whether an integer is, or now gets, its place in the array: not if most of that would stay free. */
    private boolean makeRoomFor(long integer) {
        if (!integers.makeRoomFor(integer, size)) {
            return false;
        }
        for (int id = 0; id < size; id++) {
            if (Token.kind(tokens[id]) == Token.INT && integers.hasRoomFor(Token.intValue(tokens[id]))) {
                integers.put(Token.intValue(tokens[id]), id);
            }
        }
        return integers.hasRoomFor(integer);
    }

    private int add(long token) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size + (size >> 1) + 16);
        }
        tokens[size] = token;
        return size++;
    }

    /** The token behind a number. */
    public long token(int id) {
        return tokens[id];
    }

    private void grow() {
        if (table.length >= 1 << 30) {
            throw new HistoryException("the history has more than 500 million distinct values");
        }
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

    public long bytes() {
        return 8L * tokens.length + 4L * table.length + integers.bytes();
    }
}
