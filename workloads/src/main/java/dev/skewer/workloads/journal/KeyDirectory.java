package dev.skewer.workloads.journal;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Which invocation lives in each key slot, and how long its journal was when somebody last heard of it. Shared by all
 * processes of a run, without a lock.
 *
 * <p>The invocation's id is {@code key + keys · generation}; a purge moves the slot to the next generation, so an id is
 * never reused. The length is a hint: it may be late, and whoever uses it must not rely on it. Costs 24 bytes a key.
 */
final class KeyDirectory implements JournalCalls.Heard {
    private static final long UNTOUCHED = -1;

    private final int keys;
    private final LongToIntFunction shards;
    private final AtomicLongArray generations;
    /** First index above length, 32 bits each; {@link #UNTOUCHED} while nothing is known to have been written. */
    private final AtomicLongArray hints;

    /** How many generations of each slot {@link #newIds} has told. */
    private final long[] told;

    /**
     * A directory of invocations of which nothing is known.
     *
     * @param keys how many slots there are
     * @param shards see {@link dev.skewer.workloads.target.Target#shardOf}
     */
    KeyDirectory(int keys, LongToIntFunction shards) {
        this.keys = keys;
        this.shards = shards;
        generations = new AtomicLongArray(keys);
        hints = new AtomicLongArray(keys);
        told = new long[keys];
        for (int key = 0; key < keys; key++) {
            hints.setPlain(key, UNTOUCHED);
        }
    }

    int keys() {
        return keys;
    }

    /** How many generations have lived in the slot before this one. */
    long generation(int key) {
        return generations.get(key);
    }

    /** The invocations that there have been since this was last called, which one thread does. */
    LongStream newIds() {
        return IntStream.range(0, keys).mapToObj(this::newIds).flatMapToLong(ids -> ids);
    }

    private LongStream newIds(int key) {
        long from = told[key];
        told[key] = generations.get(key) + 1;
        return LongStream.range(from, told[key]).map(generation -> key + keys * generation);
    }

    /** The invocation in a slot. */
    long id(int key) {
        return id(key, 0);
    }

    /** The invocation that was in a slot so many generations ago, or the first one. */
    long id(int key, int back) {
        return key + keys * Math.max(0, generations.get(key) - back);
    }

    /**
     * The invocations in slots, for an operation that concerns all of them: where one does not lie in the shard of the first, the one
     * in the next slot that does and is not among them; and fewer, if there are no more.
     */
    long[] together(KeySet slots) {
        long[] ids = new long[slots.size()];
        int found = 0;
        for (int i = 0; i < ids.length; i++) {
            for (int step = 0; step < keys; step++) {
                long id = id((slots.at(i) + step) % keys);
                if (found == 0 || (shards.applyAsInt(id) == shards.applyAsInt(ids[0]) && !contains(ids, found, id))) {
                    ids[found++] = id;
                    break;
                }
            }
        }
        return found == ids.length ? ids : Arrays.copyOf(ids, found);
    }

    private static boolean contains(long[] ids, int size, long id) {
        for (int i = 0; i < size; i++) {
            if (ids[i] == id) {
                return true;
            }
        }
        return false;
    }

    /** Whether anything is known to have been written to the invocation in the slot. */
    boolean isTouched(int key) {
        return hints.get(key) != UNTOUCHED;
    }

    /** The first index of the journal in a slot, as last heard of. */
    int first(int key) {
        long hint = hints.get(key);
        return hint == UNTOUCHED ? 0 : (int) (hint >>> 32);
    }

    /** The length of the journal in a slot, as last heard of. */
    int length(int key) {
        long hint = hints.get(key);
        return hint == UNTOUCHED ? 0 : (int) hint;
    }

    /** Somebody heard that the journal of {@code id} has this length. */
    @Override
    public void heardLength(long id, int length) {
        int key = keyOf(id);
        if (id(key) == id) {
            hints.set(key, pack(Math.min(first(key), length), length));
        }
    }

    /** An append to {@code id} was acknowledged without its index. */
    @Override
    public void heardAppend(long id) {
        heardLength(id, length(keyOf(id)) + 1);
    }

    /** A trim of {@code id} to {@code length} was acknowledged without what it left. */
    @Override
    public void heardTrim(long id, int length) {
        int known = length(keyOf(id));
        heardLength(id, Math.max(first(keyOf(id)), Math.min(length, known)));
    }

    /** Somebody heard that the journal of {@code id} begins at this index. */
    @Override
    public void heardFirst(long id, int first) {
        int key = keyOf(id);
        if (id(key) == id) {
            hints.set(key, pack(first, Math.max(first, length(key))));
        }
    }

    /** Somebody purged {@code id}, or may have: the slot goes on with the next generation. */
    @Override
    public void retire(long id) {
        int key = keyOf(id);
        long generation = id / keys;
        if (generations.compareAndSet(key, generation, generation + 1)) {
            hints.set(key, UNTOUCHED);
        }
    }

    private int keyOf(long id) {
        return (int) (id % keys);
    }

    private static long pack(int first, int length) {
        return (long) first << 32 | (length & 0xffff_ffffL);
    }
}
