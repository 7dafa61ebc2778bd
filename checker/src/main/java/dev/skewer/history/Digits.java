package dev.skewer.history;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decimal digits, up to eight at a time in the bytes of one long, without a loop whose length a processor would have to guess.
 *
 * <p>The sum of eight digits with their weights takes three multiplications: pairs, then pairs of pairs, as in Lemire's
 * <em>Quickly parsing eight digits</em> (2018).
 */
final class Digits {
    /** So many digits are looked at. */
    static final int MOST = Long.BYTES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030303030303030L;
    /** What lifts a number of ten or more, and no other of less than 128, to the highest bit of its byte. */
    private static final long LIFT = 0x7676767676767676L;

    private static final long HIGHEST = 0x8080808080808080L;

    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private Digits() {}

    /** How many digits begin at a position; of more than {@link #MOST}, so many. Eight bytes must be readable. */
    static int count(byte[] bytes, int at) {
        long numbers = (long) LONGS.get(bytes, at) ^ ZEROS;
        // A carry goes from a byte that is no digit only, to bytes behind it.
        long others = (numbers + LIFT | numbers) & HIGHEST;
        return Long.numberOfTrailingZeros(others) / Byte.SIZE;
    }

    /**
     * The number that digits stand for.
     *
     * @param count how many, from 1 to {@link #MOST}
     */
    static long value(byte[] bytes, int at, int count) {
        long numbers = ((long) LONGS.get(bytes, at) ^ ZEROS) << (MOST - count) * Byte.SIZE;
        numbers = numbers * 10 + (numbers >>> 8);
        return ((numbers & 0x000000ff000000ffL) * 0x000f424000000064L
                        + (numbers >>> 16 & 0x000000ff000000ffL) * 0x0000271000000001L)
                >>> 32;
    }

    /** Ten to the power of a number up to {@link #MOST}. */
    static long power(int exponent) {
        return POWERS[exponent];
    }
}
