package dev.skewer.checker.journal.versions;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.journal.history.JournalHistory.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Holds the clock against the version order of one invocation: what completed before another thing began must not stand
 * above it.
 *
 * <p>An interval order has no two independent pairs (it is 2+2-free), so a cycle between a total order of versions and
 * real time needs a single real-time pair only: one operation above another that began after it completed. The bounds of
 * {@link Windows} find every operation in such a pair with two comparisons each. What was found takes no further part:
 * its place no longer constrains others, so that one stale read is one anomaly and not a cascade.
 */
public final class RealTime {
    private final Windows suffix = new Windows();
    private final Windows prefix = new Windows();
    /** The highest suffix position each process has seen, by open addressing: process + 1, position. */
    private int[] seen = new int[128];

    /** Reports the reads that the suffix chain alone refutes; whatever else is to be placed may change the other chain. */
    public void checkReads(Scope s, Placement at, VersionOrder order, FindingBuffer found) {
        suffix.ofSuffix(s, at);
        int before = found.size();
        for (int k = 0; k < s.n; k++) {
            if (at.role[k] == Placement.OBSERVER && Kind.isRead(s.kind[k])) {
                Finding finding = observed(suffix, s, at, k);
                if (finding != null) {
                    found.add(finding, k, NONE, !order.hadUnknown && !at.chosen);
                }
            }
        }
        discredit(s, at, order, found, before);
    }

    private void discredit(Scope s, Placement at, VersionOrder order, FindingBuffer found, int before) {
        int after = found.size();
        if (after == before) {
            return;
        }
        reportNonMonotonic(s, at, found, !order.hadUnknown && !at.chosen);
        for (int i = before; i < after; i++) {
            at.role[found.part(i)] = VersionOrder.DISCREDITED;
        }
    }

    /** Checks one invocation. */
    public void check(Scope s, Placement at, VersionOrder order, FindingBuffer found) {
        boolean settled = !order.hadUnknown && !at.chosen;
        boolean grid = at.prefixCount > 1;
        suffix.ofSuffix(s, at);
        if (grid) {
            prefix.ofPrefix(s, at);
        }
        int before = found.size();
        for (int k = 0; k < s.n; k++) {
            byte role = at.role[k];
            if (role == Placement.NOWHERE || role == VersionOrder.DISCREDITED) {
                continue;
            }
            int completed = s.completed[k];
            Finding finding = null;
            if (role != Placement.SUFFIX && isInsideOneWrite(s, at, k)) {
                finding = Finding.INTERMEDIATE_READ;
            } else if (isApartFromNext(s, at, k)) {
                finding = Finding.REORDERED_WRITES;
            } else if (role == Placement.SUFFIX) {
                if (!suffix.isInvokedBy(at.suffixLow[k], completed)) {
                    finding = Finding.REORDERED_WRITES;
                }
            } else {
                finding = observed(suffix, s, at, k);
            }
            if (finding == null && grid) {
                if (role == Placement.PREFIX) {
                    if (!prefix.isInvokedBy(at.prefixLow[k], completed)) {
                        finding = Finding.REORDERED_WRITES;
                    }
                } else {
                    finding = observed(prefix, s, at, k);
                }
            }
            if (finding != null) {
                found.add(finding, k, NONE, settled);
            }
        }
        discredit(s, at, order, found, before);
    }

    /** Whether a part stands between two elements that one append-all added to the invocation. */
    private static boolean isInsideOneWrite(Scope s, Placement at, int k) {
        int position = at.suffixLow[k];
        if (position != at.suffixHigh[k] || position + 1 >= at.suffixCount) {
            return false;
        }
        int below = at.suffixOwner[position];
        int above = at.suffixOwner[position + 1];
        return below != NONE && above != NONE && s.op[below] == s.op[above];
    }

    /** Whether an append-all's next element went to the same invocation, but not to the next position. */
    private static boolean isApartFromNext(Scope s, Placement at, int k) {
        return k + 1 < s.n
                && at.role[k] == Placement.SUFFIX
                && at.role[k + 1] == Placement.SUFFIX
                && s.op[k] == s.op[k + 1]
                && at.suffixLow[k + 1] != at.suffixLow[k] + 1;
    }

    /** Whether a part stands where it cannot have stood between its invocation and its completion. */
    private @Nullable Finding observed(Windows chain, Scope s, Placement at, int k) {
        int low = chain == suffix ? at.suffixLow[k] : at.prefixLow[k];
        int high = chain == suffix ? at.suffixHigh[k] : at.prefixHigh[k];
        boolean read = Kind.isRead(s.kind[k]);
        if (!chain.isCurrentAt(high, s.invoked[k])) {
            if (!read) {
                return Finding.STALE_ANSWER;
            }
            return chain == suffix && isLost(s, at, k, high) ? Finding.LOST_APPEND : Finding.STALE_READ;
        }
        if (!chain.isInvokedBy(low, s.completed[k])) {
            return read ? Finding.PHANTOM_EARLY : Finding.REORDERED_WRITES;
        }
        return null;
    }

    /** Whether an acknowledged append is missing to a read, and to everybody who came later. */
    private boolean isLost(Scope s, Placement at, int k, int high) {
        int missing = at.suffixOwner[high + 1];
        return missing != NONE
                && Kind.isAppend(s.kind[missing])
                && s.completed[missing] < s.invoked[k]
                && !suffix.isSeenLater(high, s.invoked[k])
                && suffix.isSeenLater(-1, s.invoked[k]);
    }

    /** Among the reads, those whose own process had already seen a later version. */
    private void reportNonMonotonic(Scope s, Placement at, FindingBuffer found, boolean settled) {
        Arrays.fill(seen, 0);
        int entries = 0;
        for (int k = 0; k < s.n; k++) {
            if (at.role[k] != Placement.OBSERVER || !Kind.isRead(s.kind[k])) {
                continue;
            }
            if (4 * entries > seen.length) {
                growSeen();
            }
            int process = s.h.process[s.op[k]];
            int slot = slot(process);
            if (seen[slot] == 0) {
                seen[slot] = process + 1;
                seen[slot + 1] = at.suffixLow[k];
                entries++;
            } else if (seen[slot + 1] > at.suffixHigh[k]) {
                found.add(Finding.NON_MONOTONIC, k, NONE, settled);
            } else {
                seen[slot + 1] = at.suffixLow[k];
            }
        }
    }

    private int slot(int process) {
        // Even slots: a process takes two.
        int mask = seen.length - 2;
        int slot = ((process * 0x9E3779B9) >>> 7) & mask;
        while (seen[slot] != 0 && seen[slot] != process + 1) {
            slot = (slot + 2) & mask;
        }
        return slot;
    }

    private void growSeen() {
        int[] old = seen;
        seen = new int[old.length * 2];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0) {
                int slot = slot(old[i] - 1);
                seen[slot] = old[i];
                seen[slot + 1] = old[i + 1];
            }
        }
    }
}
