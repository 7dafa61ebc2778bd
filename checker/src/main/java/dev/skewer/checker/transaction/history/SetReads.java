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
     * too, before the read or where the read has it early, it does not say, unless it lacks that itself.
     */
    public static boolean lacks(TransactionHistory h, int read, int add) {
        if (h.value[read] == TransactionHistory.UNKNOWN || has(h, read, add)) {
            return false;
        }
        for (int m = h.firstMicroOp[h.transaction[read]]; m < read; m++) {
            if (!h.reads(m) && h.key(m) == h.key(read) && h.value[m] == h.value[add]) {
                return h.sets.isMissing(read, h.value[add]);
            }
        }
        SetVersions set = h.sets.of(h.key(read));
        for (int i = 0; i < set.earlyReads(); i++) {
            if (set.earlyRead(i) == read && h.value[set.laterAdd(i)] == h.value[add]) {
                return false;
            }
        }
        return true;
    }
}
