package dev.skewer.history.value;

import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.ValuePrinter;
import dev.skewer.history.text.SeededHash;
import java.util.Arrays;

/**
 * Finds a key that a map on a tape has twice, or an element that a set has twice.
 *
 * <p>Few keys are compared with each other, many are hashed (with a {@linkplain SeededHash seed}, so that no file can be
 * written to collide); either way the cost is linear in the container's size. Two keys are the same when their tokens are: a
 * list and a vector of the same elements count as different, and so do sets and maps in another order.
 */
public final class DuplicateKeys {
    /** So many keys are compared pairwise. */
    private static final int FEW = 8;

    private final Symbols symbols;
    private final SeededHash hash = new SeededHash();
    private final int[] few = new int[FEW];
    /** By hash slot, where a key begins on the tape, plus one; 0 is free. */
    private int[] table = new int[0];

    public DuplicateKeys(Symbols symbols) {
        this.symbols = symbols;
    }

    /**
     * Where the second of two equal keys begins.
     *
     * @param tape holds the container
     * @param start where a map or set begins on it
     * @return -1 if all keys differ
     */
    public int find(Tape tape, int start) {
        long token = tape.token(start);
        boolean map = Token.kind(token) == Token.MAP;
        int end = start + 1 + Token.span(token);
        int count = 0;
        for (int at = start + 1; at < end; at = next(tape, at, map)) {
            if (count == FEW) {
                return findByHash(tape, start + 1, end, map);
            }
            for (int i = 0; i < count; i++) {
                if (same(tape, few[i], at)) {
                    return at;
                }
            }
            few[count++] = at;
        }
        return -1;
    }

    /** A key as EDN text, for a message. */
    public String text(Tape tape, int at) {
        return ValuePrinter.text(tape, at, symbols, 60);
    }

    private int findByHash(Tape tape, int start, int end, boolean map) {
        int count = 0;
        for (int at = start; at < end; at = next(tape, at, map)) {
            count++;
        }
        int size = Integer.highestOneBit(count) * 4;
        if (table.length < size) {
            table = new int[size];
        } else {
            Arrays.fill(table, 0, size, 0);
        }
        for (int at = start; at < end; at = next(tape, at, map)) {
            int slot = hash(tape, at) & (size - 1);
            while (table[slot] != 0) {
                if (same(tape, table[slot] - 1, at)) {
                    return at;
                }
                slot = (slot + 1) & (size - 1);
            }
            table[slot] = at + 1;
        }
        return -1;
    }

    private static int next(Tape tape, int at, boolean map) {
        int value = tape.skip(at);
        return map ? tape.skip(value) : value;
    }

    private static boolean same(Tape tape, int first, int second) {
        long token = tape.token(first);
        if (token != tape.token(second)) {
            return false;
        }
        return (!Token.isWide(token) && !Token.isContainer(token))
                || tape.sameRange(first, tape.skip(first), second, tape.skip(second));
    }

    private int hash(Tape tape, int at) {
        long code = hash.seed;
        int end = tape.skip(at);
        for (int i = at; i < end; i++) {
            code = hash.add(code, tape.token(i));
        }
        return SeededHash.finish(code);
    }
}
