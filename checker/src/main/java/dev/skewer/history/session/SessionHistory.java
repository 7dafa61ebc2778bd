package dev.skewer.history.session;

import java.util.Arrays;

/** The transactions of a text and their reads and writes, as columns: about 21 bytes a micro-op and 17 a transaction. */
final class SessionHistory {
    /** How many transactions there are. */
    int size;

    /** The number of each transaction's session. */
    long[] session = new long[16];
    /** The line where each begins. */
    long[] line = new long[16];
    /** Whether each was aborted. */
    boolean[] isAborted = new boolean[16];

    /** How many micro-ops there are. */
    int microOps;
    /** The transaction of each micro-op. */
    int[] transaction = new int[64];

    boolean[] isWrite = new boolean[64];
    long[] key = new long[64];
    long[] value = new long[64];

    /**
     * Begins a transaction.
     *
     * @return its number
     */
    int begin(long inSession, long atLine, boolean aborted) {
        if (size == session.length) {
            int n = grown(size);
            session = Arrays.copyOf(session, n);
            line = Arrays.copyOf(line, n);
            isAborted = Arrays.copyOf(isAborted, n);
        }
        session[size] = inSession;
        line[size] = atLine;
        isAborted[size] = aborted;
        return size++;
    }

    /** Adds a micro-op to a transaction. */
    void add(int to, boolean writes, long ofKey, long ofValue) {
        if (microOps == transaction.length) {
            int n = grown(microOps);
            transaction = Arrays.copyOf(transaction, n);
            isWrite = Arrays.copyOf(isWrite, n);
            key = Arrays.copyOf(key, n);
            value = Arrays.copyOf(value, n);
        }
        transaction[microOps] = to;
        isWrite[microOps] = writes;
        key[microOps] = ofKey;
        value[microOps] = ofValue;
        microOps++;
    }

    private static int grown(int size) {
        return Math.addExact(size, (size >> 1) + 16);
    }

    /** Where the micro-ops of each transaction begin in {@link #grouped}; one more than there are transactions. */
    int[] firstMicroOps() {
        int[] first = new int[size + 1];
        for (int m = 0; m < microOps; m++) {
            first[transaction[m] + 1]++;
        }
        for (int t = 0; t < size; t++) {
            first[t + 1] += first[t];
        }
        return first;
    }

    /** The micro-ops, those of a transaction together and in their order. */
    int[] grouped(int[] first) {
        int[] next = Arrays.copyOf(first, size);
        int[] order = new int[microOps];
        for (int m = 0; m < microOps; m++) {
            order[next[transaction[m]]++] = m;
        }
        return order;
    }
}
