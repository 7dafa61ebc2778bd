package dev.skewer.database.generate;

import dev.skewer.database.Item;
import dev.skewer.database.Transaction;
import dev.skewer.database.ValueBuffer;
import java.util.Arrays;

/** The micro-operations of one transaction after another, and what its reads saw; reused. */
final class MicroOperations {
    private Key[] keys = new Key[8];
    private boolean[] reads = new boolean[8];
    /** What a write writes; where what a read saw ends among all that was seen. */
    private long[] values = new long[8];

    private int size;

    private final ValueBuffer seen = new ValueBuffer();

    void clear() {
        Arrays.fill(keys, 0, size, null);
        size = 0;
        seen.clear();
    }

    void addRead(Key key) {
        add(key, true, 0);
    }

    void addWrite(Key key, long value) {
        add(key, false, value);
    }

    private void add(Key key, boolean isRead, long value) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            reads = Arrays.copyOf(reads, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        keys[size] = key;
        reads[size] = isRead;
        values[size++] = value;
    }

    int size() {
        return size;
    }

    boolean isRead(int at) {
        return reads[at];
    }

    /** Whether one of them writes. */
    boolean hasWrite() {
        for (int at = 0; at < size; at++) {
            if (!reads[at]) {
                return true;
            }
        }
        return false;
    }

    long key(int at) {
        return keys[at].id;
    }

    /** What a write writes. */
    long written(int at) {
        return values[at];
    }

    /** Where what a read saw begins in {@link #seen}. */
    int seenFrom(int at) {
        for (int before = at - 1; before >= 0; before--) {
            if (reads[before]) {
                return (int) values[before];
            }
        }
        return 0;
    }

    /** Where what a read saw ends in {@link #seen}. */
    int seenTo(int at) {
        return (int) values[at];
    }

    ValueBuffer seen() {
        return seen;
    }

    /** Notes what the next read saw, without a database. */
    void addSeen(Key key, long... elements) {
        for (long element : elements) {
            seen.add(element);
        }
        add(key, true, seen.size());
    }

    /** Forgets what was seen, to do it all again. */
    void forget() {
        seen.clear();
    }

    /** Does one of them. */
    void execute(int at, Transaction transaction) {
        if (reads[at]) {
            transaction.read(keys[at].item, seen);
            values[at] = seen.size();
        } else {
            transaction.write(keys[at].item, values[at]);
        }
    }

    /** Owns all that is to be written, where that is needed. */
    boolean own(Transaction transaction) {
        if (!transaction.mustOwn()) {
            return true;
        }
        var items = new Item[size];
        int count = 0;
        for (int at = 0; at < size; at++) {
            if (!reads[at]) {
                items[count++] = keys[at].item;
            }
        }
        return transaction.own(items, count);
    }
}
