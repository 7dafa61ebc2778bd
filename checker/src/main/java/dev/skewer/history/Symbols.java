package dev.skewer.history;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Interns names (strings, keywords, symbols of a history) as small integers, so that events carry no objects.
 *
 * <p>Open addressing with linear probing over one byte arena; a lookup hashes the bytes once and usually compares one
 * candidate. Costs the bytes of each distinct name plus 16 to 24. Names are numbered from zero in the order in which they
 * first come, so the numbers of one history are the same in every run. One thread at a time.
 *
 * <p>Histories come from anywhere, so the hash must not let the author of a file choose names that collide: each table
 * draws a seed of its own, and the hash folds the full 128-bit product of eight bytes and a constant, as wyhash does. A
 * weaker hash (FNV, {@link String#hashCode}) would let a 100 MB file keep a reader busy for days.
 */
public final class Symbols {
    /** The most distinct names that one table holds: 2<sup>29</sup>. */
    static final int MAX_SIZE = 1 << 29;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long seed;

    private byte[] arena = new byte[1 << 12];
    /** Where symbol i begins in the arena; symbol i ends where i + 1 begins. */
    private int[] start = new int[65];

    private int[] hashes = new int[64];
    private int size;
    /** Symbol + 1 by hash slot; 0 is free. The length is a power of two. */
    private int[] table = new int[128];

    /** An empty table. */
    public Symbols() {
        this.seed = new SplittableRandom().nextLong();
    }

    /**
     * The number of a name, giving it one if it is new.
     *
     * @param name any string
     */
    public int intern(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return intern(bytes, 0, bytes.length);
    }

    /**
     * The number of a name given in UTF-8, giving it one if it is new.
     *
     * @param bytes holds the name
     * @param from where it begins
     * @param to where it ends, exclusive
     */
    public int intern(byte[] bytes, int from, int to) {
        int hash = hash(bytes, from, to);
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] != 0) {
            int symbol = table[slot] - 1;
            if (hashes[symbol] == hash && Arrays.equals(arena, start[symbol], start[symbol + 1], bytes, from, to)) {
                return symbol;
            }
            slot = (slot + 1) & mask;
        }
        return add(hash, slot, bytes, from, to);
    }

    /**
     * The name behind a number.
     *
     * @param symbol a number that {@link #intern} returned
     */
    public String name(int symbol) {
        return new String(arena, start[symbol], length(symbol), StandardCharsets.UTF_8);
    }

    /** The number of distinct names. */
    public int size() {
        return size;
    }

    /**
     * The length of a name in UTF-8 bytes.
     *
     * @param symbol a number that {@link #intern} returned
     */
    public int length(int symbol) {
        return start[symbol + 1] - start[symbol];
    }

    /**
     * Copies a name's UTF-8 bytes.
     *
     * @param symbol a number that {@link #intern} returned
     * @param into takes the bytes; must have room for {@link #length} of them
     * @param at where to begin
     * @return the position behind the last byte written
     */
    public int copy(int symbol, byte[] into, int at) {
        int length = length(symbol);
        System.arraycopy(arena, start[symbol], into, at, length);
        return at + length;
    }

    /** The bytes of all names; a name's begin at {@link #offset} and are {@link #length} long. Valid until the next intern. */
    byte[] arena() {
        return arena;
    }

    /** Where a name begins in the {@link #arena}. */
    int offset(int symbol) {
        return start[symbol];
    }

    private int add(int hash, int slot, byte[] bytes, int from, int to) {
        int length = to - from;
        if (size + 2 > start.length) {
            hashes = Arrays.copyOf(hashes, start.length * 2);
            start = Arrays.copyOf(start, start.length * 2);
        }
        int at = start[size];
        if (length > Integer.MAX_VALUE - 16 - at || size == MAX_SIZE) {
            throw new HistoryException("the history has more than 2 GiB or " + MAX_SIZE
                    + " distinct strings and names, the most that one history may hold; use fewer or shorter ones");
        }
        if (at + length > arena.length) {
            arena = Arrays.copyOf(arena, (int)
                    Math.min(Integer.MAX_VALUE - 16L, Math.max(2L * arena.length, at + (long) length)));
        }
        System.arraycopy(bytes, from, arena, at, length);
        int symbol = size++;
        start[symbol + 1] = at + length;
        hashes[symbol] = hash;
        table[slot] = symbol + 1;
        if (2 * size > table.length) {
            grow();
        }
        return symbol;
    }

    private void grow() {
        table = new int[table.length * 2];
        int mask = table.length - 1;
        for (int symbol = 0; symbol < size; symbol++) {
            int slot = hashes[symbol] & mask;
            while (table[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            table[slot] = symbol + 1;
        }
    }

    private int hash(byte[] bytes, int from, int to) {
        long hash = seed ^ (to - from);
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = fold(hash ^ (long) LONGS.get(bytes, at));
        }
        long tail = 0;
        for (; at < to; at++) {
            tail = (tail << 8) | (bytes[at] & 0xff);
        }
        hash = fold(hash ^ tail);
        return (int) (hash ^ hash >>> 32);
    }

    /** Both halves of the product with an odd constant (2^64 over the golden ratio), folded into one. */
    static long fold(long value) {
        long odd = 0x9e3779b97f4a7c15L;
        return Math.multiplyHigh(value, odd) ^ value * odd;
    }
}
