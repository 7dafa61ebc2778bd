package dev.skewer.checker.linear.history;

/**
 * The codes of integers that are not negative, by open addressing: key and code lie in one long, so that a look waits for memory
 * once. At most 32 bytes an entry.
 */
final class IntegerCodes {
    /** The code of what has none. */
    static final int MISSING = -1;

    /** The key above the code; both plus one, so that 0 is free. The length is a power of two. */
    private long[] entries = new long[64];

    private int size;

    /** The code of an integer, or {@link #MISSING}. */
    int get(int key) {
        long entry = entries[slot(key)];
        return (int) entry - 1;
    }

    /** Gives an integer that has none its code. */
    void put(int key, int code) {
        if (2 * ++size > entries.length) {
            grow();
        }
        entries[slot(key)] = (key + 1L) << Integer.SIZE | (code + 1);
    }

    private int slot(int key) {
        int mask = entries.length - 1;
        int hash = key * 0x9E3779B9;
        int slot = (hash ^ hash >>> 15) & mask;
        while (entries[slot] != 0 && entries[slot] >>> Integer.SIZE != key + 1L) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = entries;
        entries = new long[old.length * 2];
        for (long entry : old) {
            if (entry != 0) {
                entries[slot((int) (entry >>> Integer.SIZE) - 1)] = entry;
            }
        }
    }
}
