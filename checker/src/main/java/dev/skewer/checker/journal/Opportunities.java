package dev.skewer.checker.journal;

import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.versions.Scope;

/**
 * Counts the opportunities to fail: paired reads (a scan counts once) that overlapped a completed write to an invocation
 * that they read. Two passes over the parts of each invocation.
 */
final class Opportunities {
    /** The operations, one bit each: a scan has several parts. */
    private final long[] found;

    Opportunities(JournalHistory history) {
        found = new long[(history.ops + 63) >>> 6];
    }

    /** Adds those found in other invocations. */
    void addAll(Opportunities others) {
        for (int i = 0; i < found.length; i++) {
            found[i] |= others.found[i];
        }
    }

    void add(Scope s) {
        int completed = -1;
        for (int k = 0; k < s.n; k++) {
            if (s.completed[k] == JournalHistory.NEVER) {
                continue;
            }
            if (Kind.isWrite(s.kind[k])) {
                completed = Math.max(completed, s.completed[k]);
            } else if (Kind.isPaired(s.kind[k]) && completed > s.invoked[k]) {
                note(s.op[k]);
            }
        }
        int invoked = Integer.MAX_VALUE;
        for (int k = s.n - 1; k >= 0; k--) {
            if (s.completed[k] == JournalHistory.NEVER) {
                continue;
            }
            if (Kind.isWrite(s.kind[k])) {
                invoked = s.invoked[k];
            } else if (Kind.isPaired(s.kind[k]) && invoked < s.completed[k]) {
                note(s.op[k]);
            }
        }
    }

    private void note(int op) {
        found[op >>> 6] |= 1L << op;
    }

    long count() {
        long count = 0;
        for (long bits : found) {
            count += Long.bitCount(bits);
        }
        return count;
    }
}
