package dev.skewer.history.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bytes of strings, eight at a time as one little-endian long. All looks may go eight bytes beyond what is asked about, so
 * there must be so many.
 */
public final class StringWords {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGHEST = 0x8080808080808080L;
    private static final long BLANKS = 0x2020202020202020L;

    private StringWords() {}

    /** How many of a word's bytes come before the first quote, backslash or control character: from none to all eight. */
    public static int plain(long word) {
        // A byte below the blank borrows from those behind it only; a byte of many-byte characters has the highest bit.
        long ends = ShortNames.highestBitOf('"', word)
                | ShortNames.highestBitOf('\\', word)
                | ((word - BLANKS) & ~word & HIGHEST);
        return Long.numberOfTrailingZeros(ends) / Byte.SIZE;
    }

    /** Whether the first bytes of a word, from none to all eight, are ASCII. */
    public static boolean isAscii(long word, int count) {
        return (ShortNames.packed(word, count) & HIGHEST) == 0;
    }

    /**
     * Copies what comes before the next backslash.
     *
     * @param to where the source ends, exclusive
     * @param into has eight bytes more of room than will count
     * @return how many bytes were copied
     */
    public static int copyToBackslash(byte[] source, int from, int to, byte[] into, int size) {
        int count = 0;
        int step;
        do {
            long word = ShortNames.word(source, from + count);
            LONGS.set(into, size + count, word);
            int before = Long.numberOfTrailingZeros(ShortNames.highestBitOf('\\', word)) / Byte.SIZE;
            step = Math.min(before, to - from - count);
            count += step;
        } while (step == Long.BYTES);
        return count;
    }
}
