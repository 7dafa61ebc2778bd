package dev.skewer.workloads.generator;

/**
 * A seed that can be split into any number of independent ones: the root of all chance in a run.
 *
 * <p>Splitting is counter-based (Salmon et al., <i>Parallel Random Numbers: As Easy as 1, 2, 3</i>, SC 2011): the child
 * is a hash of parent and branch, so a generator needs no mutable state and two parts of a run cannot disturb each
 * other's choices. The hash is the finaliser of MurmurHash3; {@link Dice} uses another one, so that a seed's children
 * are not among its own numbers.
 *
 * @param value any 64 bits
 */
public record Seed(long value) {
    /** The seed of a branch; equal branches of equal seeds are equal. */
    public Seed split(long branch) {
        return new Seed(
                murmur(murmur(value + 0x632be59bd9b4e019L) ^ (branch * Dice.GOLDEN_GAMMA + 0x5851f42d4c957f2dL)));
    }

    /** The seed of a branch that has a name, such as {@code faults}. */
    public Seed split(String branch) {
        return split(branch.hashCode() | 1L << 40);
    }

    /** A fresh source of numbers; equal for equal seeds. */
    public Dice dice() {
        return new Dice(value);
    }

    private static long murmur(long bits) {
        long z = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        z = (z ^ z >>> 33) * 0xc4ceb9fe1a85ec53L;
        return z ^ z >>> 33;
    }
}
