package dev.skewer.history.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What short names of one kind stand for: names of one to eight bytes, each packed into one long and compared as such. A cache
 * of a few hundred, in which names that collide evict each other; it spares a look into the table of all names, which hashes
 * and compares bytes.
 */
public final class ShortNames {
    /** A name may have up to so many bytes. */
    public static final int LONGEST = Long.BYTES;

    /** What stands for a name that is not in the cache; no symbol and no token. */
    public static final long UNKNOWN = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST = ONES << (Byte.SIZE - 1);
    private static final int BITS = 8;

    /** Zero is no name. */
    private final long[] names = new long[1 << BITS];

    private final long[] meanings = new long[1 << BITS];

    /** Forgets all names. */
    public void clear() {
        Arrays.fill(names, 0);
    }

    /**
     * What a name stands for, or {@link #UNKNOWN}.
     *
     * @param name packed
     * @param length the number of its bytes, which says whether zeros at the end are its own; with none, or more than
     *     {@link #LONGEST}, a name is unknown
     */
    public long get(long name, int length) {
        int slot = slot(name);
        boolean isWhole = name >>> ((length - 1) * Byte.SIZE) != 0;
        return names[slot] == name && isWhole ? meanings[slot] : UNKNOWN;
    }

    /**
     * Takes note of what a name stands for, if it is plain: not empty, ASCII, and without control characters and backslashes.
     * Its text in a file is then its own.
     *
     * @param length the number of its bytes
     * @param meaning from zero up
     */
    public void putPlain(long name, int length, long meaning) {
        long padded = name | (ONES * 'a' & ~packed(-1L, length));
        boolean isPlain = ((padded | (padded - ONES * ' ') | highestBitOf('\\', padded)) & HIGHEST) == 0;
        if (length > 0 && isPlain) {
            int slot = slot(name);
            names[slot] = name;
            meanings[slot] = meaning;
        }
    }

    private static int slot(long name) {
        return (int) ((name * 0x9e3779b97f4a7c15L) >>> (Long.SIZE - BITS));
    }

    /** The eight bytes from a position on. */
    public static long word(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** A name of up to eight ASCII characters, packed. */
    public static long packed(String name) {
        byte[] bytes = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), LONGEST);
        return word(bytes, 0);
    }

    /** A name of up to eight bytes, packed: its bytes, little-endian, padded with zeros. */
    public static long packed(byte[] bytes, int from, int length) {
        return packed(word(bytes, from), length);
    }

    /** The first bytes of a word, from none to all eight, padded with zeros. */
    public static long packed(long word, int length) {
        return length == 0 ? 0 : word & (-1L >>> ((LONGEST - length) * Byte.SIZE));
    }

    /** The highest bit of each byte of a word that is the given one, and perhaps of bytes behind the first such. */
    public static long highestBitOf(char b, long word) {
        long zeros = word ^ ONES * b;
        return (zeros - ONES) & ~zeros & HIGHEST;
    }
}
