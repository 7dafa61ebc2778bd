package dev.skewer.history;

import dev.skewer.history.text.SeededHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Interns names (strings, keywords, symbols of a history) as small integers, so that events carry no objects.
 *
 * <p>Open addressing with linear probing over one byte arena; a lookup hashes the bytes once and usually compares one
 * candidate. Costs the bytes of each distinct name plus 20 to 40. Names are numbered from zero in the order in which they
 * first come, so the numbers of one history are the same in every run. One thread at a time.
 *
 * <p>{@link #arena}, {@link #snapshot} and what goes with them are there for the readers and writers of the formats.
 *
 * <p>The hash is {@linkplain SeededHash seeded}, so the author of a file cannot choose names that collide.
 */
public final class Symbols {
    /** The most distinct names that one table holds: 2<sup>29</sup>. */
    static final int MAX_SIZE = 1 << 29;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final SeededHash hash = new SeededHash();

    private byte[] arena = new byte[1 << 12];
    /** Where symbol i begins in the arena; symbol i ends where i + 1 begins. */
    private int[] start = new int[65];

    private int[] hashes = new int[64];
    private int size;
    /**
     * By hash slot, the hash of a name above its symbol + 1, so that a name is looked at only if it is the right one, or nearly
     * so; 0 is free. The length is a power of two, and a third of the slots stay free.
     */
    private long[] table = new long[128];

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
        int code = hash(bytes, from, to);
        int slot = slot(code, bytes, from, to);
        return table[slot] == 0 ? add(code, slot, bytes, from, to) : (int) table[slot] - 1;
    }

    /**
     * The number of a name, or -1 if it has none; gives it none, so that a table which others fill stays as they left it.
     *
     * @param name any string
     */
    public int find(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return (int) table[slot(hash(bytes, 0, bytes.length), bytes, 0, bytes.length)] - 1;
    }

    /** Where in the table a name stands, or would. */
    private int slot(int code, byte[] bytes, int from, int to) {
        int mask = table.length - 1;
        int slot = code & mask;
        for (long entry = table[slot]; entry != 0; entry = table[slot]) {
            int symbol = (int) entry - 1;
            if ((int) (entry >>> Integer.SIZE) == code
                    && Arrays.equals(arena, start[symbol], start[symbol + 1], bytes, from, to)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
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

    /**
     * The names of a moment, for other threads to read while the table takes more: what it holds of its arrays is never
     * written again.
     */
    public static final class Snapshot {
        private final byte[] arena;
        private final int[] start;
        private final int size;

        private Snapshot(Symbols symbols) {
            arena = symbols.arena;
            start = symbols.start;
            size = symbols.size;
        }
    }

    /** The names as they are now. */
    public Snapshot snapshot() {
        return new Snapshot(this);
    }

    /**
     * Takes over the names that another table has more than this one, which has a part of them: each gets the same number.
     *
     * @param most so many names at the most, all together
     * @param bytes so many bytes at the most
     */
    public void addFrom(Snapshot names, int most, int bytes) {
        int to = Math.min(most, names.size);
        for (int symbol = size; symbol < to && names.start[symbol + 1] <= bytes; symbol++) {
            intern(names.arena, names.start[symbol], names.start[symbol + 1]);
        }
    }

    /** Forgets the names from a number on. */
    public void truncate(int to) {
        int mask = table.length - 1;
        // What was added last stands in front of nothing, so free slots may take its place.
        for (int symbol = size - 1; symbol >= to; symbol--) {
            int slot = hashes[symbol] & mask;
            while ((int) table[slot] != symbol + 1) {
                slot = (slot + 1) & mask;
            }
            table[slot] = 0;
        }
        size = to;
    }

    /** The bytes of all names; a name's begin at {@link #offset} and are {@link #length} long. Valid until the next intern. */
    public byte[] arena() {
        return arena;
    }

    /** Where a name begins in the {@link #arena}. */
    public int offset(int symbol) {
        return start[symbol];
    }

    private int add(int code, int slot, byte[] bytes, int from, int to) {
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
        hashes[symbol] = code;
        table[slot] = entry(code, symbol);
        if (3L * size > 2L * table.length) {
            grow();
        }
        return symbol;
    }

    private void grow() {
        table = new long[table.length * 2];
        int mask = table.length - 1;
        for (int symbol = 0; symbol < size; symbol++) {
            int slot = hashes[symbol] & mask;
            while (table[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            table[slot] = entry(hashes[symbol], symbol);
        }
    }

    private static long entry(int code, int symbol) {
        return ((long) code << Integer.SIZE) | (symbol + 1);
    }

    /** The hash of a name; another in each table. */
    int hash(byte[] bytes, int from, int to) {
        // The length goes first, for a word of zeros at the end must not be the same as none.
        long code = hash.add(hash.seed, to - from);
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            code = hash.add(code, (long) LONGS.get(bytes, at));
        }
        long tail = 0;
        for (; at < to; at++) {
            tail = (tail << 8) | (bytes[at] & 0xff);
        }
        return SeededHash.finish(hash.add(code, tail));
    }
}
