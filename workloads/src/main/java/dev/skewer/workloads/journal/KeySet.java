package dev.skewer.workloads.journal;

import java.util.Arrays;

/** A few distinct key slots, in order, without boxes. Immutable. */
final class KeySet {
    private final int[] keys;

    private KeySet(int[] keys) {
        this.keys = keys;
    }

    /** These slots. */
    static KeySet of(int... keys) {
        return new KeySet(keys.clone());
    }

    int size() {
        return keys.length;
    }

    int at(int i) {
        return keys[i];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeySet that && Arrays.equals(keys, that.keys);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(keys);
    }

    @Override
    public String toString() {
        return Arrays.toString(keys);
    }
}
