package dev.skewer.checker.column;

import java.util.Arrays;

/** From longs to ints by open addressing, without boxing; 24 bytes an entry at most. Keys are not negative. */
public final class LongIntMap {
    /** What a key maps to that is not there. */
    public static final int MISSING = -1;

    private static final long FREE = -1;

    private long[] keys = new long[64];
    private int[] values = new int[64];
    private int size;

    public LongIntMap() {
        Arrays.fill(keys, FREE);
    }

    public int get(long key) {
        int slot = slot(key);
        return keys[slot] == FREE ? MISSING : values[slot];
    }

    public void put(long key, int value) {
        int slot = slot(key);
        if (keys[slot] == FREE) {
            if (2 * ++size > keys.length) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key;
        }
        values[slot] = value;
    }

    public long bytes() {
        return 12L * keys.length;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        long hash = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (hash >>> 32 ^ hash >>> 11) & mask;
        while (keys[slot] != FREE && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new int[keys.length];
        Arrays.fill(keys, FREE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
