package dev.skewer.database.generate;

import dev.skewer.database.Item;
import dev.skewer.database.Transaction;
import dev.skewer.database.ValueBuffer;
import java.util.Arrays;
import java.util.List;

/** The micro-operations of one transaction after another, and what its reads saw; reused. */
final class MicroOperations {
    private Key[] keys = new Key[8];
    private boolean[] reads = new boolean[8];
    /** The number of the predicate read that each is part of; 0 of none. */
    private int[] predicateRead = new int[8];
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
        add(key, true, 0, 0);
    }

    /** Adds a predicate read of some different keys, which is one step: a read of each. */
    void addPredicateRead(List<Key> asked) {
        int number = size + 1;
        asked.forEach(key -> add(key, true, number, 0));
    }

    void addWrite(Key key, long value) {
        add(key, false, 0, value);
    }

    private void add(Key key, boolean isRead, int predicate, long value) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            reads = Arrays.copyOf(reads, size * 2);
            predicateRead = Arrays.copyOf(predicateRead, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        keys[size] = key;
        reads[size] = isRead;
        predicateRead[size] = predicate;
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

    /** Whether one is part of a predicate read. */
    boolean isPredicateRead(int at) {
        return predicateRead[at] > 0;
    }

    /** The one that comes after one, and all that belongs to the same predicate read. */
    int next(int at) {
        int next = at + 1;
        while (next < size && isPredicateRead(at) && predicateRead[next] == predicateRead[at]) {
            next++;
        }
        return next;
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
        add(key, true, 0, seen.size());
    }

    /** Notes a predicate read that found nothing, without a database. */
    void addSeenNothing(List<Key> asked) {
        int number = size + 1;
        asked.forEach(key -> add(key, true, number, seen.size()));
    }

    /** Forgets what was seen, to do it all again. */
    void forget() {
        seen.clear();
    }

    /** Does one of them, and all that belongs to the same predicate read; returns which comes next. */
    int execute(int at, Transaction transaction) {
        int end = next(at);
        for (int each = at; each < end; each++) {
            if (isPredicateRead(each)) {
                transaction.readByPredicate(keys[each].item, seen);
                values[each] = seen.size();
            } else if (reads[each]) {
                transaction.read(keys[each].item, seen);
                values[each] = seen.size();
            } else {
                transaction.write(keys[each].item, values[each]);
            }
        }
        return end;
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
