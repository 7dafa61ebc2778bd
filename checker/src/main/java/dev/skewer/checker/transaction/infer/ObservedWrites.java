package dev.skewer.checker.transaction.infer;

import static dev.skewer.checker.transaction.history.TransactionHistory.FAIL;
import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which write of a register each read saw, as far as the value that it returned names one: a value that one transaction left behind names
 * its write, and so does one that others wrote besides, if all of these failed or wrote over it themselves. Where several left the value
 * behind, or one did and registers hold it at first, the read is open, and any of these may be what it saw: its candidates. Linear;
 * objects are looked at on several threads.
 */
public final class ObservedWrites {
    /** No write: the read is no observation of another transaction, or of nothing that took effect. */
    public static final int NONE = -1;
    /** No write: the read saw the initial state. */
    public static final int INITIAL = -2;
    /** The largest number that stands for several candidates: those of the {@linkplain #candidates repeated value} {@code OPEN - write}. */
    public static final int OPEN = -3;

    /** By micro-op, the write that it saw, also a micro-op. */
    final int[] write;
    /** What is wrong with single reads. */
    final Findings findings = new Findings();
    /** How many reads are open. */
    long open;
    /** How many values of a register several transactions left behind, and were read. */
    private int values;
    /** Where the candidates of each of these begin; one more than there are. */
    private int[] firstCandidate = new int[1];
    /** Writes, micro-ops. */
    private int[] candidate = new int[0];
    /** Whether the initial state is a candidate, too. */
    private boolean[] mayBeInitial = new boolean[0];
    /** Conditional writes that were refused, though the register may have had the value: their first micro-ops. */
    final IntList refused = new IntList();
    /** For each of them the only write of that value, a micro-op; {@link #INITIAL}; or {@link #NONE}, if it is not known. */
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
            observed.add(result);
            for (int i = 0; i < result.refused.size(); i++) {
                observed.refused.add(result.refused.get(i));
                observed.unseen.add(result.unseen.get(i));
            }
        }
        return observed;
    }

    /** The same with one thread and no bound. */
    public static ObservedWrites of(TransactionHistory history, InitialValue initial) {
        try (Workers workers = new Workers(1)) {
            return of(history, new KeyGroups(history), initial, workers, Budget.unlimited());
        }
    }

    /** Takes over the repeated values that one thread found, numbered behind those of the others. */
    private void add(OfSomeKeys result) {
        for (int i = 0; i < result.openReads.size(); i++) {
            write[result.openReads.get(i)] -= values;
        }
        open += result.openReads.size();
        int count = result.firstCandidate.size();
        firstCandidate = Arrays.copyOf(firstCandidate, values + count + 1);
        mayBeInitial = Arrays.copyOf(mayBeInitial, values + count);
        int offset = candidate.length;
        candidate = Arrays.copyOf(candidate, offset + result.candidates.size());
        for (int i = 0; i < result.candidates.size(); i++) {
            candidate[offset + i] = result.candidates.get(i);
        }
        for (int i = 0; i < count; i++) {
            firstCandidate[values + i] = offset + result.firstCandidate.get(i);
            mayBeInitial[values + i] = result.initialValues.contains(i);
        }
        values += count;
        firstCandidate[values] = candidate.length;
    }

    /** The write that a read saw, a micro-op; or {@link #NONE}, {@link #INITIAL}, or {@link #OPEN} or below if it is open. */
    public int write(int read) {
        return write[read];
    }

    /** How many reads are open. */
    public long open() {
        return open;
    }

    /** How many repeated values there are. */
    public int values() {
        return values;
    }

    /** The last writes of transactions that left a repeated value behind and did not fail, in order of invocation. */
    public int[] candidates(int value) {
        return Arrays.copyOfRange(candidate, firstCandidate[value], firstCandidate[value + 1]);
    }

    /** Whether registers hold a repeated value at first. */
    public boolean mayBeInitial(int value) {
        return mayBeInitial[value];
    }

    /** One thread's share. */
    private static final class OfSomeKeys {
        final Findings findings = new Findings();
        final IntList openReads = new IntList();
        /** By repeated value, where its candidates begin. */
        final IntList firstCandidate = new IntList();

        final IntList candidates = new IntList();
        /** Repeated values that registers hold at first. */
        final Set<Integer> initialValues = new HashSet<>();

        final IntList refused = new IntList();
        final IntList unseen = new IntList();

        private final TransactionHistory h;
        private final KeyGroups groups;
        private final InitialValue initial;
        private final int[] write;

        private final TokenPositions values = new TokenPositions();
        /** By value, the write of the first transaction that left it behind and did not fail. */
        private int[] writer = new int[16];
        /** By value, the write of another one. */
        private int[] second = new int[16];
        /** By value, whether yet another one left it behind. */
        private boolean[] isCommon = new boolean[16];
        /** By value, a write of a transaction that did not fail, but wrote over it. */
        private int[] intermediate = new int[16];
        /** By value, a write of a transaction that failed. */
        private int[] failed = new int[16];
        /** By value, its number among the repeated ones that were read, or {@link #NONE}. */
        private int[] repeated = new int[16];

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
            int known = firstCandidate.size();
            for (int begin = from; begin < to; ) {
                int end = end(begin, to);
                int t = h.transaction[groups.microOp[begin]];
                if (h.status[t] == OK) {
                    readAll(t, begin, end);
                }
                begin = end;
            }
            if (firstCandidate.size() > known) {
                collectCandidates(from, to, known);
            }
        }

        /** Where the micro-ops of one transaction end. */
        private int end(int begin, int limit) {
            int t = h.transaction[groups.microOp[begin]];
            int end = begin + 1;
            while (end < limit && h.transaction[groups.microOp[end]] == t) {
                end++;
            }
            return end;
        }

        /** Finds who wrote each value. */
        private void indexWrites(int from, int to) {
            values.clear(to - from);
            int size = 0;
            for (int begin = from; begin < to; ) {
                int end = end(begin, to);
                boolean isLast = true;
                for (int i = end - 1; i >= begin; i--) {
                    int m = groups.microOp[i];
                    if (h.reads(m)) {
                        continue;
                    }
                    int value = values.putIfAbsent(h.value[m], size);
                    if (value == size) {
                        begin(size++);
                    }
                    noteWrite(m, value, isLast);
                    isLast = false;
                }
                begin = end;
            }
        }

        private void noteWrite(int m, int value, boolean isLast) {
            if (h.status[h.transaction[m]] == FAIL) {
                failed[value] = m;
            } else if (!isLast) {
                intermediate[value] = m;
            } else if (writer[value] == NONE) {
                writer[value] = m;
            } else if (second[value] == NONE) {
                second[value] = m;
            } else {
                isCommon[value] = true;
            }
        }

        private void begin(int value) {
            if (value == writer.length) {
                writer = Arrays.copyOf(writer, 2 * value);
                second = Arrays.copyOf(second, 2 * value);
                isCommon = Arrays.copyOf(isCommon, 2 * value);
                intermediate = Arrays.copyOf(intermediate, 2 * value);
                failed = Arrays.copyOf(failed, 2 * value);
                repeated = Arrays.copyOf(repeated, 2 * value);
            }
            writer[value] = NONE;
            second[value] = NONE;
            isCommon[value] = false;
            intermediate[value] = NONE;
            failed[value] = NONE;
            repeated[value] = NONE;
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
                unseen.add(!isWritten ? INITIAL : isInitial ? NONE : Math.max(NONE, onlyWriter(value, t)));
            }
        }

        /** Takes note of what a read saw; returns whether that is the write of a transaction that failed. */
        private boolean read(int m, int t) {
            int value = values.get(h.value[m]);
            boolean isInitial = h.value[m] == initial.token();
            if (value == TokenPositions.MISSING) {
                if (isInitial) {
                    write[m] = INITIAL;
                } else {
                    findings.add(Findings.Kind.GARBAGE_READ, m, NONE, -1);
                }
                return false;
            }
            int seen = onlyWriter(value, t);
            if (seen == NONE) {
                if (isInitial) {
                    write[m] = INITIAL;
                    return false;
                }
                return unexplained(m, t, value);
            }
            if (seen == OPEN || (isInitial && !initial.yields())) {
                open(m, value, isInitial && !initial.yields());
            } else {
                write[m] = seen;
            }
            return false;
        }

        /** Tells a read of a value that no other transaction left behind; whether it is that of one that failed. */
        private boolean unexplained(int m, int t, int value) {
            int other = intermediate[value];
            if (other != NONE && h.transaction[other] != t) {
                write[m] = other;
            } else if (writer[value] != NONE || other != NONE) {
                // What it wrote over itself is internal, which is known already.
                int own = writer[value] != NONE ? writer[value] : other;
                if (own > m) {
                    findings.add(Findings.Kind.FUTURE_READ, m, own, -1);
                }
            } else {
                findings.add(Findings.Kind.ABORTED_READ, m, failed[value], -1);
                return true;
            }
            return false;
        }

        private void open(int m, int value, boolean isInitial) {
            if (repeated[value] == NONE) {
                repeated[value] = firstCandidate.size();
                firstCandidate.add(0);
                if (isInitial) {
                    initialValues.add(repeated[value]);
                }
            }
            write[m] = OPEN - repeated[value];
            openReads.add(m);
        }

        /** The write of a value that a transaction may have seen of another one; {@link #OPEN} if there are several. */
        private int onlyWriter(int value, int t) {
            int one = writer[value];
            int other = second[value];
            if (isCommon[value]) {
                return OPEN;
            }
            if (one == NONE || h.transaction[one] == t) {
                return other;
            }
            return other == NONE || h.transaction[other] == t ? one : OPEN;
        }

        /** Collects the candidates of the repeated values of a register. */
        private void collectCandidates(int from, int to, int known) {
            int[] next = new int[firstCandidate.size() - known + 1];
            eachCandidate(from, to, (m, value) -> next[value - known + 1]++);
            int offset = candidates.size();
            for (int i = 1; i < next.length; i++) {
                next[i] += next[i - 1];
            }
            int total = next[next.length - 1];
            for (int i = 0; i < next.length - 1; i++) {
                firstCandidate.set(known + i, offset + next[i]);
            }
            int[] sorted = new int[total];
            eachCandidate(from, to, (m, value) -> sorted[next[value - known]++] = m);
            for (int m : sorted) {
                candidates.add(m);
            }
        }

        private interface CandidateSink {
            void take(int write, int value);
        }

        private void eachCandidate(int from, int to, CandidateSink sink) {
            for (int begin = from; begin < to; ) {
                int end = end(begin, to);
                int last = end - 1;
                while (last >= begin && h.reads(groups.microOp[last])) {
                    last--;
                }
                if (last >= begin && h.status[h.transaction[groups.microOp[last]]] != FAIL) {
                    int m = groups.microOp[last];
                    int value = repeated[values.get(h.value[m])];
                    if (value != NONE) {
                        sink.take(m, value);
                    }
                }
                begin = end;
            }
        }
    }
}
