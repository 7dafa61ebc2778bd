package dev.skewer.checker.transaction.weak;

import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Arrays;

/**
 * What each process did, micro-op by micro-op: its writes that took effect, and what its reads returned, each in its order. 4 bytes a
 * micro-op for each of the four columns.
 */
final class SessionWrites {
    final Sessions sessions;
    /** By process, where its writes begin in {@link #write}; one more than there are processes. */
    final int[] firstWrite;

    final int[] write;
    /** By process, where what its reads returned begins in {@link #returned}; one more than there are processes. */
    final int[] firstReturned;
    /** Writes. */
    int[] returned;
    /** By write, its place in {@link #write}. */
    final int[] place;
    /** By write, where in {@link #returned} what its process had read before ends. */
    final int[] returnedBefore;

    SessionWrites(ReadSources reads, Sessions sessions, ObservedMicroOps observed) {
        this.sessions = sessions;
        TransactionHistory h = reads.h;
        firstWrite = new int[sessions.count() + 1];
        firstReturned = new int[sessions.count() + 1];
        write = new int[h.microOps];
        returned = new int[h.microOps];
        place = new int[h.microOps];
        returnedBefore = new int[h.microOps];
        int writes = 0;
        int known = 0;
        for (int s = 0; s < sessions.count(); s++) {
            firstWrite[s] = writes;
            firstReturned[s] = known;
            for (int i = sessions.first[s]; i < sessions.first[s + 1]; i++) {
                int t = sessions.transaction[i];
                for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t]; m++) {
                    if (!h.reads(m)) {
                        place[m] = writes;
                        returnedBefore[m] = known;
                        write[writes++] = m;
                        continue;
                    }
                    if (known + 2 > returned.length) {
                        returned = Arrays.copyOf(returned, 2 * returned.length + 2);
                    }
                    if (observed.write[m] >= 0) {
                        returned[known++] = observed.write[m];
                    }
                    if (h.endsWithOwn(m)) {
                        returned[known++] = ownAppend(h, m);
                    }
                }
            }
        }
        firstWrite[sessions.count()] = writes;
        firstReturned[sessions.count()] = known;
    }

    /** The latest append of a read's own transaction to the list before it; there is one. */
    static int ownAppend(TransactionHistory h, int read) {
        int m = read - 1;
        while (h.reads(m) || h.key(m) != h.key(read)) {
            m--;
        }
        return m;
    }
}
