package dev.skewer.checker.linear.parts;

import java.util.Arrays;

/**
 * Remembers ints other than zero for longs that are not negative: open addressing over two arrays, 12 bytes a slot. Where
 * there is no memory to grow it forgets all that it has, for it can be computed again.
 */
public final class TransitionTable {
    private final Allowance allowance;
    private long[] keys = new long[64];
    private int[] values = new int[64];
    private int size;

    public TransitionTable(Allowance allowance) {
        this.allowance = allowance;
    }

    /** The value, or zero. */
    public int get(long key) {
        return values[slot(key)];
    }

    public void put(long key, int value) {
        int slot = slot(key);
        if (values[slot] == 0) {
            if (2 * ++size > keys.length) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key;
        }
        values[slot] = value;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        long hash = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (hash >>> 32 ^ hash >>> 15) & mask;
        while (values[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] moreKeys = allowance.longs(keys.length * 2);
        int[] moreValues = moreKeys == null ? null : allowance.ints(keys.length * 2);
        if (moreKeys == null || moreValues == null) {
            allowance.count(moreKeys == null ? 0 : -8L * moreKeys.length);
            Arrays.fill(values, 0);
            size = 1;
            return;
        }
        allowance.count(-12L * keys.length);
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = moreKeys;
        values = moreValues;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
