package dev.skewer.history.value;

import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.input.ByteInput;

/**
 * Reads values that are as nearly all are: sequences and maps of short known names, small integers and nothing, on one line
 * and whole in sight. That is fast, because all that it needs is in local variables; of any other value it leaves all to the
 * general reader of the format, and gives what that would give.
 */
public abstract class PlainValues {
    /** Deeper values are no plain ones. */
    public static final int MAX_DEPTH = 30;

    /** Larger values are no plain ones, so that no more is read in vain. */
    public static final int MAX_SIZE = 1 << 20;

    private static final int LONGEST_PAUSE = 1 << 10;

    /** So many longs of a map are looked through for a key, as each one of many would cost more with each of the others. */
    private static final int MOST_COMPARED = 1 << 8;

    protected final ByteInput in;

    /** Where each open container begins on the tape, and whether it is a map. */
    protected final int[] starts = new int[MAX_DEPTH + 1];

    protected final boolean[] maps = new boolean[MAX_DEPTH + 1];

    /** What {@link #bitOf} gives for the keys that the map around each open container has so far. */
    protected final long[] keyBits = new long[MAX_DEPTH + 1];

    /** After a value that is none, so many are not tried; after the next, twice as many. */
    private int pause;

    private int pauseLeft;

    protected PlainValues(ByteInput in) {
        this.in = in;
    }

    /**
     * Reads the next value, if it is a plain one.
     *
     * @param tape gets it appended
     * @return false if it may be another one, and then all is as before
     */
    public final boolean read(Tape tape) {
        if (pauseLeft > 0) {
            pauseLeft--;
            return false;
        }
        int size = tape.size();
        if (readAll(tape)) {
            pause = 0;
            return true;
        }
        tape.truncate(size);
        pauseLeft = pause;
        pause = Math.min(2 * pause + 1, LONGEST_PAUSE);
        return false;
    }

    /**
     * The length of the text of a short name, with what belongs to it, if one begins at a position.
     *
     * @return 0 if there is none for sure; whether there is one, {@link #name} says
     */
    public abstract int nameLength(byte[] bytes, int at);

    /**
     * The symbol of a name.
     *
     * @param length as {@link #nameLength} gives it
     * @return -1 if the name is not known
     */
    public abstract int name(byte[] bytes, int at, int length);

    /** Whether a byte ends a plain token. */
    public static boolean endsToken(byte b) {
        return b == ' ' || b == ',' || b == ']' || b == '}';
    }

    /** Reads the next value, if it is a plain one; otherwise the tape may be left with anything behind what was on it. */
    protected abstract boolean readAll(Tape tape);

    /** A bit for a key. If a map has no other key with the same bit, it has that key once; names that came up early differ. */
    protected static long bitOf(long key) {
        return 1L << (key >>> Token.KIND_BITS);
    }

    /**
     * Whether a key is, or may be, among those that a map has so far.
     *
     * @param tokens hold keys and values in turn, each a whole value
     */
    protected static boolean mayBeRepeated(long key, long[] tokens, int from, int to) {
        if (to - from > MOST_COMPARED) {
            return true;
        }
        for (int at = from; at < to; at++) {
            if (tokens[at] == key) {
                return true;
            }
            long value = tokens[++at];
            at += Token.isContainer(value) ? Token.span(value) : 0;
        }
        return false;
    }
}
