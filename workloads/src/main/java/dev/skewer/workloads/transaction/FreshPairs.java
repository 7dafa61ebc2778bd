package dev.skewer.workloads.transaction;

import dev.skewer.workloads.transaction.MicroOperation.ReadRegister;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Registers that are written once, in pairs of neighbours: keys 2n and 2n + 1. They go to the processes one after the other, so that the two of
 * a pair are written by two processes at about the same time. Shared by all processes of a run, without a lock.
 */
final class FreshPairs {
    private final AtomicLong next = new AtomicLong();
    /** By slot, the register that it took last; the first one where it has taken none. */
    private final AtomicLongArray last;

    FreshPairs(int slots) {
        last = new AtomicLongArray(slots);
    }

    /** A register that was never given out, for the process of a slot to write. */
    long take(int slot) {
        long key = next.getAndIncrement();
        last.set(slot, key);
        return key;
    }

    /** The register that the process of a slot took last. */
    long lastOf(int slot) {
        return last.get(slot);
    }

    /** A register of the newest pair, or of the pair so many before. */
    long newest(long back) {
        return Math.max(0, next.get() - 1 - 2 * back);
    }

    /** How many pairs were given out at least in part. */
    long pairs() {
        return (next.get() + 1) / 2;
    }

    /** Reads of both registers of a pair. */
    static List<MicroOperation> reads(long key, boolean isReversed) {
        long even = key & ~1L;
        return List.of(ReadRegister.of(isReversed ? even + 1 : even), ReadRegister.of(isReversed ? even : even + 1));
    }
}
