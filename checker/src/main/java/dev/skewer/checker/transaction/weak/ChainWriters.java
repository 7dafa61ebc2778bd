package dev.skewer.checker.transaction.weak;

import java.util.Arrays;

/** The writers of each object chain by chain, in the order of each chain: 4 bytes a write, and 8 for each object and chain with one. */
final class ChainWriters {
    /** Where the segments of each object begin; one more than there are objects. */
    final int[] firstSegment;
    /** The chain of each segment. */
    int[] segmentChain = new int[64];
    /** Where the writers of each segment begin; one more than there are segments. */
    private int[] firstWriter = new int[64];

    private final int[] writer;

    /**
     * Sorts the writers.
     *
     * @param order transactions, those of a chain in its order
     * @param ordered how many there are
     * @param chain the chain of each transaction
     */
    ChainWriters(ReadSources reads, KeyWriters writers, int[] order, int ordered, int[] chain, int chains) {
        int keys = reads.h.keys.size();
        int[] byChain = byChain(order, ordered, chain, chains);
        int[] next = Arrays.copyOf(writers.first, keys);
        writer = new int[writers.writer.length];
        for (int t : byChain) {
            for (int i = reads.firstLastWrite[t]; i < reads.firstLastWrite[t + 1]; i++) {
                writer[next[reads.h.key(reads.lastWrite[i])]++] = t;
            }
        }
        firstSegment = new int[keys + 1];
        int segments = 0;
        for (int key = 0; key < keys; key++) {
            firstSegment[key] = segments;
            for (int i = writers.first[key]; i < next[key]; i++) {
                if (i == writers.first[key] || chain[writer[i]] != chain[writer[i - 1]]) {
                    if (segments + 1 >= segmentChain.length) {
                        segmentChain = Arrays.copyOf(segmentChain, 2 * segments);
                        firstWriter = Arrays.copyOf(firstWriter, 2 * segments);
                    }
                    segmentChain[segments] = chain[writer[i]];
                    firstWriter[segments++] = i;
                }
            }
        }
        firstSegment[keys] = segments;
        firstWriter[segments] = writer.length;
    }

    private static int[] byChain(int[] order, int ordered, int[] chain, int chains) {
        int[] next = new int[chains + 1];
        for (int i = 0; i < ordered; i++) {
            next[chain[order[i]] + 1]++;
        }
        for (int c = 0; c < chains; c++) {
            next[c + 1] += next[c];
        }
        int[] sorted = new int[ordered];
        for (int i = 0; i < ordered; i++) {
            sorted[next[chain[order[i]]]++] = order[i];
        }
        return sorted;
    }

    /** The last writer of a segment whose place in its chain is at most a number; -1 if there is none. */
    int last(int segment, int most, int[] place) {
        int from = firstWriter[segment];
        int low = from;
        int high = firstWriter[segment + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (place[writer[middle]] <= most) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == from ? -1 : writer[low - 1];
    }
}
