package dev.skewer.checker.transaction.infer;

import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.column.LongIntMap;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Arrays;

/**
 * Which versions of a register are below which others if it is in a {@linkplain KeyOrder order} that clients can see. If one transaction
 * is before another in that order and both touched the register, the last version that the first one read or wrote is not above the
 * first version that the other read or wrote. Reads of which it is not known what they saw are passed over, as what a transaction did
 * before and after them is in the same order.
 *
 * <p>By real time a version is below another if the first transaction that returned with it last had returned before the last one was
 * invoked that touched the other first. Of the versions above one it is enough to know that whose first return is earliest, and those of
 * which the last invocation is not later than that: all others are above that one. These are as many as transactions are open at a time.
 * So n transactions of which c are open at a time take O(n (c + log n)).
 */
final class KeyPrecedence {
    private static final int NONE = -1;
    private static final int INITIAL = -2;
    /** So many versions are remembered that a process came to, where its transactions saw several that are in no known order. */
    private static final int MOST_LATEST = 16;

    private final TransactionHistory h;
    private final KeyGroups groups;
    private final ObservedWrites observed;
    private final byte[] tookEffect;
    private final int[] number;
    private final KeyOrder order;
    private final Findings findings;
    /** A number for each process, from 0 up. */
    private final int[] processNumber;
    /** By process, the versions that it came to of the register whose number stands beside it, without those that are below others. */
    private final IntList[] latest;

    private final int[] latestKey;

    /** The lower version of each pair, above the higher. */
    private long[] pairs = new long[16];

    private int size;
    /** By version, when the first transaction returned that touched it last. */
    private int[] returned = new int[16];
    /** By version, when the last transaction was invoked that touched it first. */
    private int[] invoked = new int[16];

    /** When the first transaction returned that touched any version but the initial one last. */
    private int firstReturn;

    private final IntList initialReads = new IntList();

    /**
     * For all registers.
     *
     * @param number by micro-op, the number of the write that it is, if it is the last one of its transaction
     * @param findings takes the reads of the initial state that are above what was written
     */
    KeyPrecedence(
            TransactionHistory history,
            KeyGroups groups,
            ObservedWrites observed,
            byte[] tookEffect,
            int[] number,
            KeyOrder order,
            Findings findings) {
        h = history;
        this.groups = groups;
        this.observed = observed;
        this.tookEffect = tookEffect;
        this.number = number;
        this.order = order;
        this.findings = findings;
        processNumber = new int[order == KeyOrder.SEQUENTIAL ? h.size : 0];
        LongIntMap numbers = new LongIntMap();
        int processes = 0;
        for (int t = 0; t < processNumber.length; t++) {
            long process = h.process[t] - (long) Integer.MIN_VALUE;
            if (numbers.get(process) == LongIntMap.MISSING) {
                numbers.put(process, processes++);
            }
            processNumber[t] = numbers.get(process);
        }
        latest = new IntList[processes];
        Arrays.setAll(latest, process -> new IntList());
        latestKey = new int[processes];
        Arrays.fill(latestKey, NONE);
    }

