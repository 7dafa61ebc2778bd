package dev.skewer.history;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Interns names (strings, keywords, symbols of a history) as small integers, so that events carry no objects.
 *
 * <p>Open addressing over one byte arena; a lookup hashes the bytes once and usually compares one candidate. Costs the
 * bytes of each distinct name plus about 16. One thread at a time.
 */
public final class Symbols {
    private byte[] arena = new byte[1 << 12];
    /** Where symbol i begins in the arena; symbol i ends where i + 1 begins. */
    private int[] start = new int[65];

    private int[] hashes = new int[64];
    private int size;
    /** Symbol + 1 by hash slot; 0 is free. The length is a power of two. */
    private int[] table = new int[128];

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

    /** The length of a name in UTF-8 bytes. */
    public int length(int symbol) {
        return start[symbol + 1] - start[symbol];
    }

    /**
     * Copies a name's UTF-8 bytes.
     *
     * @return the position behind the last byte written
     */
    public int copy(int symbol, byte[] into, int at) {
        int length = length(symbol);
        System.arraycopy(arena, start[symbol], into, at, length);
        return at + length;
    }

    private int add(int hash, int slot, byte[] bytes, int from, int to) {
        int length = to - from;
        if (size + 2 > start.length) {
            start = Arrays.copyOf(start, start.length * 2);
            hashes = Arrays.copyOf(hashes, start.length);
        }
        int at = start[size];
        if (length > Integer.MAX_VALUE - 16 - at) {
            throw new HistoryException("the history has more than 2 GiB of distinct strings; use shorter ones");
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

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 0x811c9dc5;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * 0x01000193;
        }
        hash ^= hash >>> 15;
        return hash * 0x85ebca6b;
    }
}
