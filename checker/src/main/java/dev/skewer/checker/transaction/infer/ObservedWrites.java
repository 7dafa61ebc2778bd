package dev.skewer.checker.transaction.infer;

import static dev.skewer.checker.transaction.history.TransactionHistory.FAIL;
import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Arrays;
import java.util.List;

/**
 * Which write of a register each read saw, as far as the value that it returned names one: a value that one transaction wrote names its
 * write, and so does one that others wrote besides, if all of these failed. Linear; objects are looked at on several threads.
 */
public final class ObservedWrites {
    /** No write: the read is no observation of another transaction, or of nothing that took effect. */
    public static final int NONE = -1;
    /** No write: the read saw the initial state. */
    public static final int INITIAL = -2;
    /** Several transactions wrote the value. */
    public static final int UNKNOWN = -3;

    /** By micro-op, the write that it saw, also a micro-op. */
    final int[] write;
    /** What is wrong with single reads. */
    final Findings findings = new Findings();
    /** How many reads saw a value that several transactions wrote. */
    long unknown;
    /** Conditional writes that were refused, though the register may have had the value: their first micro-ops. */
    final IntList refused = new IntList();
    /** For each of them the only write of that value, a micro-op; {@link #INITIAL}; or {@link #UNKNOWN}. */
    final IntList unseen = new IntList();

    private ObservedWrites(int microOps) {
        write = new int[microOps];
    }

    /**
     * Finds the writes.
     *
     * @param initial what registers hold at first
     */
    public static ObservedWrites of(
            TransactionHistory history, KeyGroups groups, InitialValue initial, Workers workers, Budget budget) {
        var observed = new ObservedWrites(history.microOps);
        Arrays.fill(observed.write, NONE);
        List<OfSomeKeys> results = groups.lookAtAll(
                workers, budget, () -> new OfSomeKeys(history, groups, initial, observed.write), OfSomeKeys::find);
        for (OfSomeKeys result : results) {
            observed.findings.addAll(result.findings);
            observed.unknown += result.unknown;
            for (int i = 0; i < result.refused.size(); i++) {
                observed.refused.add(result.refused.get(i));
                observed.unseen.add(result.unseen.get(i));
            }
        }
        return observed;
    }

    /** The write that a read saw, a micro-op; or {@link #NONE}, {@link #INITIAL} or {@link #UNKNOWN}. */
    public int write(int read) {
        return write[read];
    }

    /** One thread's share. */
    private static final class OfSomeKeys {
        final Findings findings = new Findings();
        long unknown;
        final IntList refused = new IntList();
        final IntList unseen = new IntList();

        private final TransactionHistory h;
        private final KeyGroups groups;
        private final InitialValue initial;
        private final int[] write;

        private final TokenPositions values = new TokenPositions();
        /** By value, the latest write of the first transaction that wrote it and did not fail. */
        private int[] writer = new int[16];
        /** By value, a write of another one. */
        private int[] second = new int[16];
        /** By value, whether yet another one wrote it. */
        private boolean[] isCommon = new boolean[16];
        /** By value, a write of a transaction that failed. */
        private int[] failed = new int[16];

        OfSomeKeys(TransactionHistory history, KeyGroups groups, InitialValue initial, int[] write) {
            h = history;
            this.groups = groups;
            this.initial = initial;
            this.write = write;
        }

        void find(int key) {
            int from = groups.first[key];
            int to = groups.first[key + 1];
            indexWrites(from, to);
            for (int begin = from; begin < to; ) {
                int t = h.transaction[groups.microOp[begin]];
                int end = begin + 1;
                while (end < to && h.transaction[groups.microOp[end]] == t) {
                    end++;
                }
                if (h.status[t] == OK) {
                    readAll(t, begin, end);
                }
                begin = end;
            }
        }

