package dev.skewer.checker.journal.versions;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import java.util.Arrays;

/**
 * Where the parts of one invocation stand in the order of its versions.
 *
 * <p>A version of an invocation is a point on a grid. Appends, trims and the purge, in order, are the <em>suffix
 * chain</em>: each moves to the next suffix position, which determines epoch, length and the entries ever present.
 * Compacts, in order, are the <em>prefix chain</em>: each moves to the next prefix position, which determines the first
 * index. Each chain is totally ordered by what the store reports; how the two interleave is known only where a read saw
 * both. A part that moves nothing (a read, a trim of nothing) stands at a range of positions of each chain, usually one.
 *
 * <p>Position 0 of the suffix chain is the unknown invocation; of the prefix chain, first index 0. Reused from one
 * invocation to the next.
 */
public final class Placement {
    /** The part takes no place: it never happened, or it contradicts itself and was reported. */
    public static final byte NOWHERE = 0;
    /** The part sees positions and moves nothing. */
    public static final byte OBSERVER = 1;
    /** The part moves the suffix chain to the position {@code suffixLow}. */
    public static final byte SUFFIX = 2;
    /** The part moves the prefix chain to the position {@code prefixLow}. */
    public static final byte PREFIX = 3;

    /** The number of parts; they are named by their local number, in order of invocation. */
    public int n;

    public byte[] role = new byte[64];

    public int[] suffixLow = new int[64];
    public int[] suffixHigh = new int[64];
    public int[] prefixLow = new int[64];
    public int[] prefixHigh = new int[64];

    public int suffixCount;
    /** The local part that moves to a suffix position; NONE for position 0 and for holes. */
    public int[] suffixOwner = new int[64];

    public int prefixCount;
    public int[] prefixOwner = new int[16];

    /** Something was chosen that could have been otherwise: a failure with this placement proves nothing. */
    public boolean chosen;

    public void reset(int parts) {
        n = parts;
        if (parts > role.length) {
            int size = parts + (parts >> 1);
            role = new byte[size];
            suffixLow = new int[size];
            suffixHigh = new int[size];
            prefixLow = new int[size];
            prefixHigh = new int[size];
        }
        Arrays.fill(role, 0, parts, NOWHERE);
        Arrays.fill(suffixLow, 0, parts, NONE);
        suffixCount = 1;
        prefixCount = 1;
        chosen = false;
    }

    /** Whether a part stands somewhere; what contradicted itself and was reported may stand nowhere. */
    public boolean stands(int k) {
        return role[k] != NOWHERE && suffixLow[k] != NONE;
    }

    public void suffixPositions(int count) {
        if (count > suffixOwner.length) {
            suffixOwner = new int[count + (count >> 1)];
        }
        Arrays.fill(suffixOwner, 0, count, NONE);
        suffixCount = count;
    }

    public void prefixPositions(int count) {
        if (count > prefixOwner.length) {
            prefixOwner = new int[count + (count >> 1)];
        }
        Arrays.fill(prefixOwner, 0, count, NONE);
        prefixCount = count;
    }

    public void observe(int k, int suffixFrom, int suffixTo, int prefixFrom, int prefixTo) {
        role[k] = OBSERVER;
        suffixLow[k] = suffixFrom;
        suffixHigh[k] = suffixTo;
        prefixLow[k] = prefixFrom;
        prefixHigh[k] = prefixTo;
    }

    /** Makes a part the one that moves to a suffix position, wherever the prefix stands. */
    public void own(int k, int position) {
        role[k] = SUFFIX;
        suffixOwner[position] = k;
        suffixLow[k] = position;
        suffixHigh[k] = position;
        prefixLow[k] = 0;
        prefixHigh[k] = prefixCount - 1;
    }

    /** Makes a part the one that moves to a prefix position, while the suffix stands in a range. */
    public void ownPrefix(int k, int position, int suffixFrom, int suffixTo) {
        role[k] = PREFIX;
        prefixOwner[position] = k;
        prefixLow[k] = position;
        prefixHigh[k] = position;
        suffixLow[k] = suffixFrom;
        suffixHigh[k] = suffixTo;
    }
}
