package dev.skewer.checker.transaction.history;

import java.util.Arrays;

/** What the transaction of a read adds to the set that it reads, before and after the read; made to be filled again and again. */
final class OwnAdds {
    private final TransactionHistory h;
    /** Tokens, ascending. */
    private long[] before = new long[4];

    private int beforeSize;
    private long[] after = new long[4];
    private int afterSize;
    private int read;

    OwnAdds(TransactionHistory history) {
        h = history;
    }

    /** Collects what belongs to a read. */
    void collect(int microOp) {
        read = microOp;
        int t = h.transaction[microOp];
        beforeSize = 0;
        afterSize = 0;
        for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t]; m++) {
            if (h.key(m) == h.key(microOp) && !h.reads(m)) {
                if (m < microOp) {
                    before = with(before, beforeSize++, h.value[m]);
                } else {
                    after = with(after, afterSize++, h.value[m]);
                }
            }
        }
        Arrays.sort(before, 0, beforeSize);
        Arrays.sort(after, 0, afterSize);
    }

    private static long[] with(long[] tokens, int size, long token) {
        long[] roomy = size < tokens.length ? tokens : Arrays.copyOf(tokens, 2 * size);
        roomy[size] = token;
        return roomy;
    }

    boolean isEmpty() {
        return beforeSize + afterSize == 0;
    }

    /** Whether the transaction adds an element, sooner or later. */
    boolean has(long token) {
        return isBefore(token) || Arrays.binarySearch(after, 0, afterSize, token) >= 0;
    }

    private boolean isBefore(long token) {
        return Arrays.binarySearch(before, 0, beforeSize, token) >= 0;
    }

    /** The micro-op that adds an element if that is only after the read; otherwise negative. */
    int later(long token) {
        if (!isBefore(token)) {
            for (int m = read + 1; m < h.endMicroOp[h.transaction[read]]; m++) {
                if (!h.reads(m) && h.key(m) == h.key(read) && h.value[m] == token) {
                    return m;
                }
            }
        }
        return -1;
    }

    /** What was added before the read and is not among some tokens. */
    long[] missingFrom(long[] ascending, int count) {
        return Arrays.stream(before, 0, beforeSize)
                .filter(token -> Arrays.binarySearch(ascending, 0, count, token) < 0)
                .toArray();
    }
}
