package dev.skewer.workloads.generator;

/**
 * Random numbers from a {@link Seed}: SplitMix64 (Steele, Lea and Flood, <i>Fast Splittable Pseudorandom Number
 * Generators</i>, OOPSLA 2014), written out so that a seed means the same on every JDK. Meant to live for one choice
 * in one method; not thread-safe.
 */
public final class Dice {
    static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    Dice(long seed) {
        state = seed;
    }

    /** Any long, all equally likely. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /**
     * A number from 0 to {@code bound - 1}, equally likely up to 2<sup>-32</sup> (Lemire's multiply-shift).
     *
     * @param bound at least 1
     */
    public int below(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("a bound must be at least 1, not " + bound);
        }
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** A number from {@code low} to {@code high}, both included. */
    public int between(int low, int high) {
        return low + below(high - low + 1);
    }

    /** A number in [0, 1). */
    public double fraction() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** True with the given probability. */
    public boolean chance(double probability) {
        return fraction() < probability;
    }
}
