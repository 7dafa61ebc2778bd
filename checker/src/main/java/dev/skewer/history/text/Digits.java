package dev.skewer.history.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decimal digits, up to eight at a time in the bytes of one long, without a loop whose length a processor would have to guess.
 *
 * <p>The sum of eight digits with their weights takes three multiplications: pairs, then pairs of pairs, as in Lemire's
 * <em>Quickly parsing eight digits</em> (2018).
 */
public final class Digits {
    /** So many bytes behind the beginning of a number are looked at. */
    public static final int AHEAD = 2 * Long.BYTES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030303030303030L;
    /** What lifts a number of ten or more, and no other of less than 128, to the highest bit of its byte. */
    private static final long LIFT = 0x7676767676767676L;

    private static final long HIGHEST = 0x8080808080808080L;
    private static final int MOST = Long.BYTES;
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000};

    private Digits() {}

    /**
     * How many digits a number has that begins at a position: up to fifteen, and without a zero at the beginning that it could
     * do without.
     *
     * @param bytes hold eight bytes from {@code at} on, and eight more if these are digits
     * @return 0 if there is no such number
     */
    public static int count(byte[] bytes, int at) {
        int count = count((long) LONGS.get(bytes, at) ^ ZEROS);
        if (count > 1 && bytes[at] == '0') {
            return 0;
        }
        if (count < MOST) {
            return count;
        }
        int more = count((long) LONGS.get(bytes, at + MOST) ^ ZEROS);
        return more == MOST ? 0 : MOST + more;
    }

    private static int count(long numbers) {
        // A carry goes only from a byte that is no digit, and to bytes behind it.
        long others = ((numbers + LIFT) | numbers) & HIGHEST;
        return Long.numberOfTrailingZeros(others) / Byte.SIZE;
    }

    /**
     * The number that digits stand for.
     *
     * @param count how many they are, from 1 to 15
     */
    public static long value(byte[] bytes, int at, int count) {
        if (count <= MOST) {
            return value(((long) LONGS.get(bytes, at) ^ ZEROS) << ((MOST - count) * Byte.SIZE));
        }
        int more = count - MOST;
        return value((long) LONGS.get(bytes, at) ^ ZEROS) * POWERS[more]
                + value(((long) LONGS.get(bytes, at + MOST) ^ ZEROS) << ((MOST - more) * Byte.SIZE));
    }

    private static long value(long numbers) {
        long pairs = numbers * 10 + (numbers >>> 8);
        return ((pairs & 0x000000ff000000ffL) * 0x000f424000000064L
                        + ((pairs >>> 16) & 0x000000ff000000ffL) * 0x0000271000000001L)
                >>> 32;
    }
}
