package dev.skewer.checker.transaction.timestamp;

import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.timestamp.TimestampFindings.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether timestamps agree with the order that clients saw: of two transactions one after the other, in one process or in real time,
 * the first one's commit is not after the start of the second. Where transactions happen at their commits, these are compared; one
 * that only reads and shares its moment with one that writes is after that one.
 */
final class ClientOrder {
    private static final int NONE = -1;

    private final TransactionHistory h;
    private final Moments moments;
    private final boolean isSerializable;

    ClientOrder(TransactionHistory history, Moments moments, boolean isSerializable) {
        h = history;
        this.moments = moments;
        this.isSerializable = isSerializable;
    }

    /** The latest transactions of those that are before the one at hand. */
    private final class Earlier {
        private int last = NONE;
        private int lastReader = NONE;

        void add(int t) {
            if (last == NONE || moments.last(t) > moments.last(last)) {
                last = t;
            }
            if (!moments.writes[t] && (lastReader == NONE || moments.last(t) > moments.last(lastReader))) {
                lastReader = t;
            }
        }

        /** One of them that cannot be before a transaction; {@link #NONE} if all can. */
        int contradiction(int t) {
            int begin = isSerializable ? moments.read[t] : moments.start[t];
            if (begin == Moments.NONE) {
                return NONE;
            }
            if (last != NONE && moments.last(last) > begin) {
                return last;
            }
            boolean readsAtItsCommit =
                    isSerializable && moments.writes[t] && lastReader != NONE && moments.last(lastReader) == begin;
            return readsAtItsCommit ? lastReader : NONE;
        }
    }

    void compareProcesses(TimestampFindings findings) {
        Map<Integer, Earlier> byProcess = new HashMap<>();
        for (int t = 0; t < h.size; t++) {
            if (h.status[t] == OK) {
                Earlier earlier = byProcess.computeIfAbsent(h.process[t], unused -> new Earlier());
                report(Kind.PROCESS, t, earlier, findings);
                earlier.add(t);
            }
        }
    }

    void compareRealTime(TimestampFindings findings) {
        long[] byCompletion = new long[h.size];
        int size = 0;
        for (int t = 0; t < h.size; t++) {
            if (h.status[t] == OK) {
                byCompletion[size++] = (long) h.completed[t] << Integer.SIZE | t;
            }
        }
        Arrays.sort(byCompletion, 0, size);
        var earlier = new Earlier();
        int next = 0;
        for (int t = 0; t < h.size; t++) {
            if (h.status[t] != OK) {
                continue;
            }
            while (next < size && byCompletion[next] >>> Integer.SIZE < h.invoked[t]) {
                earlier.add((int) byCompletion[next++]);
            }
            report(Kind.REALTIME, t, earlier, findings);
        }
    }

    private static void report(Kind kind, int t, Earlier earlier, TimestampFindings findings) {
        int contradiction = earlier.contradiction(t);
        if (contradiction != NONE) {
            findings.add(kind, t, -1, contradiction);
        }
    }
}
