package dev.skewer.checker.column;

import java.util.Arrays;

/**
 * The ids of integers from zero up, by integer: an array, which is smaller than a hash table and nearly always in a cache
 * where a history counts. It takes in only integers of which there are about as many as there is room for; the owner keeps the
 * others, and those that come to have room are to be put here then.
 */
public final class IntegerIds {
    /** There may be so many times as much room as there are ids. */
    private static final int SPARE = 4;

    private static final int LONGEST = Integer.MAX_VALUE - 16;

    /** Id + 1; 0 is none. */
    private int[] ids = new int[128];

    /** No ids. */
    public IntegerIds() {}

    /** Whether there is room for an integer, so that it is nowhere else. */
    public boolean hasRoomFor(long integer) {
        return integer >= 0 && integer < ids.length;
    }

    /**
     * Makes room for an integer, unless most of that would stay free.
     *
     * @param count how many ids the owner has
     * @return whether there is more room now
     */
    public boolean makeRoomFor(long integer, int count) {
        if (integer < ids.length || integer > (long) SPARE * count || integer >= LONGEST) {
            return false;
        }
        ids = Arrays.copyOf(ids, (int) Math.min(LONGEST, Math.max(integer + 1, 2L * ids.length)));
        return true;
    }

    /** The id of an integer for which there is room; -1 if it has none. */
    public int get(long integer) {
        return ids[(int) integer] - 1;
    }

    /** Gives an integer for which there is room its id, from zero up. */
    public void put(long integer, int id) {
        ids[(int) integer] = id + 1;
    }

    /** The bytes that the array takes. */
    public long bytes() {
        return 4L * ids.length;
    }
}
