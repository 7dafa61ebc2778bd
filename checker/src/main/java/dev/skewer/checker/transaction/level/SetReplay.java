package dev.skewer.checker.transaction.level;

import dev.skewer.checker.transaction.history.SetVersions;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sets while transactions are done one after the other. Of each is known how many of the elements it holds that reads saw, and at which
 * place of the chain of versions the last of them comes first; a read of a version is right if both are those of the version. Constant time
 * a micro-op; where several transactions add the same element, a read may cost as much as it has elements.
 */
final class SetReplay {
    private static final long[] NOTHING = new long[0];

    private final TransactionHistory h;
    /** By object, one bit for each element that it holds. */
    private final long[][] present;
    /** By object, how many elements it holds that reads saw. */
    private final int[] size;
    /** By object, the last place at which one of its elements comes first. */
    private final int[] highest;
    /** The same before the transaction that adds to it at the moment. */
    private final int[] sizeBefore;

    private final int[] highestBefore;
    private final int[] adding;
    /** By object, whether it holds what no read saw; and whether it did before the transaction that adds to it at the moment. */
    private final boolean[] holdsUnseen;

    private final boolean[] heldUnseen;

    SetReplay(TransactionHistory history) {
        h = history;
        int keys = history.keys.size();
        present = new long[keys][];
        Arrays.fill(present, NOTHING);
        size = new int[keys];
        highest = new int[keys];
        sizeBefore = new int[keys];
        highestBefore = new int[keys];
        adding = new int[keys];
        holdsUnseen = new boolean[keys];
        heldUnseen = new boolean[keys];
        Arrays.fill(adding, -1);
    }

    /** Does an add. */
    void add(int m) {
        int key = h.key(m);
        int t = h.transaction[m];
        if (adding[key] != t) {
            adding[key] = t;
            sizeBefore[key] = size[key];
            highestBefore[key] = highest[key];
            heldUnseen[key] = holdsUnseen[key];
        }
        SetVersions set = h.sets.of(key);
        int element = set.element(h.value[m]);
        if (element < 0) {
            highest[key] = SetVersions.OUTSIDE;
            holdsUnseen[key] = true;
        } else if (!holds(key, element)) {
            long[] bits = present[key];
            if (bits.length == 0) {
                bits = new long[(set.elements() >>> 6) + 1];
                present[key] = bits;
            }
            bits[element >>> 6] |= 1L << element;
            size[key]++;
            highest[key] = Math.max(highest[key], set.placeOfElement(element));
        }
    }

    private boolean holds(int key, int element) {
        long[] bits = present[key];
        return bits.length > 0 && (bits[element >>> 6] & 1L << element) != 0;
    }

    /** Whether a read, whose result is known, is right. */
    boolean read(int m) {
        int key = h.key(m);
        if (h.value[m] < 0) {
            // A set that does not fit into the chain is in no one order with the others.
            return false;
        }
        SetVersions set = h.sets.of(key);
        int version = (int) h.value[m];
        boolean isAdding = adding[key] == h.transaction[m];
        int elements = isAdding ? sizeBefore[key] : size[key];
        int last = isAdding ? highestBefore[key] : highest[key];
        boolean isVersion = elements == set.size(version) && last <= set.placeOfVersion(version);
        return (isVersion && set.earlyReads() == 0) || isEqual(m, set, isVersion);
    }

    /** The same by comparing all elements: what a transaction adds may have been there before. */
    private boolean isEqual(int m, SetVersions set, boolean isVersion) {
        int key = h.key(m);
        if (isVersion) {
            return hasEarlyAsHeld(m, set);
        }
        int[] own = ownElements(m, set);
        boolean isOver = adding[key] == h.transaction[m] ? heldUnseen[key] : holdsUnseen[key];
        if (own.length == 0 || isOver) {
            return false;
        }
        for (int element = 0; element < set.elements(); element++) {
            if (Arrays.binarySearch(own, element) < 0 && holds(key, element) != set.contains(h.value[m], element)) {
                return false;
            }
        }
        return hasEarlyAsHeld(m, set);
    }

    /** The elements that the transaction of a read adds and that were seen, ascending. */
    private int[] ownElements(int m, SetVersions set) {
        int t = h.transaction[m];
        return IntStream.range(h.firstMicroOp[t], h.endMicroOp[t])
                .filter(a -> !h.reads(a) && h.key(a) == h.key(m))
                .map(a -> set.element(h.value[a]))
                .filter(element -> element >= 0)
                .sorted()
                .toArray();
    }

    /** Whether a read has of what its transaction adds only later just what the set holds already. */
    private boolean hasEarlyAsHeld(int m, SetVersions set) {
        int key = h.key(m);
        int t = h.transaction[m];
        for (int a = m + 1; a < h.endMicroOp[t]; a++) {
            int element = h.reads(a) || h.key(a) != key ? -1 : set.element(h.value[a]);
            if (element >= 0 && !isAddedBefore(m, a) && holds(key, element) != isEarly(m, a, set)) {
                return false;
            }
        }
        return true;
    }

    private boolean isAddedBefore(int read, int add) {
        for (int a = h.firstMicroOp[h.transaction[read]]; a < read; a++) {
            if (!h.reads(a) && h.key(a) == h.key(add) && h.value[a] == h.value[add]) {
                return true;
            }
        }
        return false;
    }

    private boolean isEarly(int read, int add, SetVersions set) {
        for (int i = 0; i < set.earlyReads(); i++) {
            if (set.earlyRead(i) == read && h.value[set.laterAdd(i)] == h.value[add]) {
                return true;
            }
        }
        return false;
    }
}
