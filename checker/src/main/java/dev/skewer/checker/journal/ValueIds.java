package dev.skewer.checker.journal;

import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.ValuePrinter;
import java.util.Arrays;

/**
 * Numbers the distinct values of a history (entries, invocation ids, state keys) from zero in order of first sight, so
 * that the checker compares ints. Open addressing over two primitive arrays; about 20 bytes a value.
 */
final class ValueIds {
    private long[] tokens = new long[64];
    private int size;
    /** Value id + 1 by hash slot; 0 is free. The length is a power of two. */
    private int[] table = new int[128];

    int size() {
        return size;
    }

    /**
     * The number of the value that begins at a position of a tape.
     *
     * @param tape holds the value
     * @param at where it begins
     * @param symbols the table of the tape; a value that is more than one token is interned there as text
     */
    int of(Tape tape, int at, Symbols symbols) {
        long token = tape.token(at);
        if (Token.isContainer(token) || Token.isWide(token)) {
            token = Token.of(Token.SYMBOL, symbols.intern(ValuePrinter.text(tape, at, symbols, Integer.MAX_VALUE)));
        }
        return ofToken(token);
    }

    /** The number of a scalar's token. */
    int ofToken(long token) {
        int mask = table.length - 1;
        int slot = slot(token, mask);
        while (table[slot] != 0) {
            int id = table[slot] - 1;
            if (tokens[id] == token) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size + (size >> 1) + 16);
        }
        int id = size++;
        tokens[id] = token;
        table[slot] = id + 1;
        if (2 * size > table.length) {
            grow();
        }
        return id;
    }

    /** The token behind a number. */
    long token(int id) {
        return tokens[id];
    }

    private void grow() {
        if (table.length >= 1 << 30) {
            throw new HistoryException("the history has more than 500 million distinct values");
        }
        table = new int[table.length * 2];
        int mask = table.length - 1;
        for (int id = 0; id < size; id++) {
            int slot = slot(tokens[id], mask);
            while (table[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            table[slot] = id + 1;
        }
    }

    /**
     * Where a token is looked for first. Sixteen successive integers (or names) are neighbours, for histories count: so most
     * looks find their part of the table in a cache.
     */
    private static int slot(long token, int mask) {
        long hash = (((token >>> 8) << 4) | (token & 15)) * 0x9E3779B97F4A7C15L;
        return (((int) (hash >>> 32) << 4) | ((int) (token >>> 4) & 15)) & mask;
    }

    long bytes() {
        return 8L * tokens.length + 4L * table.length;
    }
}
