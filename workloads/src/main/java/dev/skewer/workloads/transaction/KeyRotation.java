package dev.skewer.workloads.transaction;

import dev.skewer.workloads.WorkloadOption;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which key lives at each key slot. One that was written so often that it is full gives way to the next one, {@code slot + slots ·
 * generation}, so that lists stay short however long a run is. Its n-th write writes n: unique for the key, small, and without a gap.
 * Shared by all processes of a run, without a lock; 8 bytes a slot.
 */
final class KeyRotation {
    /** What sets how often each key is written. */
    static final WorkloadOption MAX_WRITES = WorkloadOption.wholeNumber(
            "max-writes-per-key", "How often a key is written before another takes its place.", 32, 1, 1_000);

    private final AtomicLongArray writes;
    private final int mostWrites;

    /**
     * None is written yet.
     *
     * @param slots how many keys live at a time
     * @param mostWrites how often each is written
     */
    KeyRotation(int slots, int mostWrites) {
        writes = new AtomicLongArray(slots);
        this.mostWrites = mostWrites;
    }

    /** A write of a key. */
    record Written(long key, long value) {}

    int slots() {
        return writes.length();
    }

    /** The write that comes next at a slot; counts it. */
    Written write(int slot) {
        long before = writes.getAndIncrement(slot);
        return new Written(slot + slots() * (before / mostWrites), before % mostWrites + 1);
    }

    /** The key that was written last at a slot, or one so many before. */
    long key(int slot, long back) {
        return slot + slots() * Math.max(0, keysWritten(slot) - 1 - back);
    }

    /** The key that will be written at a slot once the newest is full: it does not exist until then, or it does by now. */
    long next(int slot) {
        return slot + slots() * keysWritten(slot);
    }

    /** How many keys of a slot were written. */
    long keysWritten(int slot) {
        return (writes.get(slot) + mostWrites - 1) / mostWrites;
    }
}
