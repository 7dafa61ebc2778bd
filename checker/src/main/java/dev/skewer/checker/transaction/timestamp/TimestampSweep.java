package dev.skewer.checker.transaction.timestamp;

import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.infer.KeyGroups;
import dev.skewer.checker.transaction.timestamp.TimestampFindings.Kind;
import java.util.Arrays;
import java.util.List;

/**
 * Whether reads and writes are as the timestamps of their transactions have it (Li et al., <em>Online Timestamp-based Transactional
 * Isolation Checking of Database Systems</em>, ICDE 2025). Where all transactions have timestamps and nothing contradicts them, their
 * order explains the history, without any search. Objects are looked at on several threads; micro-ops times their logarithm.
 *
 * <p>Transactions without timestamps, as those of unknown outcome, may have committed at any moment that leaves what was read as it is.
 * What contradicts the timestamps of a part of a history contradicts those of the whole.
 *
 * @param findings what contradicts the timestamps
 * @param timed transactions that took effect and have timestamps
 * @param untimed transactions that took effect and have none, or not those that the promise needs
 * @param isProof whether the order of timestamps explains the history as the promise has it
 */
public record TimestampSweep(TimestampFindings findings, long timed, long untimed, boolean isProof) {
    /**
     * Holds a history against its timestamps.
     *
     * @param initial what registers hold at first
     * @throws Budget.Exceeded if the budget is spent
     */
    public static TimestampSweep of(
            TransactionHistory h,
            KeyGroups groups,
            TimestampPromise promise,
            InitialValue initial,
            Workers workers,
            Budget budget) {
        boolean isSerializable = promise.isSerializable();
        var moments = new Moments(h, isSerializable);
        var findings = new TimestampFindings();
        var untimedWriters = new UntimedWriters();
        long unjudged = 0;
        List<ObjectSweep> parts = groups.lookAtAll(
                workers,
                budget,
                () -> new ObjectSweep(h, groups, moments, isSerializable, initial.token()),
                ObjectSweep::sweep);
        for (ObjectSweep part : parts) {
            findings.addAll(part.findings);
            untimedWriters.addAll(part.untimed);
            unjudged += part.unjudged;
        }
        untimedWriters.judge(findings);
        long timed = 0;
        long untimed = 0;
        for (int t = 0; t < h.size; t++) {
            if (h.status[t] == OK) {
                boolean isTimed = moments.read[t] != Moments.NONE
                        && (!moments.writes[t] || moments.commit[t] != Moments.NONE)
                        && (isSerializable || moments.start[t] != Moments.NONE);
                timed += isTimed ? 1 : 0;
                untimed += isTimed ? 0 : 1;
                if (moments.commit[t] != Moments.NONE && moments.start[t] > moments.commit[t]) {
                    findings.add(Kind.BACKWARDS, t, -1, -1);
                }
            }
        }
        var clients = new ClientOrder(h, moments, isSerializable);
        switch (promise.order) {
            case NONE -> {}
            case PROCESS -> clients.compareProcesses(findings);
            case REALTIME -> clients.compareRealTime(findings);
        }
        boolean isProof = findings.isEmpty()
                && untimedWriters.isEmpty()
                && unjudged + untimed == 0
                && timed > 0
                && h.internal.count() == 0
                && !hasTies(h, moments, isSerializable);
        return new TimestampSweep(findings, timed, untimed, isProof);
    }

    /** Whether some writers share a moment in a way that leaves open which of them was first. */
    private static boolean hasTies(TransactionHistory h, Moments moments, boolean isSerializable) {
        long[] commits = new long[h.size];
        int size = 0;
        for (int t = 0; t < h.size; t++) {
            if (moments.commit[t] != Moments.NONE) {
                long isMoment = isSerializable || moments.start[t] == moments.commit[t] ? 1 : 0;
                commits[size++] = (long) moments.commit[t] << 1 | isMoment;
            }
        }
        Arrays.sort(commits, 0, size);
        for (int i = 1; i < size; i++) {
            if (commits[i] >> 1 == commits[i - 1] >> 1 && ((commits[i] | commits[i - 1]) & 1) != 0) {
                return true;
            }
        }
        return false;
    }
}
