package dev.skewer.workloads.generator;

/**
 * Walks the steps of one slot: the one place that remembers how far a slot has come. Not thread-safe.
 *
 * @param <O> what the workload calls an operation
 */
public final class SlotStream<O> {
    private final int slot;
    private final int slots;
    private final Seed seed;
    private Generator<O> rest;
    private long taken;

    /**
     * Begins at the first step.
     *
     * @param generator shared by all slots
     * @param seed shared by all slots
     * @param slot this slot, from 0
     * @param slots how many there are
     */
    public SlotStream(Generator<O> generator, Seed seed, int slot, int slots) {
        this.rest = generator;
        this.seed = seed.split(slot);
        this.slot = slot;
        this.slots = slots;
    }

    /**
     * Takes the next step.
     *
     * @param now nanoseconds since the start of the run
     */
    public Step<O> next(long now) {
        Step<O> step = rest.next(new Context(slot, slots, now, seed, taken));
        taken++;
        if (step instanceof Step.Emit<O> emit) {
            rest = emit.rest();
        } else if (step instanceof Step.Await<O> await) {
            rest = await.rest();
        }
        return step;
    }
}
