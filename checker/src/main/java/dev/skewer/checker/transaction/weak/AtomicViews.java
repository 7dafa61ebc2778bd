package dev.skewer.checker.transaction.weak;

import dev.skewer.checker.Budget;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Arrays;

/**
 * The orders that reads of single transactions force, for {@link WeakLevel#MONOTONIC_ATOMIC_VIEW} and {@link WeakLevel#READ_ATOMIC}; to
 * be asked for one of them, once. The objects that a transaction reads and a source of it wrote are found by going through the smaller of
 * the two sets; that makes O(n<sup>3/2</sup>) of n micro-ops at the worst, and no algorithm is faster by a power (Møldrup and
 * Pavlogiannis, <em>AWDIT: An Optimal Weak Database Isolation Tester</em>, PLDI 2025). Where transactions are small it is
 * linear, but for logarithms.
 */
final class AtomicViews {
    private static final int OFTEN = 1 << 12;

    private final ReadSources reads;
    private final KeyWriters writers;
    private final TransactionHistory h;

    /** The reads of the transaction at hand whose sources are known, in its order. */
    private int[] read = new int[16];
    /** Whether each is the first from its source. */
    private boolean[] isFirst = new boolean[16];

    private int size;
    /** The objects that it reads, ascending. */
    private int[] keys = new int[16];

    private int keyCount;
    /** By object, the last transaction of which {@link #readOf} has a read. */
    private final int[] keyStamp;

    private final int[] readOf;
    /** By transaction, the last one that was found to read from it. */
    private final int[] sourceStamp;

    private int asked;

    private final Budget budget;
    private final ForcedOrder forced;

    AtomicViews(ReadSources reads, KeyWriters writers, Budget budget) {
        this.reads = reads;
        this.writers = writers;
        h = reads.h;
        keyStamp = new int[h.keys.size()];
        readOf = new int[h.keys.size()];
        sourceStamp = new int[h.size];
        this.budget = budget;
        forced = new ForcedOrder(budget.memoryBytes());
        Arrays.fill(keyStamp, -1);
        Arrays.fill(sourceStamp, -1);
    }

    /** What reads force that come after others of their transaction. */
    ForcedOrder monotonic() {
        for (int t = 0; t < h.size && !isOver(); t++) {
            collect(t);
            // Backwards, so that readOf has the next read of each object.
            for (int i = size - 1; i >= 0; i--) {
                int source = reads.source[read[i]];
                int key = h.key(read[i]);
                if (isFirst[i]) {
                    forceShared(t, source);
                }
                if (keyStamp[key] == t && source >= 0) {
                    force(source, key);
                }
                keyStamp[key] = t;
                readOf[key] = read[i];
            }
        }
        return forced;
    }

    /** What the reads of each transaction force, in whatever order they come. */
    ForcedOrder atomic() {
        for (int t = 0; t < h.size && !isOver(); t++) {
            addAtomic(t);
        }
        return forced;
    }

    /** The same where each transaction sees those of its process before it, of which the last writer of an object counts. */
    ForcedOrder atomic(Sessions sessions) {
        int[] writer = new int[h.keys.size()];
        int[] writerSession = new int[h.keys.size()];
        Arrays.fill(writerSession, -1);
        for (int s = 0; s < sessions.count(); s++) {
            for (int i = sessions.first[s]; i < sessions.first[s + 1] && !isOver(); i++) {
                int t = sessions.transaction[i];
                addAtomic(t);
                for (int k = 0; k < keyCount; k++) {
                    if (writerSession[keys[k]] == s) {
                        force(writer[keys[k]], keys[k]);
                    }
                }
                for (int w = reads.firstLastWrite[t]; w < reads.firstLastWrite[t + 1]; w++) {
                    int key = h.key(reads.lastWrite[w]);
                    writer[key] = t;
                    writerSession[key] = s;
                }
            }
        }
        return forced;
    }

    /** Whether there is no time left; asked for each transaction, and looked at now and then. */
    private boolean isOver() {
        if (++asked % OFTEN == 0 && budget.exhausted()) {
            forced.leaveOut();
        }
        return !forced.isWhole();
    }

    private void addAtomic(int t) {
        collect(t);
        for (int i = 0; i < size; i++) {
            int key = h.key(read[i]);
            int source = reads.source[read[i]];
            if (keyStamp[key] != t) {
                keyStamp[key] = t;
                readOf[key] = read[i];
            } else if (source != reads.source[readOf[key]]) {
                // Each of two sources of an object has to be before the other.
                if (source >= 0) {
                    force(source, key);
                }
                if (reads.source[readOf[key]] >= 0) {
                    forced.add(reads.source[readOf[key]], source, read[i]);
                }
            }
        }
        for (int i = 0; i < size; i++) {
            if (isFirst[i]) {
                forceShared(t, reads.source[read[i]]);
            }
        }
    }

    /** Collects the reads of a transaction whose sources are known, and its objects. */
    private void collect(int t) {
        size = 0;
        for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t]; m++) {
            int source = reads.source[m];
            if (source >= ReadSources.INITIAL) {
                if (size == read.length) {
                    read = Arrays.copyOf(read, 2 * size);
                    isFirst = Arrays.copyOf(isFirst, 2 * size);
                    keys = Arrays.copyOf(keys, 2 * size);
                }
                keys[size] = h.key(m);
                isFirst[size] = source >= 0 && sourceStamp[source] != t;
                if (source >= 0) {
                    sourceStamp[source] = t;
                }
                read[size++] = m;
            }
        }
        Arrays.sort(keys, 0, size);
        keyCount = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || keys[i] != keys[keyCount - 1]) {
                keys[keyCount++] = keys[i];
            }
        }
    }

    /** What a source of a transaction forces, which wrote objects of which {@link #readOf} has a read of that. */
    private void forceShared(int t, int source) {
        int from = reads.firstLastWrite[source];
        int to = reads.firstLastWrite[source + 1];
        if (to - from <= keyCount) {
            for (int i = from; i < to; i++) {
                int key = h.key(reads.lastWrite[i]);
                if (keyStamp[key] == t) {
                    force(source, key);
                }
            }
        } else {
            for (int k = 0; k < keyCount; k++) {
                if (keyStamp[keys[k]] == t && writers.has(keys[k], source)) {
                    force(source, keys[k]);
                }
            }
        }
    }

    /** The transaction at hand has to see one that wrote an object, and {@link #readOf} has what it read of it. */
    private void force(int seen, int key) {
        int source = reads.source[readOf[key]];
        if (seen != source) {
            forced.add(seen, source, readOf[key]);
        }
    }
}
