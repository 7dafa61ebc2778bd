package dev.skewer.workloads;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The values that a slot writes: {@code slot + slots · n} for n = 0, 1, 2, …. They are unique in the history, small, and the
 * same for equal seeds, since the n-th value of a slot belongs to the same operation whatever others do. One outlives the clients
 * of its slot.
 */
public final class UniqueValues {
    private final int slots;
    private long next;

    /**
     * Values of one slot.
     *
     * @param slot from 0 to {@code slots}; the last is that of the final phase, which must not write
     * @param slots how many there are
     */
    public UniqueValues(int slot, int slots) {
        this.slots = slots;
        this.next = slot;
    }

    /**
     * The values of all slots, by slot, from 0 to {@code slots}.
     *
     * @param slots how many there are that write
     */
    public static List<UniqueValues> bySlot(int slots) {
        return IntStream.rangeClosed(0, slots)
                .mapToObj(slot -> new UniqueValues(slot, slots))
                .toList();
    }

    /** The next one. */
    public long next() {
        long value = next;
        next += slots;
        return value;
    }
}
