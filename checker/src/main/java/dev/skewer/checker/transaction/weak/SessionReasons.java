package dev.skewer.checker.transaction.weak;

import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.weak.SessionViolation.Step;
import dev.skewer.checker.transaction.weak.SessionViolation.Why;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Optional;

/** Finds why a write has to be before another, where it is known that it has to. */
final class SessionReasons {
    private final SessionGuarantee guarantee;
    private final TransactionHistory h;
    private final ObservedMicroOps observed;
    private final SessionWrites done;

    SessionReasons(SessionGuarantee guarantee, TransactionHistory h, ObservedMicroOps observed, SessionWrites done) {
        this.guarantee = guarantee;
        this.h = h;
        this.observed = observed;
        this.done = done;
    }

    /** Why a write is before another. The reads that returned the second one are looked at in turn, each in linear time. */
    Step of(int first, int second) {
        boolean isNext = session(first) == session(second) && done.place[second] == done.place[first] + 1;
        if (guarantee.ordersWrites && isNext) {
            return new Step(first, second, Why.SAME_PROCESS, -1, -1);
        }
        if (guarantee.ordersReadsBeforeWrites) {
            int read = readBefore(first, second);
            if (read >= 0) {
                return new Step(first, second, Why.READ_FIRST, read, -1);
            }
        }
        for (int m = 0; m < h.microOps && h.key(first) == h.key(second); m++) {
            if (observed.write[m] == second) {
                Optional<Step> step = seen(first, second, m);
                if (step.isPresent()) {
                    return step.get();
                }
            }
        }
        if (h.type == DataType.LIST && h.key(first) == h.key(second)) {
            return new Step(first, second, Why.LIST, -1, -1);
        }
        throw new IllegalStateException("micro-op " + first + " need not be before " + second);
    }

    /** Why a read of what was there before any write has to see one. */
    Step missed(int read, int write) {
        return seen(write, -1, read)
                .orElseThrow(() -> new IllegalStateException("micro-op " + read + " need not see " + write));
    }

    /** How the process of a read comes to have to see a write by then; nothing if it need not. */
    private Optional<Step> seen(int first, int second, int read) {
        boolean isOwn = h.transaction[first] == h.transaction[read];
        if (isOwn && h.endsWithOwn(read)) {
            return Optional.empty();
        }
        if (guarantee.seesOwnWrites && session(first) == session(read) && isBefore(first, read)) {
            return Optional.of(new Step(first, second, Why.OWN_WRITE, read, -1));
        }
        BitSet known = new BitSet();
        int s = session(read);
        for (int i = done.sessions.first[s]; i < done.sessions.first[s + 1]; i++) {
            int t = done.sessions.transaction[i];
            for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t] && m != read; m++) {
                boolean returned = h.reads(m) && returned(m, first);
                if (guarantee.seesEarlierReads && returned) {
                    return Optional.of(new Step(first, second, Why.EARLIER_READ, read, m));
                }
                int write = observed.write[m];
                if (write >= 0 && isEarlier(first, write)) {
                    return Optional.of(new Step(first, second, Why.EARLIER_WRITE, read, m));
                }
                if (write >= 0 && guarantee.ordersReadsBeforeWrites && isBehind(first, write, known)) {
                    return Optional.of(new Step(first, second, Why.READ_BEFORE_WRITE, read, m));
                }
            }
            if (t == h.transaction[read]) {
                break;
            }
        }
        return Optional.empty();
    }

    private boolean isEarlier(int first, int write) {
        return guarantee.ordersWrites && session(first) == session(write) && done.place[first] < done.place[write];
    }

    /** Whether a process had read a write before it did another, or what was written after another had, and so on. */
    private boolean isBehind(int first, int write, BitSet known) {
        Deque<Integer> open = new ArrayDeque<>();
        open.add(write);
        while (!open.isEmpty()) {
            int next = open.remove();
            for (int i = done.firstReturned[session(next)]; i < done.returnedBefore[next]; i++) {
                if (done.returned[i] == first) {
                    return true;
                }
                if (!known.get(done.returned[i])) {
                    known.set(done.returned[i]);
                    open.add(done.returned[i]);
                }
            }
        }
        return false;
    }

    /** The first read of a process that returned a write before the process did another; -1 if there is none. */
    private int readBefore(int first, int second) {
        int s = session(second);
        for (int i = done.sessions.first[s]; i < done.sessions.first[s + 1]; i++) {
            int t = done.sessions.transaction[i];
            for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t]; m++) {
                if (m == second) {
                    return -1;
                }
                if (h.reads(m) && returned(m, first)) {
                    return m;
                }
            }
        }
        return -1;
    }

    private boolean returned(int read, int write) {
        return observed.write[read] == write || (h.endsWithOwn(read) && SessionWrites.ownAppend(h, read) == write);
    }

    private boolean isBefore(int one, int other) {
        int t = h.transaction[one];
        return t < h.transaction[other] || (t == h.transaction[other] && one < other);
    }

    private int session(int microOp) {
        return done.sessions.session[h.transaction[microOp]];
    }
}
