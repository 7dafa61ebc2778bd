package dev.skewer.checker.transaction.weak;

import java.util.Arrays;

/** The transactions that wrote each object and took effect, in the order of their numbers: 4 bytes a write. */
final class KeyWriters {
    /** Where those of each object begin; one more than there are objects. */
    final int[] first;

    final int[] writer;

    KeyWriters(ReadSources reads) {
        int keys = reads.h.keys.size();
        first = new int[keys + 2];
        int size = 0;
        for (int t = 0; t < reads.h.size; t++) {
            for (int i = reads.firstLastWrite[t]; reads.tookEffect[t] != 0 && i < reads.firstLastWrite[t + 1]; i++) {
                first[reads.h.key(reads.lastWrite[i]) + 2]++;
                size++;
            }
        }
        for (int key = 2; key < first.length; key++) {
            first[key] += first[key - 1];
        }
        writer = new int[size];
        for (int t = 0; t < reads.h.size; t++) {
            for (int i = reads.firstLastWrite[t]; reads.tookEffect[t] != 0 && i < reads.firstLastWrite[t + 1]; i++) {
                writer[first[reads.h.key(reads.lastWrite[i]) + 1]++] = t;
            }
        }
    }

    /** Whether a transaction wrote an object. Logarithmic. */
    boolean has(int key, int transaction) {
        return Arrays.binarySearch(writer, first[key], first[key + 1], transaction) >= 0;
    }
}