        private void indexWrites(int from, int to) {
            values.clear(to - from);
            int size = 0;
            for (int i = from; i < to; i++) {
                int m = groups.microOp[i];
                if (h.reads(m)) {
                    continue;
                }
                int value = values.putIfAbsent(h.value[m], size);
                if (value == size) {
                    begin(size++);
                }
                int t = h.transaction[m];
                if (h.status[t] == FAIL) {
                    failed[value] = m;
                } else if (writer[value] == NONE || h.transaction[writer[value]] == t) {
                    writer[value] = m;
                } else if (second[value] == NONE || h.transaction[second[value]] == t) {
                    second[value] = m;
                } else {
                    isCommon[value] = true;
                }
            }
        }

        private void begin(int value) {
            if (value == writer.length) {
                writer = Arrays.copyOf(writer, 2 * value);
                second = Arrays.copyOf(second, 2 * value);
                isCommon = Arrays.copyOf(isCommon, 2 * value);
                failed = Arrays.copyOf(failed, 2 * value);
            }
            writer[value] = NONE;
            second[value] = NONE;
            isCommon[value] = false;
            failed[value] = NONE;
        }

        /** The reads of one transaction, which took effect. */
        private void readAll(int t, int begin, int end) {
            long own = TransactionHistory.UNKNOWN;
            int aborted = NONE;
            for (int i = begin; i < end; i++) {
                int m = groups.microOp[i];
                if (!h.reads(m)) {
                    if (aborted != NONE) {
                        findings.add(Findings.Kind.DIRTY_UPDATE, m, aborted, -1);
                        aborted = NONE;
                    }
                    own = h.value[m];
                } else if (h.isRefused(m)) {
                    if (own == TransactionHistory.UNKNOWN && h.conditional.begins(m)) {
                        refuse(m, t);
                    }
                } else if (h.value[m] != own) {
                    aborted =
                            read(m, t) && own == TransactionHistory.UNKNOWN ? failed[values.get(h.value[m])] : aborted;
                }
            }
        }

        /** Takes note of a conditional write that was refused; of no interest if the register never had the value that it expected. */
        private void refuse(int m, int t) {
            int value = values.get(h.conditional.expected(m));
            boolean isWritten = value != TokenPositions.MISSING && writer[value] != NONE;
            boolean isInitial = h.conditional.expected(m) == initial.token();
            if (isWritten || isInitial) {
                refused.add(m);
                unseen.add(!isWritten ? INITIAL : isInitial ? UNKNOWN : onlyWriter(value, t));
            }
        }

        /** Takes note of what a read saw; returns whether that is the write of a transaction that failed. */
        private boolean read(int m, int t) {
            int value = values.get(h.value[m]);
            boolean isWritten = value != TokenPositions.MISSING && writer[value] != NONE;
            if (!isWritten) {
                if (h.value[m] == initial.token()) {
                    write[m] = INITIAL;
                } else if (value == TokenPositions.MISSING) {
                    findings.add(Findings.Kind.GARBAGE_READ, m, NONE, -1);
                } else {
                    findings.add(Findings.Kind.ABORTED_READ, m, failed[value], -1);
                    return true;
                }
                return false;
            }
            int seen = onlyWriter(value, t);
            if (h.value[m] == initial.token() && !initial.yields()) {
                seen = seen != UNKNOWN && h.transaction[seen] == t ? INITIAL : UNKNOWN;
            }
            if (seen == UNKNOWN) {
                unknown++;
                write[m] = UNKNOWN;
            } else if (seen >= 0 && h.transaction[seen] == t) {
                // What it wrote over itself is internal, which is known already.
                if (seen > m) {
                    findings.add(Findings.Kind.FUTURE_READ, m, seen, -1);
                }
            } else {
                write[m] = seen;
            }
            return false;
        }

        /** The write of a value that a transaction may have seen of another one, or its own if no other wrote it. */
        private int onlyWriter(int value, int t) {
            if (second[value] == NONE) {
                return writer[value];
            }
            if (isCommon[value]) {
                return UNKNOWN;
            }
            if (h.transaction[writer[value]] == t) {
                return second[value];
            }
            return h.transaction[second[value]] == t ? writer[value] : UNKNOWN;
        }
    }
}
