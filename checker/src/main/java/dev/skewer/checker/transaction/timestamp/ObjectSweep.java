package dev.skewer.checker.transaction.timestamp;

import static dev.skewer.checker.transaction.history.TransactionHistory.FAIL;
import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.KeyGroups;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Goes through the writes and reads of single objects in the order of their moments: a read shows the state that the writes up to
 * its moment left, without those of its own transaction, and of two transactions that write one object, one saw the other. What
 * transactions without timestamps wrote may have come at any moment. One thread at a time.
 */
final class ObjectSweep {
    /** No write. */
    private static final int NONE = -1;

    final TimestampFindings findings = new TimestampFindings();
    final UntimedWriters untimed = new UntimedWriters();
    /** Reads and writes whose moments are not known. */
    long unjudged;

    private final TransactionHistory h;
    private final KeyGroups groups;
    private final Moments moments;
    private final boolean isSerializable;
    private final States states;

    /** Writes with their moments above: by these, and of one transaction in its order. */
    private long[] writes = new long[16];

    private int writesSize;
    /** Reads with their moments above. */
    private long[] reads = new long[16];

    private int readsSize;
    /** By value, the transaction without timestamps that wrote it, or {@link UntimedWriters#SEVERAL}. */
    private final Map<Long, Integer> untimedByValue = new HashMap<>();

    ObjectSweep(TransactionHistory history, KeyGroups groups, Moments moments, boolean isSerializable, long initial) {
        h = history;
        this.groups = groups;
        this.moments = moments;
        this.isSerializable = isSerializable;
        states = history.type == DataType.REGISTER
                ? new RegisterStates(history, initial, untimed)
                : new ListStates(history, untimed);
    }

    /** Looks at one object. */
    void sweep(int key) {
        collect(key);
        Arrays.sort(writes, 0, writesSize);
        Arrays.sort(reads, 0, readsSize);
        findConflicts();
        states.begin(key, writes, writesSize, untimedByValue);
        int next = 0;
        int before = 0;
        int moment = Moments.NONE;
        for (int i = 0; i < readsSize; i++) {
            if (moment(reads[i]) != moment) {
                moment = moment(reads[i]);
                next = passUntil(moment, next);
                before = next;
                next = passUntil(moment + 1, next);
            }
            judge(microOp(reads[i]), moment, before, next);
        }
        states.end();
    }

    private int passUntil(int moment, int from) {
        int next = from;
        while (next < writesSize && moment(writes[next]) < moment) {
            next++;
        }
        return next;
    }

    /**
     * Looks at one read.
     *
     * @param before how many writes come before its moment
     * @param until how many come until then, those at that moment included
     */
    private void judge(int m, int moment, int before, int until) {
        int t = h.transaction[m];
        boolean commits = moments.commit[t] == moment;
        boolean sawOwn = commits && until > before && h.transaction[microOp(writes[until - 1])] == t;
        if (commits && states.isState(m, before)) {
            states.note(m, moment, unseenFrom(t, moment), before);
        } else if (!sawOwn && states.isState(m, until)) {
            states.note(m, moment, unseenFrom(t, moment), until);
        } else if (h.value[m] == TransactionHistory.UNKNOWN) {
            unjudged++;
        } else {
            int stood = sawOwn ? before : until;
            findings.add(TimestampFindings.Kind.READ, t, m, stood == 0 ? NONE : microOp(writes[stood - 1]));
        }
    }

    /** At which doubled moment at the earliest others committed what a read of a transaction does not show. */
    private long unseenFrom(int t, int moment) {
        if (moments.writes[t] && moments.commit[t] == Moments.NONE) {
            // It does not see its own writes, whenever they were committed.
            return Long.MIN_VALUE;
        }
        // Of those at its own commit it may be the first.
        return 2L * moment + (moments.commit[t] == moment ? 0 : 1);
    }

    private void collect(int key) {
        writesSize = 0;
        readsSize = 0;
        untimedByValue.clear();
        int transaction = -1;
        boolean hasWritten = false;
        for (int i = groups.first[key]; i < groups.first[key + 1]; i++) {
            int m = groups.microOp[i];
            int t = h.transaction[m];
            hasWritten &= t == transaction;
            transaction = t;
            if (!h.reads(m)) {
                hasWritten = true;
                collectWrite(m, t);
            } else if (h.status[t] == OK && isOfOthers(m, hasWritten)) {
                if (moments.read[t] == Moments.NONE) {
                    unjudged++;
                } else {
                    reads = with(reads, readsSize++, pair(moments.read[t], m));
                }
            }
        }
    }

    /** Whether a read shows what others wrote: of what its own transaction wrote it is known whether it agrees with that. */
    private boolean isOfOthers(int m, boolean hasWritten) {
        return !hasWritten || (h.type == DataType.LIST && h.endsWithOwn(m));
    }

    private void collectWrite(int m, int t) {
        if (moments.commit[t] != Moments.NONE) {
            writes = with(writes, writesSize++, pair(moments.commit[t], m));
        } else if (h.status[t] != FAIL) {
            unjudged += h.status[t] == OK ? 1 : 0;
            untimedByValue.merge(h.value[m], t, (one, other) -> one.equals(other) ? one : UntimedWriters.SEVERAL);
        }
    }

    private void findConflicts() {
        int earlier = -1;
        for (int i = 0; i < writesSize; i++) {
            int m = microOp(writes[i]);
            int t = h.transaction[m];
            if (t == earlier) {
                continue;
            }
            unjudged += !isSerializable && moments.start[t] == Moments.NONE ? 1 : 0;
            if (earlier >= 0 && overlap(earlier, t)) {
                findings.add(TimestampFindings.Kind.CONFLICT, t, m, earlier);
            }
            earlier = t;
        }
    }

    private boolean overlap(int earlier, int later) {
        boolean isUnseen = !isSerializable
                && moments.start[later] != Moments.NONE
                && moments.commit[earlier] > moments.start[later];
        return isUnseen || moments.commit[earlier] == moments.commit[later];
    }

    private static long[] with(long[] array, int at, long value) {
        long[] roomy = at == array.length ? Arrays.copyOf(array, 2 * at) : array;
        roomy[at] = value;
        return roomy;
    }

    private static long pair(int moment, int microOp) {
        return (long) moment << Integer.SIZE | microOp;
    }

    static int moment(long pair) {
        return (int) (pair >>> Integer.SIZE);
    }

    static int microOp(long pair) {
        return (int) pair;
    }
}
