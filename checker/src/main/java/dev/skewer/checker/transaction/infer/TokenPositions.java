package dev.skewer.checker.transaction.infer;

import java.util.Arrays;

/** From the tokens of one list to their positions, by open addressing; made to be filled again and again. */
final class TokenPositions {
    static final int MISSING = -1;

    private long[] tokens = new long[64];
    /** Position + 1; 0 is free. */
    private int[] positions = new int[64];

    private int mask = 63;

    /** Forgets all, and makes room. */
    void clear(int count) {
        int slots = Integer.highestOneBit(Math.max(32, count)) << 2;
        if (slots > tokens.length) {
            tokens = new long[slots];
            positions = new int[slots];
        } else {
            Arrays.fill(positions, 0, slots, 0);
        }
        mask = slots - 1;
    }

    /** Puts a token at a position, unless it has one: then that is returned, otherwise the new one. */
    int putIfAbsent(long token, int position) {
        int slot = slot(token);
        if (positions[slot] == 0) {
            tokens[slot] = token;
            positions[slot] = position + 1;
        }
        return positions[slot] - 1;
    }

    /** The position of a token, or {@link #MISSING}. */
    int get(long token) {
        return positions[slot(token)] - 1;
    }

    private int slot(long token) {
        long hash = token * 0x9E3779B97F4A7C15L;
        int slot = (int) (hash >>> 32) & mask;
        while (positions[slot] != 0 && tokens[slot] != token) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
