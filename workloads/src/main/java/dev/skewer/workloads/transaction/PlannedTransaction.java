package dev.skewer.workloads.transaction;

import java.util.List;

/**
 * What the generator asks for: micro-operations on whatever keys live at the slots when it begins.
 *
 * @param operations at least one
 */
record PlannedTransaction(List<Planned> operations) {
    PlannedTransaction {
        operations = List.copyOf(operations);
    }

    /**
     * One micro-operation.
     *
     * @param isRead whether it reads the whole of a list or a register, or writes the next value
     * @param slot where the key lives
     * @param back how many keys before the newest, for a read
     * @param asked at how many slots, from that one on, a predicate read asks for the newest key and the one to come; 0 if it is none
     */
    record Planned(boolean isRead, int slot, long back, int asked) {
        /** A read or a write of one key. */
        Planned(boolean isRead, int slot, long back) {
            this(isRead, slot, back, 0);
        }

        /** A predicate read. */
        static Planned predicateRead(int slot, int asked) {
            return new Planned(true, slot, 0, asked);
        }
    }
}
