package dev.skewer.checker.journal.history;

import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.history.JournalHistory.Status;
import java.util.Arrays;

/**
 * The parts of a history grouped by invocation, each group in the order of invocation: one counting sort, linear, 4
 * bytes a part.
 *
 * <p>Left out is what says nothing: operations that failed, and reads that did not return.
 */
public final class InvocationParts {
    /** All parts, group after group. */
    public final int[] part;
    /** Where each invocation's group begins in {@link #part}; one longer than the invocations. */
    public final int[] start;

    /** The parts of all operations. */
    public InvocationParts(JournalHistory h) {
        int[] next = new int[h.invocationCount() + 1];
        int kept = 0;
        for (int p = 0; p < h.parts; p++) {
            if (speaks(h, p)) {
                next[h.partInvocation[p] + 1]++;
                kept++;
            }
        }
        for (int i = 1; i < next.length; i++) {
            next[i] += next[i - 1];
        }
        start = next.clone();
        part = new int[kept];
        for (int p = 0; p < h.parts; p++) {
            if (speaks(h, p)) {
                part[next[h.partInvocation[p]]++] = p;
            }
        }
    }

    /**
     * Where a share of the invocations begins, if neighbours are shared out so that each share has about as many parts.
     *
     * @param i the number of the share; that of all shares for where the last one ends
     */
    public int share(int i, int shares) {
        if (i == shares) {
            return start.length - 1;
        }
        int at = Arrays.binarySearch(start, (int) ((long) part.length * i / shares));
        return at < 0 ? -at - 1 : at;
    }

    private static boolean speaks(JournalHistory h, int p) {
        byte status = h.status[h.partOp[p]];
        return status == Status.OK || (status == Status.INFO && Kind.isWrite(h.kind[p]));
    }
}
