package dev.skewer.history.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the values of an event, as it stood in the events before: who writes histories gives each event the same
 * keys, in the same order and with the same blanks. So the next key is recognised by comparing up to sixteen bytes at once,
 * and read only if that fails.
 *
 * <p>What is kept begins behind a value (or behind the brace that begins the event), holds blanks, one key and more blanks, and
 * ends before a value. It must end in such a way that the key ends there, whatever the value is.
 */
public final class ExpectedKeys {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** So many bytes are compared, and must be readable. */
    static final int LONGEST = 2 * Long.BYTES;

    private static final int MOST = 12;

    private final long[] words = new long[2 * MOST];
    private final long[] masks = new long[2 * MOST];
    private final int[] lengths = new int[MOST];
    private final @Nullable EventField[] fields = new EventField[MOST];

    /** How many keys of the event are behind. */
    private int next;
    /** Begins an event. */
    public void begin() {
        next = 0;
    }

    /**
     * Recognises the next key.
     *
     * @param bytes hold at least {@link #LONGEST} bytes from there on
     * @param at behind the value before
     * @return the field, whose value begins {@link #length} bytes further on; null if it is another key
     */
    @Nullable EventField recognise(byte[] bytes, int at) {
        int i = next;
        if (i == MOST) {
            return null;
        }
        EventField field = fields[i];
        long first = ((long) LONGS.get(bytes, at) ^ words[2 * i]) & masks[2 * i];
        long second = ((long) LONGS.get(bytes, at + Long.BYTES) ^ words[2 * i + 1]) & masks[2 * i + 1];
        if (field == null || (first | second) != 0) {
            return null;
        }
        return field;
    }

    /** The number of bytes from the value before the key that was recognised to its value. */
    int length() {
        return lengths[next];
    }

    /** Goes on behind the key that was recognised. */
    void pass() {
        next++;
    }

    /** Whether the next key is the first of its event. */
    public boolean isFirst() {
        return next == 0;
    }

    /** Takes note of a key that is none of a field, or cannot be kept. */
    public void learnNothing() {
        if (next < MOST) {
            fields[next++] = null;
        }
    }

    /**
     * Takes note of a key that was not recognised.
     *
     * @param bytes hold what stands before the value, and zeros or anything else up to {@link #LONGEST} bytes
     * @param from behind the value before
     * @param count the number of bytes up to the value; longer ones than {@link #LONGEST} are not kept
     */
    public void learn(EventField field, byte[] bytes, int from, int count) {
        int i = next;
        if (i == MOST || count > LONGEST || from + LONGEST > bytes.length) {
            learnNothing();
            return;
        }
        next++;
        fields[i] = field;
        lengths[i] = count;
        masks[2 * i] = mask(count);
        masks[2 * i + 1] = mask(count - Long.BYTES);
        words[2 * i] = (long) LONGS.get(bytes, from);
        words[2 * i + 1] = (long) LONGS.get(bytes, from + Long.BYTES);
    }

    /** Those bytes of a long that are among the first so many. */
    private static long mask(int count) {
        return count <= 0 ? 0 : count >= Long.BYTES ? -1 : -1L >>> ((Long.BYTES - count) * Byte.SIZE);
    }
}
