package dev.skewer.checker.transaction.history;

import java.util.Arrays;

/** One bit for each micro-op, most of them not set: takes no room until one is. */
final class BitColumn {
    private long[] words = new long[0];

    /** Whether a bit is set. */
    boolean get(int at) {
        int word = at >>> 6;
        return word < words.length && (words[word] & 1L << at) != 0;
    }

    /** Sets a bit. */
    void set(int at) {
        int word = at >>> 6;
        if (word >= words.length) {
            words = Arrays.copyOf(words, Math.addExact(word, (word >> 1) + 16));
        }
        words[word] |= 1L << at;
    }

    /** Whether no bit is set. */
    boolean isEmpty() {
        return words.length == 0;
    }

    long bytes() {
        return 8L * words.length;
    }
}
