package dev.skewer.workloads.generator;

/**
 * What a generator may look at when it is asked for a step.
 *
 * @param slot the thread slot that asks, from 0: the part of a logical process that outlives a fresh process id
 * @param slots how many there are
 * @param now nanoseconds since the start of the run; only for deciding when, never for choosing what
 * @param stream the seed of all steps that this generator takes in this slot
 * @param number how many steps this generator has taken in this slot
 */
public record Context(int slot, int slots, long now, Seed stream, long number) {
    /** The seed of this one step. */
    public Seed seed() {
        return stream.split(number);
    }

    /** Fresh dice for this one step; each call starts over. */
    public Dice dice() {
        return seed().dice();
    }

    /**
     * The context of a generator inside this one.
     *
     * @param branch which one; separates its chances from those of its siblings
     * @param steps how many steps it has taken, or any other number that it sees once
     */
    Context inside(long branch, long steps) {
        return new Context(slot, slots, now, stream.split(branch), steps);
    }
}
