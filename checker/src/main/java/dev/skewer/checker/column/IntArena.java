package dev.skewer.checker.column;

import java.util.Arrays;

/**
 * A list of ints that grows without copying what it holds: chunks of 4 MiB, addressed by one int. Holds up to 2^31 - 1
 * ints, so that journals of a history of tens of millions of reads fit.
 */
public final class IntArena {
    private static final int CHUNK_BITS = 20;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int MASK = CHUNK - 1;

    private int[][] chunks = new int[4][];
    private int size;

    /** An arena that begins with what this one holds, and then goes its own way. Shares all chunks but the last. */
    public IntArena fork() {
        var fork = new IntArena();
        fork.chunks = chunks.clone();
        fork.size = size;
        int last = size >>> CHUNK_BITS;
        if (last < chunks.length && chunks[last] != null) {
            fork.chunks[last] = chunks[last].clone();
        }
        return fork;
    }

    public int size() {
        return size;
    }

    public int get(int at) {
        return chunks[at >>> CHUNK_BITS][at & MASK];
    }

    public void set(int at, int value) {
        chunks[at >>> CHUNK_BITS][at & MASK] = value;
    }

    public void add(int value) {
        int chunk = size >>> CHUNK_BITS;
        if (chunk >= chunks.length) {
            chunks = Arrays.copyOf(chunks, chunks.length * 2);
        }
        if (chunks[chunk] == null) {
            // The first chunk starts small: most histories are.
            chunks[chunk] = new int[chunk == 0 ? 1 << 10 : CHUNK];
        } else if ((size & MASK) == chunks[chunk].length) {
            chunks[chunk] = Arrays.copyOf(chunks[chunk], Math.min(CHUNK, chunks[chunk].length * 4));
        }
        chunks[chunk][size & MASK] = value;
        size = Math.addExact(size, 1);
    }

    /** Forgets everything from a position on. */
    public void truncate(int to) {
        size = to;
    }

    /**
     * Whether the ints from {@code at} on equal those of an array.
     *
     * @param at where in this arena
     * @param other the array
     * @param from where in the array
     * @param count how many to compare
     */
    public boolean matches(int at, int[] other, int from, int count) {
        int offset = at & MASK;
        if (offset + count <= CHUNK) {
            int[] chunk = chunks[at >>> CHUNK_BITS];
            for (int i = 0; i < count; i++) {
                if (chunk[offset + i] != other[from + i]) {
                    return false;
                }
            }
            return true;
        }
        for (int i = 0; i < count; i++) {
            if (get(at + i) != other[from + i]) {
                return false;
            }
        }
        return true;
    }

    public long bytes() {
        long total = 0;
        for (int[] chunk : chunks) {
            total += chunk == null ? 0 : 4L * chunk.length;
        }
        return total;
    }
}