    /**
     * Finds pairs of versions of which the first is below the second, without duplicates and in order; what follows from them by
     * transitivity may be left out, unless they contradict each other.
     *
     * @param firstWrite the number of the register's first write
     * @param writes how many it has
     */
    void find(int key, int firstWrite, int writes) {
        size = 0;
        if (order == KeyOrder.OPEN) {
            return;
        }
        initialReads.clear();
        firstReturn = Integer.MAX_VALUE;
        if (returned.length < writes) {
            returned = new int[writes + (writes >> 1)];
            invoked = new int[returned.length];
        }
        Arrays.fill(returned, 0, writes, Integer.MAX_VALUE);
        Arrays.fill(invoked, 0, writes, NONE);
        int limit = groups.first[key + 1];
        for (int begin = groups.first[key]; begin < limit; ) {
            int t = h.transaction[groups.microOp[begin]];
            int end = begin + 1;
            while (end < limit && h.transaction[groups.microOp[end]] == t) {
                end++;
            }
            if (tookEffect[t] != 0) {
                touch(key, t, begin, end, firstWrite);
            }
            begin = end;
        }
        if (order == KeyOrder.LINEARIZABLE) {
            pairByTime(firstWrite, writes);
        }
        Arrays.sort(pairs, 0, size);
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || pairs[i] != pairs[i - 1]) {
                pairs[distinct++] = pairs[i];
            }
        }
        size = distinct;
    }

    /** How many pairs were found. */
    int size() {
        return size;
    }

    /** The lower version of a pair, by the number of its write. */
    int lower(int pair) {
        return (int) (pairs[pair] >>> 32);
    }

    /** The higher version of a pair. */
    int higher(int pair) {
        return (int) pairs[pair];
    }

    private void touch(int key, int t, int begin, int end, int firstWrite) {
        int first = NONE;
        int firstMicroOp = NONE;
        int last = NONE;
        int own = NONE;
        for (int i = end - 1; i >= begin; i--) {
            int m = groups.microOp[i];
            own = h.reads(m) || own != NONE ? own : number[m];
            int version = h.reads(m) ? seen(m) : own;
            if (version != NONE) {
                first = version;
                firstMicroOp = m;
                // The initial state is below whatever it came to before.
                last = last == NONE && version >= 0 ? version : last;
            }
        }
        int lastOfOk = h.status[t] == OK ? last : NONE;
        if (order == KeyOrder.SEQUENTIAL) {
            // A transaction that wrote is on top of what it read.
            follow(key, t, first, firstMicroOp, lastOfOk, first == last || own != NONE);
            return;
        }
        if (first == INITIAL) {
            initialReads.add(firstMicroOp);
        } else if (first != NONE) {
            invoked[first - firstWrite] = Math.max(invoked[first - firstWrite], h.invoked[t]);
        }
        if (lastOfOk != NONE) {
            returned[lastOfOk - firstWrite] = Math.min(returned[lastOfOk - firstWrite], h.completed[t]);
            firstReturn = Math.min(firstReturn, h.completed[t]);
        }
    }

    /** The version that a read saw of another transaction. */
    private int seen(int read) {
        int write = observed.write[read];
        return write == ObservedWrites.INITIAL ? INITIAL : write >= 0 ? number[write] : NONE;
    }

    private void follow(int key, int t, int first, int firstMicroOp, int last, boolean isLastAbove) {
        int process = processNumber[t];
        IntList before = latest[process];
        if (latestKey[process] != key) {
            before.clear();
            latestKey[process] = key;
        }
        if (before.size() > 0 && first == INITIAL) {
            findings.add(Findings.Kind.CYCLIC_VERSIONS, firstMicroOp, NONE, -1);
        }
        for (int i = 0; i < before.size() && first >= 0; i++) {
            add(before.get(i), first);
        }
        if (last == NONE) {
            return;
        }
        // What was before is below the first version, and so below the last one if that is above the first.
        if ((isLastAbove && first >= 0) || before.size() >= MOST_LATEST) {
            before.clear();
        }
        before.add(last);
    }

    private void pairByTime(int firstWrite, int writes) {
        for (int i = 0; i < initialReads.size(); i++) {
            int read = initialReads.get(i);
            if (h.invoked[h.transaction[read]] > firstReturn) {
                findings.add(Findings.Kind.CYCLIC_VERSIONS, read, NONE, -1);
            }
        }
        long[] byInvocation = new long[writes];
        int count = 0;
        for (int version = 0; version < writes; version++) {
            if (invoked[version] != NONE) {
                byInvocation[count++] = (long) invoked[version] << 32 | version;
            }
        }
        Arrays.sort(byInvocation, 0, count);
        // Of those from each on, the version that was returned with earliest, and the next.
        int[] earliest = new int[count + 1];
        int[] next = new int[count + 1];
        earliest[count] = NONE;
        next[count] = NONE;
        for (int i = count - 1; i >= 0; i--) {
            int version = (int) byInvocation[i];
            boolean isEarliest = isEarlier(version, earliest[i + 1]);
            earliest[i] = isEarliest ? version : earliest[i + 1];
            next[i] = isEarliest ? earliest[i + 1] : isEarlier(version, next[i + 1]) ? version : next[i + 1];
        }
        for (int version = 0; version < writes; version++) {
            if (returned[version] == Integer.MAX_VALUE) {
                continue;
            }
            int from = Arrays.binarySearch(byInvocation, 0, count, (long) returned[version] << 32 | Integer.MAX_VALUE);
            from = -1 - from;
            int above = earliest[from] == version ? next[from] : earliest[from];
            if (above == NONE) {
                continue;
            }
            add(firstWrite + version, firstWrite + above);
            for (int i = from; i < count && byInvocation[i] >>> 32 <= returned[above]; i++) {
                add(firstWrite + version, firstWrite + (int) byInvocation[i]);
            }
        }
    }

    private boolean isEarlier(int version, int other) {
        return other == NONE || returned[version] < returned[other];
    }

    private void add(int lower, int higher) {
        if (lower == higher) {
            return;
        }
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * size);
        }
        pairs[size++] = (long) lower << 32 | higher;
    }
}
