package dev.skewer.checker.transaction.history;

/** What a read of a set says of an add to it by another transaction. */
public final class SetReads {
    private SetReads() {}

    /** Whether a read has what another transaction adds. */
    public static boolean has(TransactionHistory h, int read, int add) {
        SetVersions set = h.sets.of(h.key(read));
        int element = set.element(h.value[add]);
        return element >= 0 && set.contains(h.value[read], element);
    }

    /**
     * Whether a read, of which is known what it saw, lacks what another transaction adds. Of an element that its own transaction had added,
     * too, it does not say, unless it lacks that itself.
     */
    public static boolean lacks(TransactionHistory h, int read, int add) {
        if (h.value[read] == TransactionHistory.UNKNOWN || has(h, read, add)) {
            return false;
        }
        int t = h.transaction[read];
        SetVersions set = h.sets.of(h.key(read));
        // What is not among the elements is in no read, early or not.
        boolean mayBeEarly = set.earlyReads() > 0 && set.element(h.value[add]) >= 0;
        for (int m = h.firstMicroOp[t]; m < (mayBeEarly ? h.endMicroOp[t] : read); m++) {
            if (!h.reads(m) && h.key(m) == h.key(read) && h.value[m] == h.value[add]) {
                return h.sets.isMissing(read, h.value[add]);
            }
        }
        return true;
    }
}
