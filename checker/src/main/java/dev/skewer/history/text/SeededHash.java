package dev.skewer.history.text;

import java.util.SplittableRandom;

/**
 * A hash for keys that come from strangers. Histories come from anywhere, and whoever writes one must not be able to choose
 * names that collide: under a known hash (FNV, {@link String#hashCode}) a file of 100 MB could keep a reader busy for days.
 *
 * <p>As in wyhash, each word goes through a multiplication whose 128-bit product is folded to 64 bits; seed and multiplier
 * are drawn anew for each instance. Not a cryptographic hash: it is enough that nobody sees its values.
 */
public final class SeededHash {
    /** What {@link #add} begins with. */
    public final long seed;

    private final long multiplier;

    public SeededHash() {
        SplittableRandom random = new SplittableRandom();
        seed = random.nextLong();
        multiplier = random.nextLong() | 1;
    }

    /** The hash of what was hashed before and one more word. */
    public long add(long hash, long word) {
        long mixed = hash ^ word;
        return Math.multiplyHigh(mixed, multiplier) ^ (mixed * multiplier);
    }

    /**
     * The 32 bits to use. The high half of one more product, for an exclusive or of the halves would undo much: the folded
     * product of a word shifted by 32 bits has the same four 32-bit words in another order.
     */
    public static int finish(long hash) {
        return (int) (((hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L) >>> 32);
    }
}
