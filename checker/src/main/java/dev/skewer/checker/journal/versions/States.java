package dev.skewer.checker.journal.versions;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import java.util.Arrays;

/**
 * Compares the state that reads took with the state at the version of their metadata: the fold of all set-states up to
 * that suffix position. Trims leave the state alone; a purge drops it. {@code n log n} in the set-states and the reads
 * that took the state.
 */
public final class States {
    private final JournalHistory h;
    /** The value of each key at the position reached, by state key id; NONE if unset. */
    private final int[] current;

    private long[] steps = new long[64];
    private int[] touched = new int[16];

    public States(JournalHistory history) {
        h = history;
        current = new int[history.stateKeys.size()];
        Arrays.fill(current, NONE);
    }

    /** Checks the reads of one invocation. */
    public void check(Scope s, Placement at, VersionOrder order, FindingBuffer found) {
        int count = 0;
        int reads = 0;
        for (int k = 0; k < s.n; k++) {
            boolean sets = s.kind[k] == Kind.SET_STATE && at.role[k] == Placement.SUFFIX;
            boolean reads1 = Kind.isRead(s.kind[k]) && s.value[k] != NONE && at.role[k] == Placement.OBSERVER;
            if (!sets && !reads1) {
                continue;
            }
            if (count == steps.length) {
                steps = Arrays.copyOf(steps, count * 2);
            }
            // At one position the write comes first: 2 p, then its reads: 2 p + 1.
            steps[count++] = (2L * at.suffixLow[k] + (reads1 ? 1 : 0)) << 32 | k;
            reads += reads1 ? 1 : 0;
        }
        if (reads == 0) {
            return;
        }
        Arrays.sort(steps, 0, count);
        int keys = 0;
        for (int i = 0; i < count; i++) {
            int k = (int) steps[i];
            if (s.kind[k] == Kind.SET_STATE) {
                int key = s.content[k];
                if (current[key] == NONE) {
                    if (keys == touched.length) {
                        touched = Arrays.copyOf(touched, keys * 2);
                    }
                    touched[keys++] = key;
                }
                current[key] = s.value[k];
                continue;
            }
            boolean gone = at.suffixLow[k] == order.purged || at.suffixLow[k] == 0;
            if (!matches(s.value[k], gone ? 0 : keys)) {
                report(s, k, !order.hadUnknown && !at.chosen, found);
            }
        }
        for (int i = 0; i < keys; i++) {
            current[touched[i]] = NONE;
        }
    }

    private boolean matches(int state, int keys) {
        int count = h.stateCount(state);
        if (count != keys) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (current[h.stateKey(state, i)] != h.stateValue(state, i)) {
                return false;
            }
        }
        return true;
    }

    private void report(Scope s, int k, boolean settled, FindingBuffer found) {
        int state = s.value[k];
        for (int i = 0; i < h.stateCount(state); i++) {
            int writer = h.writer[h.stateValue(state, i)];
            if (writer == NONE) {
                found.add(Finding.PHANTOM_NEVER, k, NONE, true);
                return;
            }
            if (h.source(h.partInvocation[writer]) != h.source(s.invocation)) {
                found.add(Finding.PHANTOM_ELSEWHERE, k, NONE, true);
                return;
            }
            if (h.status[h.partOp[writer]] == JournalHistory.Status.FAIL) {
                found.add(Finding.ABORTED_READ, k, NONE, true);
                return;
            }
        }
        found.add(Finding.SKEW_STATE, k, NONE, settled);
    }
}
