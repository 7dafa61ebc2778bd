package dev.skewer.checker.transaction.infer;

import static dev.skewer.checker.transaction.history.TransactionHistory.FAIL;

import dev.skewer.checker.transaction.history.SetVersions;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Arrays;

/** Who added each element of one set that was seen; made to be filled again and again. */
final class SetAdders {
    static final int NONE = -1;
    static final int AMBIGUOUS = -2;

    private final TransactionHistory h;
    private final KeyGroups groups;

    /** By element, the first micro-op that adds it of the only transaction which did not fail; or {@link #NONE}, {@link #AMBIGUOUS}. */
    int[] adder = new int[16];
    /** By element, a micro-op that adds it of a transaction that failed, or {@link #NONE}. */
    int[] failed = new int[16];
    /** By element, how many micro-ops add it of transactions that did not fail. */
    int[] adds = new int[16];

    SetAdders(TransactionHistory history, KeyGroups groups) {
        h = history;
        this.groups = groups;
    }

    /** Looks at one set. */
    void find(int key, SetVersions set) {
        int elements = set.elements();
        if (elements > adder.length) {
            adder = new int[elements + (elements >> 1)];
            failed = new int[adder.length];
            adds = new int[adder.length];
        }
        Arrays.fill(adder, 0, elements, NONE);
        Arrays.fill(failed, 0, elements, NONE);
        Arrays.fill(adds, 0, elements, 0);
        for (int i = groups.first[key]; i < groups.first[key + 1]; i++) {
            int m = groups.microOp[i];
            int element = h.reads(m) ? NONE : set.element(h.value[m]);
            if (element < 0) {
                continue;
            }
            if (h.status[h.transaction[m]] == FAIL) {
                failed[element] = m;
                continue;
            }
            adds[element]++;
            if (adder[element] == NONE) {
                adder[element] = m;
            } else if (adder[element] >= 0 && h.transaction[adder[element]] != h.transaction[m]) {
                adder[element] = AMBIGUOUS;
            }
        }
    }
}
