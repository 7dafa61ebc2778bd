package dev.skewer.checker.journal.search;

import java.util.Arrays;

/**
 * The memory of a search: ints that remember how they were, so that everything since a mark can be undone. Some of them
 * make up what the search calls its state; a hash of those is kept up with every change.
 *
 * <p>A change costs constant time, and 8 bytes while changes are {@linkplain #keepTrail kept}.
 */
public final class TrailedInts {
    private final int[] cell;
    private int[] trail = new int[128];
    private int trailed;
    private boolean keeping;
    private long low;
    private long high;

    public TrailedInts(int size) {
        cell = new int[size];
    }

    public int get(int at) {
        return cell[at];
    }

    /** Sets an int that is not part of the state, or follows from it. */
    public void set(int at, int value) {
        if (cell[at] != value) {
            if (keeping) {
                keep(at, cell[at]);
            }
            cell[at] = value;
        }
    }

    /** Sets an int that is part of the state. */
    public void setState(int at, int value) {
        if (cell[at] != value) {
            if (keeping) {
                keep(~at, cell[at]);
            }
            rehash(at, cell[at]);
            rehash(at, value);
            cell[at] = value;
        }
    }

    private void keep(int at, int value) {
        if (trailed == trail.length) {
            trail = Arrays.copyOf(trail, trailed * 2);
        }
        trail[trailed] = at;
        trail[trailed + 1] = value;
        trailed += 2;
    }

    private void rehash(int at, int value) {
        long x = (long) at << 32 | (value & 0xFFFFFFFFL);
        low ^= mix(x * 0x9E3779B97F4A7C15L);
        high ^= mix(x * 0xC2B2AE3D27D4EB4FL + 0x165667B19E3779F9L);
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): a bijection in which each bit depends on all. */
    private static long mix(long x) {
        long y = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }

    /** Keeps what changes from now on, or forgets the trail: nothing before now will be undone. */
    public void keepTrail(boolean keep) {
        keeping = keep;
        if (!keep) {
            trailed = 0;
        }
    }

    /** A mark to {@link #undoTo}. */
    public int mark() {
        return trailed;
    }

    public void undoTo(int mark) {
        while (trailed > mark) {
            trailed -= 2;
            int at = trail[trailed];
            int value = trail[trailed + 1];
            if (at < 0) {
                at = ~at;
                rehash(at, cell[at]);
                rehash(at, value);
            }
            cell[at] = value;
        }
    }

    /** One half of a hash of 128 bits of the state. */
    public long lowHash() {
        return low;
    }

    /** The other half. */
    public long highHash() {
        return high;
    }

    public long bytes() {
        return 4L * cell.length + 4L * trail.length;
    }
}
